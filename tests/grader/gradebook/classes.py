"""Classes to grade: right, wrong, hostile and broken submissions, in folders."""

from grader.collect import collect
from tests.grader.misbehaviour import BODIES, right, submission

HOSTILE = ("never returns", "ends its process", "kills itself", "crashes", "answers twice")
BROKEN = {
    "no Python": b"def double(x:\n",
    "no text": b"\x00\x01\x02",
    "no UTF-8": b"x = '\xff\xfe\xfd'\n",
    "UTF-16": "def double(x): return x".encode("utf-16"),
    "empty": b"",
    "exits": b"import os\nos._exit(1)\n",
    "never loads": b"while True: pass\n",
}


def person(number):
    """A submission that is right, or wrong in a way of its own; no two are the same bytes."""
    factor = 2 if number % 3 else 3 + number
    return f"# {number}\n" + (right() if factor == 2 else submission(f"return {factor} * x"))


def class_of(folder, size, *, hostile=()):
    """Write a class into a folder: ``size`` people, and those that mean no good."""
    sources = {f"p{n:04}": person(n).encode() for n in range(size)}
    sources |= {f"h{n}": submission(BODIES[each][0]).encode() for n, each in enumerate(hostile)}
    write(folder, sources)
    return folder


def write(folder, sources):
    """One folder for each person, as platforms give them."""
    for name, source in sources.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "submission.py").write_bytes(source)


def collected(folder):
    """What ``grader grade`` makes of it."""
    return collect([folder]).entries
