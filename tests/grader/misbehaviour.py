"""
A vocabulary of submissions, each wrong in one way.

Every entry is a body for ``double`` (the toy sheet's first function); ``average`` beside it
is right, so that a test can see that only the wrong function costs anything.
"""

import pytest

AVERAGE = """
def average(values):
    return sum(values) / len(values)
"""

RIGHT = """
import numpy as np

def double(x):
    if not len(x):
        raise ValueError("empty")
    return x * 2
"""


def submission(body: str, before: str = "import numpy as np") -> str:
    """A whole submission whose ``double`` has this body."""
    indented = "\n".join("    " + line for line in body.strip().splitlines())
    return f"{before}\n\ndef double(x):\n{indented}\n{AVERAGE}"


def right() -> str:
    """A submission without fault."""
    return RIGHT + AVERAGE


# What takes seconds to be stopped or thrown away: one test tries it, the others at leisure.
COSTLY = ("never returns", "never returns whatever is raised", "prints megabytes", "forks")

# Those whose calls have to be stopped; all others end by themselves, however busy the machine is.
HANGING = {"never returns", "sleeps", "never returns whatever is raised"}

# What ``double`` does -> the outcome of its first property, and words of the message.
BODIES = {
    "never returns": ("while True: pass", "timed out", "still running"),
    "sleeps": ("import time; time.sleep(60)", "timed out", "still running"),
    "never returns whatever is raised": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "timed out",
        "still running",
    ),
    "exits": ("raise SystemExit(0)", "raised", "SystemExit"),
    "ends its process": ("import os; os._exit(0)", "forbidden", "exit status 0"),
    "kills itself": ("import os; os.kill(os.getpid(), 9)", "forbidden", "signal 9"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "raised", "SIGSEGV"),
    "raises": ("return x.nothing", "raised", "AttributeError"),
    "raises without text": ("raise KeyError", "raised", "raised KeyError"),
    "raises something that cannot be shown": (
        "class E(Exception):\n    def __str__(self): raise E\nraise E",
        "raised",
        "could not be made",
    ),
    "recurses": ("return double(x)", "raised", "RecursionError"),
    "uses all memory": ("return np.ones(10**11)", "out of memory", "more memory"),
    "gathers memory": ("held = []\nwhile True: held.append(bytes(10**7))", "out of memory", "mem"),
    "returns nothing": ("x * 2", "wrong", "is a return missing"),
    "returns a set": ("return set(x)", "wrong", "a set"),
    "returns a generator": ("return (2 * v for v in x)", "wrong", "an iterator"),
    "returns a class": ("return type('Big', (), {})", "wrong", "a type"),
    "returns NaN": ("return x * np.nan", "wrong", "NaN"),
    "returns text": ("return 'twice'", "wrong", "a str"),
    "returns complex numbers": ("return x * (2 + 0j)", "wrong", "complex128"),
    "returns another shape": ("return np.append(x, 1.0)", "wrong", "shape is"),
    "returns a cyclic list": ("held = []; held.append(held); return held", "wrong", "nested more"),
    "returns a huge int": ("return 1 << 3_400_000", "wrong", "an int of"),
    "returns a thousand million elements": (
        "return np.broadcast_to(np.float64(1), (10**9,))",
        "wrong",
        "array of shape (1000000000,)",
    ),
    "returns a lone surrogate": ("return '\\udc80'", "wrong", "a str"),
    "prints megabytes": ("print('x' * 2 * 10**6); return x", "wrong", "element"),
    "forks": (
        "import os, time\nif os.fork() == 0:\n    time.sleep(60)\nreturn x",
        "wrong",
        "element",
    ),
    "answers twice": (
        "import os\n"
        "for fd in range(3, 64):\n"
        "    try: os.write(fd, b'\\x0e' + bytes(16))\n"
        "    except OSError: pass\n"
        "return x",
        "forbidden",
        "the submission's process sent",
    ),
    "announces a huge frame": (
        "import os\n"
        "for fd in range(3, 64):\n"
        "    try: os.write(fd, b'\\xff' * 17)\n"
        "    except OSError: pass\n"
        "return x",
        "forbidden",
        "too large",
    ),
}

# The names, for a test to be parametrized with that need not try the costly ones every time.
NAMES = [
    pytest.param(name, marks=[pytest.mark.slow] if name in COSTLY else [], id=name)
    for name in BODIES
]
