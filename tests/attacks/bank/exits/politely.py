"""SystemExit, KeyboardInterrupt and GeneratorExit instead of an answer."""


def double(x):
    raise SystemExit(0)


def average(values):
    raise KeyboardInterrupt if len(values) % 2 else GeneratorExit
