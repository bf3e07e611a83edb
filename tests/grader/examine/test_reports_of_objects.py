"""What objects print, what they ask of given functions, and arguments that are passed by name."""

import itertools
from dataclasses import replace

import pytest

from grader.authoring import assert_leaves_arguments, counted, given_function, printed
from grader.examine.check import check
from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.examine.student.faults import StudentRaised, TooManyCalls
from grader.examine.student.in_process import InProcessStudent
from grader.examine.student.objects.expected import UNKNOWN
from grader.examine.student.objects.text import program_line
from grader.examine.student.proxy import Student
from grader.examine.transcript import read_transcript
from grader.model import Outcome, Submission
from grader.sandbox.processes.availability import works
from grader.sheets.corpus import read_corpus
from grader.sheets.model_answers import model_student
from tests.grader.conftest import ROOMY
from tests.grader.examine.sheet_of_reports import MODEL, QUESTION, WRONG
from tests.grader.sheets.frozen_sheet import frozen_sheet

TIERS = [
    "limits",
    *(pytest.param(t, marks=pytest.mark.slow) for t in ("sealed", "walled", "owned")),
]
SQUARE = given_function("lambda x: x * x", calls=3)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory, few_candidates):
    """The sheet, frozen."""
    folder = tmp_path_factory.mktemp("reports") / "a_sheet_of_reports"
    with frozen_sheet(folder, QUESTION, MODEL) as frozen:
        yield frozen


@pytest.fixture(scope="module")
def reported(sheet, launched):
    """The report on a submission."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)

    def report(source, search_seconds=0.0, limits=ROOMY, tier="limits"):
        if not works(launched, tier):
            pytest.skip(f"this machine does not offer {tier!r}; see 'grader doctor'")
        settings = Settings(tier=tier, limits=limits, search_seconds=search_seconds)
        examiner = open_examiner(launched, sheet, corpus, settings)
        return check(examiner, Submission("s.py", source.encode()))

    return report


@pytest.fixture(scope="module")
def graded(reported):
    """The verdicts on a submission, by the name of the law."""

    def grade(source, **how):
        marks = reported(source, **how).marks
        return {v.property.removeprefix("test_"): v for mark in marks for v in mark.verdicts}

    return grade


@pytest.fixture(params=TIERS)
def asked(request, session, launched):
    """A student with the model's objects, in each tier that there is; and the session."""
    if not works(launched, request.param):
        pytest.skip(f"this machine does not offer {request.param!r}; see 'grader doctor'")
    running = session(MODEL, tier=request.param)
    return Student(running.ask, UNKNOWN), running


def test_what_an_object_prints_is_an_answer_in_every_tier(asked):
    """A function that is given it, a method, and a returned function, each for itself alone."""
    student, _ = asked
    table = student.Table([[1, 2]], title="first")
    assert printed(student.report, table, "Rows") == "Rows\n1 2\n"
    assert printed(student.report, heading="Rows", table=table) == "Rows\n1 2\n"
    assert printed(table.show) == "first\n 1 2\n"
    assert printed(table.show, width=1, mark="+") == "again\n1+2\n"
    assert printed(student.Table, [], title="nothing") == "a table is made\n"
    assert printed(student.line(2), x=3) == "3\n"


def test_what_was_read_is_read_again_where_a_step_is_done_anew(asked):
    """So an object is what it was after it had asked for a line."""
    student, _ = asked
    table = student.Table([])
    assert printed(table.asks, stdin="7\n") == "Next? "
    assert printed(table.asks, stdin="8\n") == "Next? "
    assert table.rows == [[7], [8]]
    with pytest.raises(StudentRaised, match="raised EOFError: input.. asks for a line"):
        printed(table.asks)
    assert table.rows == [[7], [8]]


def test_what_a_given_function_is_asked_is_told_of_objects_too(asked):
    """Among arguments by place and by name; more than it may is a fault."""
    student, _ = asked
    table = student.Table([[1, 2]])
    found, said = counted(student.total, table, SQUARE)
    assert (found, said.calls, said.points) == (5, 2, [(1,), (2,)])
    assert counted(student.total, f=SQUARE, table=table)[1].calls == 2
    assert counted(table.mapped, SQUARE)[1].calls == 2
    assert counted(table.mapped, f=SQUARE)[0] == [[1, 4]]
    with pytest.raises(TooManyCalls, match="asked f more than 3 times"):
        counted(student.Table([[1, 2], [3, 4]]).mapped, SQUARE)


def test_arguments_by_name_are_written_as_they_were_passed(asked):
    """In calls of functions, of classes, of methods and of what was returned."""
    student, running = asked
    f = student.line(2, at=1)
    assert f(x=3, scale=10) == 70
    assert student.Table(rows=[[1]], title="a").rows == [[1]]
    with pytest.raises(StudentRaised, match=r"got an unexpected keyword argument 'y'"):
        f(y=3)
    with pytest.raises(StudentRaised, match=r"unexpected keyword argument 'value'"):
        student.Table([]).show(value=1)  # a name of ours
    shown = [each.call for each in running.asides.printed()]
    assert shown[0] == "l = line(2, at=1); l(x=3, scale=10)"


NAMES = {"f": lambda *_, **named: named, "Table": type("Table", (), {"of": lambda *_, **n: [n]})}


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ({"self": 1, "value": 2, "name": "x"}, "self=1, value=2, name='x'"),
        ({"function": 1, "arguments": 2, "steps": 3}, "function=1, arguments=2, steps=3"),
        ({"größe": 1, "class": 2}, "größe=1, **{'class': 2}"),
        ({"a b": [1], "\x1b[2J": 0}, "**{'a b': [1]}, **{'\\x1b[2J': 0}"),
        ({"ﬁ": 1, "": 2}, "**{'ﬁ': 1}, **{'': 2}"),
    ],
)
def test_whatever_a_name_is_it_arrives_and_can_be_pasted(named, shown):
    """A law may have it from a submission's dict."""
    student = InProcessStudent(NAMES)
    assert student.student.f(3, **named) == named
    assert student.student.Table().of(**named) == [named]
    lines = [program_line(call.steps) for call, _ in student.replies.values() if call.steps]
    assert lines == [f"f(3, {shown})", f"t = Table(); t.of({shown})"]
    assert eval(lines[0], dict(NAMES)) == named


def test_an_object_among_the_arguments_is_not_asked_for_its_shape():
    """Arrays beside it are looked after as ever."""
    import numpy as np

    def spoils(table, values):
        values += len(table.rows)
        return values.sum()

    class Table:
        def __init__(self, rows):
            self.rows = rows

        def __getattr__(self, name):
            raise ZeroDivisionError

    student = InProcessStudent({"spoils": spoils, "Table": Table}).student
    with pytest.raises(AssertionError, match="argument"):
        assert_leaves_arguments(student.spoils, student.Table([1]), np.zeros(2))
    assert assert_leaves_arguments(student.spoils, student.Table([]), np.ones(2)) == 2


def test_the_model_is_heard_as_a_submission_is(sheet):
    """Its own objects print and count as those of a process do."""
    model = model_student(sheet)
    ours = InProcessStudent(vars(model)).student
    for student in (model, ours):
        table = student.Table([[1, 2]])
        assert printed(table.show, width=1) == "table\n12\n"
        assert printed(student.report, table, heading="Rows") == "Rows\n1 2\n"
        assert counted(student.total, table, f=SQUARE)[1].calls == 2
        assert printed(student.line(1, at=2), x=5) == "5\n"


def test_the_model_has_every_point_and_is_known_by_its_answers(sheet, graded):
    """Frozen, and searched live."""
    corpus = read_corpus(sheet.folder / "corpus.bin", sheet)
    trees = read_transcript(sheet, corpus.digest).trees
    assert all(itertools.chain.from_iterable(trees.values()))
    assert {v.outcome for v in graded(MODEL).values()} == {Outcome.PASSED}


@pytest.mark.parametrize("search_seconds", [0.0, 1.0])
def test_what_is_wrong_is_shown_with_the_whole_call(graded, search_seconds):
    """Named arguments as they were written, what was read, and what was printed, cleaned."""
    found = graded(WRONG, search_seconds=search_seconds)
    assert found["report"].call == (
        "t = Table([[0]]); report(t, heading='Rows')  # printed 'ROWS\\n'"
    )
    assert found["report"].message == "printed line 1 is 'ROWS', should be 'Rows'"
    assert found["show"].call == "t = Table([[0]], title='first'); t.show(width=3, mark='|')"
    assert "unexpected keyword argument 'width'" in found["show"].message
    assert found["asks"].call.startswith(
        "t = Table(rows=[[0]]); t.asks()  # standard input: '7\\n'  # printed 'Next? \\x1b[31m7"
    )
    assert found["cost"].message == "asked f 2 times, should be once"
    assert found["line"].call == "l = line(1, at=1); l(x=0, scale=2)"
    assert found["line"].message == "returned 1, should be 2"


HANGS, ENDS = "while True: pass", "import os; os._exit(3)"
SHORT = replace(ROOMY, call_seconds=1.0)


@pytest.mark.parametrize("end", [HANGS, ENDS])
@pytest.mark.parametrize("tier", TIERS)
def test_what_a_program_printed_that_died_is_told(reported, tier, end):
    """Of the step that died alone, and with what it had read."""
    asks = 'self.rows.append([int(input("Next? "))])'
    dies = f"print('read', input('Next? '))\n        {end}"
    report = reported(MODEL.replace(asks, dies), 0.0, SHORT, tier)
    printed = [each for each in report.printed if "asks" in each.call]
    assert [each.lines for each in printed] == [("Next? read 7",)]
    assert printed[0].call == "t = Table(rows=[[0]]); t.asks()"
    assert sum(mark.earned for mark in report.marks) == 4


def test_what_a_program_printed_without_end_is_bounded(reported):
    """A thousand characters, and that there was more."""
    flood = "while True: print('x' * 5000)"
    report = reported(MODEL.replace("print(self.title)", flood), 0.0, SHORT)
    (printed,) = [each for each in report.printed if "show" in each.call]
    assert printed.further > len(printed.lines)
    assert {len(line) for line in printed.lines} <= {200, 100}
