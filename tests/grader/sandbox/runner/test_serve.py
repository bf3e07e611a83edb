"""The student's side of the conversation, in a process of its own, over a real socket."""

import socket
import subprocess
import sys

import numpy as np
import pytest
import sympy

from grader.sandbox.processes.channel import Channel
from grader.sandbox.processes.interpreter import scrubbed_environment
from grader.sandbox.wire.asides import Aside, without_aside
from grader.sandbox.wire.codec import decode, encode
from grader.sandbox.wire.frames import (
    Kind,
    Loaded,
    Part,
    Raised,
    frame_bytes,
    load_request,
    record,
)
from grader.sandbox.wire.values import Expression, Opaque

PATIENCE = 60.0

SOURCE = """
import random, sys, warnings
import numpy as np

count = 0
kept = []

def double(x): return 2 * x
def in_place(x): x *= 2
def counted():
    global count
    count += 1
    return count
def keep(x):
    kept.append(x)
    return len({id(each) for each in kept})
def refuse(kind): raise kind_of[kind]('no')
kind_of = {'own': type('Own', (ValueError,), {}), 'unicode': lambda _: 'é'.encode('ascii'),
           'key': KeyError, 'exit': SystemExit, 'base': BaseException, 'memory': MemoryError}
def grow(expression): return expression ** 2
def chatter():
    print('x' * 10**6)
    warnings.warn('look')
    np.array([1.0]) / 0
    return random.random(), float(np.random.rand())
def strange(): return sys
def needs_two(a, b): return a
def hungry(): return bytearray(1 << 60)
def very_hungry(): return np.ones(1 << 50)
def passes_on():
    try:
        return hungry()
    except MemoryError:
        raise
def reminded():
    try:
        return hungry()
    except MemoryError as error:
        raise error
def translated():
    try:
        return hungry()
    except MemoryError:
        raise MemoryError('too long') from None
def arguments(): return sys.argv, sys.dont_write_bytecode
constant = 5
broken = 1 / 0
"""


class Conversation:
    """What an examiner does, step by step."""

    def __init__(self, channel):
        self.channel = channel
        self.serial = 0

    def load(self, source, skipped=()):
        """What loading led to, and the places of the statements that were announced."""
        self.channel.send(load_request([Part(0, source.encode())], skipped))
        places = []
        while (frame := self.channel.receive(PATIENCE)).kind == Kind.STATEMENT:
            places.append(frame.serial)
        assert frame.kind == Kind.LOADED
        return record(frame.structure, Loaded), places

    def call(self, name, *arguments, kind=Kind.CALL):
        """The value that came back, or the record of what was raised."""
        self.serial += 1
        self.channel.send(frame_bytes(kind, self.serial, *encode((name, arguments))))
        frame = self.channel.receive(PATIENCE)
        assert frame.serial == self.serial
        self.aside = Aside()
        if frame.kind & Kind.ASIDE:
            words, frame = without_aside(frame)
            self.aside = record(words, Aside)
        if frame.kind == Kind.RAISED:
            return record(frame.structure, Raised)
        assert frame.kind == Kind.RETURNED
        return decode(frame.structure, frame.blob)


@pytest.fixture(scope="module")
def process():
    """A serving process without any isolation, and a channel to it."""
    ours, theirs = socket.socketpair()
    start = "serve(socket.socket(fileno=int(sys.argv[1])))"
    code = f"import socket, sys; from grader.sandbox.runner.serve import serve; {start}"
    with theirs:
        running = subprocess.Popen(
            [sys.executable, "-c", code, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=scrubbed_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    channel = Channel(ours)
    assert channel.receive(PATIENCE).kind == Kind.READY
    yield running, channel
    channel.close()
    assert running.wait(PATIENCE) == 0  # the end of the stream ends it, without complaint


@pytest.fixture
def student(process):
    """A conversation about SOURCE, loaded anew."""
    conversation = Conversation(process[1])
    conversation.load(SOURCE)
    return conversation


def test_loading_is_told_statement_by_statement(process):
    """Then what there is now, and what failed."""
    loaded, places = Conversation(process[1]).load("a = 1\nb = a / 0\ndef f(): pass\n")
    assert places == [0, 1, 2]
    assert loaded.callables == ["f"]
    assert [(f.line, f.type) for f in loaded.failures] == [(2, "ZeroDivisionError")]


def test_statements_can_be_left_out(process):
    """Those that ended an earlier process."""
    loaded, places = Conversation(process[1]).load("a = 1\nb = a / 0\ndef f(): pass\n", [1])
    assert (places, loaded.failures) == ([0, 2], [])


def test_a_call_is_answered_with_its_value(student):
    """Arrays in, arrays out."""
    np.testing.assert_array_equal(student.call("double", np.arange(3.0)), [0.0, 2.0, 4.0])


def test_arguments_are_made_afresh_for_every_call(student):
    """Changing, or keeping, them harms nobody."""
    x = np.ones(2)
    student.call("in_place", x)
    np.testing.assert_array_equal(student.call("double", x), [2.0, 2.0])
    assert [student.call("keep", x) for _ in range(3)] == [1, 2, 3]


def test_an_echo_tells_what_became_of_the_arguments(student):
    """Beside the value."""
    value, arguments = student.call("in_place", np.ones(2), kind=Kind.CALL_ECHO)
    assert value is None
    np.testing.assert_array_equal(arguments[0], [2.0, 2.0])


def test_expressions_arrive_as_sympy_objects_and_return_as_operations(student):
    """SymPy is computed with there, never here."""
    found = student.call("grow", sympy.Symbol("x"))
    assert isinstance(found, Expression)
    assert sorted(node.head for node in found.nodes) == ["Integer", "Pow", "Symbol"]


@pytest.mark.parametrize(
    ("kind", "name", "refusal", "memory"),
    [
        ("own", "Own", True, False),
        ("unicode", "UnicodeEncodeError", True, False),
        ("key", "KeyError", False, False),
        ("exit", "SystemExit", False, False),
        ("base", "BaseException", False, False),
        ("memory", "MemoryError", False, False),
    ],
)
def test_an_exception_becomes_words(student, kind, name, refusal, memory):
    """Whatever it is; whether it refuses is asked of its base classes."""
    raised = student.call("refuse", kind)
    assert (raised.type, raised.refusal, raised.memory) == (name, refusal, memory)
    assert raised.line > 0
    assert not raised.missing


@pytest.mark.parametrize("name", ["hungry", "very_hungry", "passes_on", "reminded"])
def test_what_is_too_large_for_memory_is_told_as_such(student, name):
    """Whoever passes the exception on has not made it; the process survives it."""
    assert student.call(name).memory
    assert student.call("double", 4) == 8


def test_a_memory_error_of_the_submissions_own_says_nothing_of_memory(student):
    """What it was raised for, only its text can tell."""
    raised = student.call("translated")
    assert (raised.memory, raised.type, raised.message) == (False, "MemoryError", "too long")


@pytest.mark.parametrize("name", ["no_such_function", "constant", "broken", "__name__"])
def test_what_cannot_be_called_is_missing(student, name):
    """A number by that name, or what failed to load, is no function."""
    assert student.call(name).missing


def test_wrong_arguments_are_the_functions_own_type_error(student):
    """With no line of the file, since none was reached."""
    raised = student.call("needs_two", 1)
    assert (raised.type, raised.line) == ("TypeError", 0)
    assert "missing 1 required positional argument" in raised.message


def test_what_is_printed_and_warned_of_comes_with_the_call(student):
    """Every time, however long it is; a call that says nothing has nothing beside its answer."""
    for _ in range(2):
        assert len(student.call("chatter")) == 2
        assert [(each.message, each.line) for each in student.aside.warned] == [
            ("look", 23),
            ("divide by zero encountered in divide", 24),
        ]
        assert set(student.aside.printed) == {"x"}
        assert student.aside.lines == 1
    assert student.call("double", 2) == 4
    assert student.aside == Aside()


def test_what_cannot_cross_is_described(student):
    """The examiner is told what it was."""
    assert student.call("strange") == Opaque("a module")


def test_the_process_is_settled_before_the_file_runs(student):
    """No words of the grader's command line, no bytecode written."""
    assert student.call("arguments") == (["submission.py"], True)


def test_loading_again_starts_afresh(student):
    """Nothing of an earlier file is left in its names."""
    assert [student.call("counted") for _ in range(2)] == [1, 2]
    student.load("def only(): return 1")
    assert student.call("only") == 1
    assert student.call("counted").missing


def test_a_malformed_question_is_answered_too(student):
    """Our own mistake would otherwise end the process and be taken for the student's."""
    student.channel.send(frame_bytes(Kind.CALL, 77, b"\xc1"))
    frame = student.channel.receive(PATIENCE)
    assert (frame.kind, frame.serial) == (Kind.RAISED, 77)
    assert record(frame.structure, Raised).type == "Malformed"
