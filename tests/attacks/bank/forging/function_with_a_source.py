"""Functions as the grader itself gives them, with a source that would be compiled elsewhere."""

from grader.sandbox.wire.given_functions import CountedFunction, GivenFunction

SOURCE = "lambda *_: open('@CANARY@').read() or open('@FOLDER@/written', 'w').write('here')"


def double(x):
    return GivenFunction(SOURCE)


def average(values):
    found = CountedFunction(GivenFunction("lambda x: x"))
    found.given = GivenFunction(SOURCE, 10**9)
    found.calls, found.points = True, [(found,), {"a": 1}]
    return found
