"""No statement of an answer is in a pack: not as text, nor compiled, on the disk or in memory."""

import ast
import gc
import io
import marshal
import sys
import types
import zipfile
import zlib

import pytest

from grader.examine.packing.secrets import (
    answer_sources,
    secret_statements,
    shared_statements,
    statements,
)
from grader.examine.packing.wheel import wheel_bytes
from grader.sheets.derived.laws import laws_source
from grader.sheets.packs.contents import texts_of
from grader.sheets.packs.laws import laws_of
from grader.sheets.packs.opened import opened
from grader.sheets.sheet import load_sheet
from tests.grader.examine.packing.secret_search import (
    HARMLESS,
    SHORTEST,
    codes,
    found_in,
    is_telling,
    secret_codes,
    trait,
)

# Of a class, a figure, what reads the sheet's data, a plain function.
LEFT = {
    "polynomial": "return max(np.flatnonzero(self.coefficients), default=0)",
    "figure": "plot.plot(ends, slope * ends + intercept)",
    "line": "slope, intercept = np.polyfit(x, y, 1)",
    "integral": "width = (b - a) / n",
}


@pytest.fixture(scope="module")
def tour():
    """A sheet of every kind of question: with data, a class, a figure, letters."""
    return load_sheet("tour")


@pytest.fixture(params=["toy", "means", "tour"])
def sheet(request):
    return request.getfixturevalue(request.param)


def test_no_statement_of_an_answer_is_in_a_pack_or_its_wheel(sheet, packed):
    """In no file of it, however it is packed."""
    content = packed(sheet).read_bytes()
    wheel = wheel_bytes("a_pack-1-py3-none-any.whl", "a", content, "digest")
    assert secret_statements(sheet)
    assert [*found_in(content, sheet), *found_in(wheel, sheet)] == []


def test_the_search_finds_what_is_hidden(means):
    """As source that is laid out otherwise, as text in a file, and as bytecode in one."""
    secret = "inner = _inner(list(np.asarray(values)), cut)"
    code = next(filter(is_telling, secret_codes(means)))
    assert hidden(means, "a.py", f"def f(values, cut):\n  {secret.replace('), cut)', ') , cut )')}")
    assert hidden(means, "a.txt", f"# {secret}")
    assert hidden(means, "a.bin", b"head\n" + zlib.compress(f"# {secret}".encode()))
    assert hidden(means, "a.bin", marshal.dumps(code))
    assert hidden(means, "a.pyc", bytes(16) + marshal.dumps(code))
    assert not hidden(means, "a.py", "def f(values, cut):\n    return values")


@pytest.mark.parametrize(
    "name", ["toy", "means", "tour", pytest.param("exercises/sheet3", marks=pytest.mark.slow)]
)
def test_the_search_finds_every_statement_that_leaks(name, request):
    """Of functions, methods and helpers, in the model, the mistakes and the right solutions."""
    sheet = load_sheet(name) if "/" in name else request.getfixturevalue(name)
    for source in answer_sources(sheet):
        said = {text for _, text in statements(source)} - HARMLESS
        assert {*hidden(sheet, "a.py", source)} >= said
        texts = "\n".join(sorted(said)).encode()
        long = {text.encode() for text in said if len(text) >= SHORTEST}
        assert {*hidden(sheet, "a.bin", zlib.compress(texts))} >= long
        functions = [*codes(compile(source, "a.py", "exec"))][1:]
        compiled = {each.co_code for each in functions if is_telling(each)}
        assert {*hidden(sheet, "a.bin", b"".join(map(marshal.dumps, functions)))} >= compiled


def hidden(sheet, name, data):
    """What is found of a sheet's answers in an archive with this file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened_:
        opened_.writestr(name, data)
    return [found for _, found in found_in(made.getvalue(), sheet)]


@pytest.mark.parametrize("question", LEFT)
def test_one_statement_that_was_left_in_a_law_is_found(question, tour, packed):
    """And nothing else, since nothing else leaks."""
    content = io.BytesIO(packed(tour).read_bytes())
    with zipfile.ZipFile(content, "a") as pack:
        law = pack.read(f"exercises/tour/{question}.py").decode()
        pack.writestr("left.py", f"{law}\ndef left():\n    {LEFT[question]}\n")
    assert {*found_in(content.getvalue(), tour)} <= {
        ("left.py", LEFT[question]),
        ("left.py", LEFT[question].encode()),
    }
    assert ("left.py", LEFT[question]) in found_in(content.getvalue(), tour)


def test_nothing_that_answers_is_in_memory_once_a_pack_is_loaded(sheet, packed):
    """Neither a function of the model nor a mistake is among the pack's modules."""
    name = opened(packed(sheet))
    load_sheet(name)
    secret = {trait(code) for code in secret_codes(sheet)}
    modules = [m for n, m in sys.modules.items() if n.startswith(name.partition(".")[0] + ".")]
    gc.unfreeze()  # an examiner that was opened before has put aside what there was
    functions = [
        each
        for each in gc.get_objects()
        if isinstance(each, types.FunctionType)
        and any(each.__globals__ is vars(m) for m in modules)
    ]
    assert functions
    assert not [f for f in functions for code in codes(f.__code__) if trait(code) in secret]


def test_a_question_that_is_one_module_keeps_its_laws_and_their_lines(means):
    """And nothing else that is written in it."""
    (source,) = (t.decode() for n, t in laws_of(means).files.items() if n.endswith("mean.py"))
    whole = (means.folder / "mean.py").read_text()
    assert "SECRET" in whole
    assert "SECRET" not in source
    lines = {each.name: each.lineno for each in ast.parse(whole).body if hasattr(each, "name")}
    kept = {each.name: each.lineno for each in ast.parse(source).body if hasattr(each, "name")}
    assert kept == {name: lines[name] for name in ("test_trims", "test_refuses")}


@pytest.mark.parametrize(
    ("imported", "declared"),
    [
        ("from grader.authoring import misconception", "misconception"),
        ("from grader.authoring import misconception as wrong", "wrong"),
        ("import grader.authoring as authoring", "authoring.misconception"),
    ],
)
def test_a_mistake_without_a_name_is_cut_out_as_well(imported, declared):
    """A loop may declare several, and none of them is left in the module."""
    law = '@points(1, "double")\ndef test_law(student):\n    assert student.double(2) == 4'
    mistakes = f'for k in (3, 4):\n    {declared}("double", "secret")(lambda x, k=k: k * x)'
    kept = laws_source(f'"""Text."""\n{imported}\nID = "1"\n{mistakes}\n{law}\n', frozenset())
    assert law in kept
    assert "Text." in kept
    assert "secret" not in kept
    assert "lambda" not in kept


@pytest.mark.slow
def test_the_laws_of_sheet_3_share_nothing_with_its_answers_that_tells_one():
    """What stands in both is told when a pack is made, and is no more than this."""
    sheet = load_sheet("exercises/sheet3")
    shared = shared_statements(sheet, {**laws_of(sheet).files, **texts_of(sheet)})
    assert {each.text for each in shared} == HARMLESS
