"""What is handed in for the sheet about objects: right ones, wrong ones, and hostile ones."""

from tests.grader.examine.sheet_of_objects import MODEL

OTHER = """
from dataclasses import dataclass
from functools import partial

import numpy as np

@dataclass(eq=True)
class _Poly:
    coefficients: list

    def degree(self):
        return np.int64(len(self.coefficients)) - 1

    def __call__(self, x):
        return float(np.polyval(self.coefficients[::-1], x))

    def at(self, x):
        return int(self(x))

    def __bool__(self):
        return self.coefficients.count(0) < len(self.coefficients)

    def __delitem__(self, n):
        self.coefficients.pop(n)

    def __hash__(self):
        return -len(self.coefficients) - hash(None)

    def __iadd__(self, other):
        self.coefficients[:] = (self + other).coefficients
        return self

    def __len__(self):
        return len(self.coefficients)

    def __getitem__(self, n):
        return self.coefficients[n]

    def __add__(self, other):
        n = max(len(self), len(other))
        pad = lambda c: list(c) + [0] * (n - len(c))
        return _Poly([a + b for a, b in zip(pad(self.coefficients), pad(other.coefficients))])

    def scale(self, by):
        for n in range(len(self)):
            self.coefficients[n] *= by

def Polynomial(coefficients):
    if len(coefficients) == 0:
        raise ValueError("at least one")
    return _Poly(list(coefficients))

Polynomial.power = lambda n: _Poly([0] * n + [1])

class Countdown(list):
    closed = False

    def __init__(self, start):
        super().__init__(range(start, 0, -1))

    def __iter__(self):
        while self:
            yield self.pop(0)

    def __next__(self):
        if not self:
            raise StopIteration("that was all")
        return self.pop(0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

def _value(slope, at, x):
    return slope * x + at

def line(slope, at):
    return partial(_value, slope, at)

square = (2).__rpow__

def upward(n):
    return iter(np.arange(1, n + 1))

def total(f, n):
    return sum(map(f, range(n + 1)))

def evaluate(p, x):
    return p(x)

def split(p):
    return tuple(_Poly([0] * n + [c]) for n, c in enumerate(p.coefficients))
"""
WRONG = MODEL.replace("    def degree(self):\n        return len(self.coefficients) - 1\n", "")
WRONG += """

class Line:
    def __init__(self, slope, at):
        self.slope, self.at = slope, at

def line(slope, at):
    return Line(slope, at)

def evaluate(p, x, y):
    return p(x)

Polynomial.scale = 3
Polynomial.__getitem__ = None
del Polynomial.__len__
Countdown.__exit__ = lambda self: None
Countdown.__next__ = None
upward = lambda n: iter([])
Countdown.__iter__ = lambda self: iter(range(self.left, 0, -1))
del Polynomial.__contains__
del Polynomial.__delitem__, Polynomial.__hash__, Polynomial.__iadd__, Polynomial.at, square
Polynomial.__hash__ = None
del Polynomial.power
Polynomial.MOST = 9
"""
SLIPS = MODEL.replace("return len(self.coefficients) - 1", "return len(self.coefficients)")
SLIPS = SLIPS.replace("return Polynomial([a + b for", "return Polynomial([a - b for")
SLIPS = SLIPS.replace("[by * c for c in self.coefficients]", "[by + c for c in self.coefficients]")
SLIPS = SLIPS.replace("self.closed = True", "pass").replace("slope * x + at", "slope * x - at")
SLIPS = SLIPS.replace("self.coefficients = (self + other).coefficients", "self = self + other")
SLIPS = SLIPS.replace('hash(("Polynomial", *self.coefficients))', "id(self)")
SLIPS = SLIPS.replace("range(1, n + 1)", "range(1, n)")
SLIPS = SLIPS.replace("range(n + 1))", "range(n))")
SLIPS = SLIPS.replace("[0] * n + [c]", "[0] * (n + 1) + [c]")
LIAR = """
class Liar:
    degree = scale = coefficients = closed = None
    def __init__(self, *_): pass
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __len__(self): return 0
    def __iter__(self): return iter(())
    def __float__(self): return 0.0
    def __int__(self): return 0
    __index__ = __int__
    def __sub__(self, other): return 0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __iadd__ = __sub__
    def __next__(self): return Liar()
    def __contains__(self, entry): return True
    def __delitem__(self, key): pass
    def __abs__(self): return 0
    def __getattribute__(self, name): return Liar()
    def __call__(self, *arguments): return Liar()
    def __getitem__(self, key): return Liar()
    def __enter__(self): return Liar()
    def __exit__(self, *_): return True
    __class__ = int

Polynomial = Countdown = line = evaluate = split = square = total = upward = Liar
"""
HOSTILE = """
import itertools, os, sys

class Polynomial:
    coefficients = property(lambda self: [0] * 10**6)
    def __init__(self, a):
        self.a = a
    def __getattr__(self, name):
        if name == "degree":
            return os._exit
        return getattr(self, name + name)
    def __len__(self):
        return 10**30
    def __call__(self, x):
        return self(x)
    def __add__(self, other):
        return self
    def scale(self, by):
        return iter(lambda: by, None)
    def __eq__(self, other):
        return [self] * 10**5
    def __iadd__(self, other):
        return other.__class__.__init__.__globals__
    def __hash__(self):
        return os.getpid()
    def __contains__(self, number):
        os._exit(4)
    at = sys.setrecursionlimit

class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return itertools.count()
    def __enter__(self):
        return self
    def __exit__(self, *_):
        os._exit(3)

    def __next__(self):
        raise StopIteration(StopIteration(self))

def line(slope, at):
    return sys.exit

def square(x):
    return iter(int, 1)

def upward(n):
    return itertools.count(1)

def total(f, n):
    globals()["split"] = f.__globals__["__builtins__"]
    return f(n)

def evaluate(p, x):
    return p

def split(p):
    p.append(p) if isinstance(p, list) else None
    deep = []
    for _ in range(10**5):
        deep = [deep]
    return deep
"""
SHARED = MODEL.replace("self.coefficients = list(coefficients)", "MADE.append(coefficients)")
SHARED = SHARED.replace("class Polynomial:", "MADE = []\n\n\nclass Polynomial:")
SHARED = SHARED.replace("self.coefficients", "MADE[0]")
PRINTING = MODEL.replace("self.coefficients = list", "print('made'); self.coefficients = list")
PRINTING = PRINTING.replace("return len(self.coefficients) - 1", "print('asked'); return 0")
