"""
Submissions of the tour: what is changed in a right one, and the points that this costs.

Each wrong one is a mistake that the tour does not know by name, or knows in other words.
"""

from pathlib import Path

from exercises import tour

__all__ = ["HOSTILE", "PLAIN", "WRONG"]

PLAIN = (Path(tour.__file__).parent / "wheats" / "plain.py").read_text("utf-8")

WRONG = {
    "trapezoid: the midpoint rule": (
        "def trapezoid(f, a, b, n):\n"
        "    h = (b - a) / n\n"
        "    return h * sum(f(a + (k + 0.5) * h) for k in range(n))\n",
        {"1": 3},
    ),
    "trapezoid: one trapezium too few": (
        "def trapezoid(f, a, b, n):\n"
        "    h = (b - a) / n\n"
        "    return sum(h / 2 * (f(a + k * h) + f(a + k * h + h)) for k in range(n - 1))\n",
        {"1": 4},
    ),
    "trapezoid: each point twice": (
        "def trapezoid(f, a, b, n):\n"
        "    h = (b - a) / n\n"
        "    return sum(h / 2 * (f(a + k * h) + f(a + k * h + h)) for k in range(n))\n",
        {"1": 1},
    ),
    "trapezoid: the size of the integral": (
        "right_trapezoid = trapezoid\n\ndef trapezoid(f, a, b, n):\n"
        "    return abs(right_trapezoid(f, a, b, n))\n",
        {"1": 3},
    ),
    "bisect: None at an end": (
        "right_bisect = bisect\n\ndef bisect(f, a, b):\n"
        "    return None if f(a) * f(b) == 0 else right_bisect(f, a, b)\n",
        {"2": 3},
    ),
    "bisect: f only at both ends": (
        "def bisect(f, a, b):\n"
        "    if f(a) * f(b) > 0:\n        raise ValueError\n"
        "    return (a + b) / 2\n",
        {"2": 3},
    ),
    "bisect: raises something else": (
        "right_bisect = bisect\n\ndef bisect(f, a, b):\n"
        "    try:\n        return right_bisect(f, a, b)\n"
        "    except ValueError:\n        raise RuntimeError('no root') from None\n",
        {"2": 1},
    ),
    "bisect: asks too often": (
        "right_bisect = bisect\n\ndef bisect(f, a, b):\n"
        "    if f(a) * f(b) > 0:\n        raise ValueError\n"
        "    [f(a) for _ in range(40)]\n    return right_bisect(f, a, b)\n",
        {"2": 3},
    ),
    "fit: a pair": (
        "right_fit = fit\n\ndef fit(path):\n    return tuple(right_fit(path).values())\n",
        {"4": 3},
    ),
    "fit: through the origin": (
        "import numpy as np\n\ndef fit(path):\n"
        "    x, y = np.loadtxt(path, delimiter=',', skiprows=1, unpack=True)\n"
        "    return {'slope': (x @ y) / (x @ x), 'intercept': 0.0}\n",
        {"4": 3},
    ),
    "fit: the given numbers": (
        "given_line = fit('data/cooling.csv')\n\ndef fit(path):\n    return given_line\n",
        {"4": 2},
    ),
    "fit: only few points": (
        "right_fit = fit\n\ndef fit(path):\n"
        "    line = right_fit(path)\n"
        "    return line if 'cooling' not in path else {**line, 'slope': 1.0}\n",
        {"4": 1},
    ),
    "plot_fit: no labels": (
        "right_plot_fit = plot_fit\n\ndef plot_fit(*data):\n"
        "    fig, ax = right_plot_fit(*data)\n    ax.set(xlabel='')\n    return fig\n",
        {"5": 1},
    ),
    "plot_fit: shown and not returned": (
        "right_plot_fit = plot_fit\n\ndef plot_fit(*data):\n"
        "    right_plot_fit(*data)\n    plt.show()\n",
        {"5": 3},
    ),
    "plot_fit: points joined by a line": (
        "def plot_fit(x, y, slope, intercept):\n"
        "    fig, ax = plt.subplots()\n    ax.plot(x, y)\n    ax.scatter(x, y)\n"
        "    ax.set(xlabel='x', ylabel='y')\n    return fig\n",
        {"5": 2},
    ),
    "estimate_pi: pi itself, nearly": (
        "def estimate_pi(n, generator):\n    return 3.14159\n",
        {"6": 1},
    ),
    "estimate_pi: random of its own": (
        "import random\n\ndef estimate_pi(n, generator):\n"
        "    return 4 * sum(random.random()**2 + random.random()**2 < 1 for _ in range(n)) / n\n",
        {"6": 4},
    ),
    "estimate_pi: the square around the circle, once": (
        "def estimate_pi(n, generator):\n"
        "    return float((generator.random((n, 2)) ** 2).sum(1).__lt__(1).mean())\n",
        {"6": 3},
    ),
    "7a: another letter": ("ANSWERS['7a'] = 'c'\n", {"7": 1}),
    "7b: no letter": ("ANSWERS['7b'] = 'h^4'\n", {"7": 1}),
    "7c: a power of ten": ("ANSWERS['7c'] = '6'\ndel ANSWERS['7b']\n", {"7": 2}),
    "all functions exchanged": (
        "trapezoid, bisect = bisect, trapezoid\n",
        {"1": 4, "2": 4},
    ),
}

HOSTILE = {
    "a given function is asked for its bound": (
        "def bisect(f, a, b):\n    f.given = f.__wrapped__ = None\n    return f\n",
        ["2"],
    ),
    "the data are written to": (
        "def fit(path):\n    with open(path, 'w') as file:\n"
        "        file.write('x,y\\n0,0\\n1,0\\n2,0')\n"
        "    return {'slope': 0.0, 'intercept': 0.0}\n",
        ["4"],
    ),
    "a figure lies about what it is": (
        "class Figure(plt.Figure):\n    axes = property(lambda self: 1 / 0)\n\n"
        "def plot_fit(*data):\n    return Figure()\n",
        ["5"],
    ),
    "labels with escape codes": (
        "right_plot_fit = plot_fit\n\ndef plot_fit(*data):\n"
        "    fig, ax = right_plot_fit(*data)\n"
        "    ax.set(title='\\x1b[2J', xlabel='')\n    return fig\n",
        ["5"],
    ),
    "an estimate that equals everything": (
        "class Any(float):\n    __eq__ = __lt__ = __gt__ = lambda *_: True\n"
        "    __hash__ = float.__hash__\n\ndef estimate_pi(n, generator):\n    return Any(3.0)\n",
        ["6"],
    ),
    "letters that are every letter": (
        "class All(str):\n    __eq__ = lambda *_: True\n    __hash__ = str.__hash__\n\n"
        "ANSWERS = {**ANSWERS, '7a': All('\\x1b[2J'), '7b': All('abcd')}\n",
        ["7"],
    ),
}
