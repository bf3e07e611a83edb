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

from grader.examine.packing.secrets import secret_statements, shared_statements, statements
from grader.examine.packing.wheel import wheel_bytes
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import model_student
from grader.sheets.packs.contents import texts_of
from grader.sheets.packs.laws import laws_of
from grader.sheets.packs.opened import opened
from grader.sheets.sheet import load_sheet

# What the laws of sheet 3 have in common with an answer: how arrays are cut and sides are named.
HARMLESS = {
    "windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))",
    "room = size + 2 * padding",
    "(height, width), side = (image.shape, len(kernel))",
    "side = layer['kernel' if layer['type'] == 'conv' else 'window']",
}
SHORTEST = 30  # bytes of code; what is shorter is a call handed on
LONGEST = 64 << 20


def members(content):
    """Everything in an archive, with what is in an archive in it, and all of it unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened_:
        for name in opened_.namelist():
            data = opened_.read(name)
            yield name, data
            if zipfile.is_zipfile(io.BytesIO(data)):
                yield from members(data)
            for start in (0, data.find(b"\n") + 1):
                try:
                    yield name, zlib.decompressobj().decompress(data[start:], LONGEST)
                except zlib.error:
                    pass


def codes(code):
    """A code object and those within."""
    yield code
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from codes(each)


def trait(code):
    """What tells a code object apart: its instructions, and the names and constants in it."""
    constants = tuple(repr(c) for c in code.co_consts[1:] if not isinstance(c, types.CodeType))
    return code.co_code, code.co_names, constants


def secret_codes(sheet):
    """The compiled functions of the model and of the mistakes."""
    named = vars(model_student(sheet)).values()
    wrong = [each.wrong for q in sheet.questions for each in misconceptions(sheet, q)]
    for function in [*named, *wrong]:
        if isinstance(function, types.FunctionType):
            yield from codes(function.__code__)


def found_in(content, sheet):
    """What of a sheet's answers is found in a file: statements, and compiled functions."""
    texts = {text for text in secret_statements(sheet) if len(text) >= SHORTEST} - HARMLESS
    compiled = {c.co_code for c in secret_codes(sheet) if len(c.co_code) >= SHORTEST}
    for name, data in members(content):
        assert not name.endswith(".pyc")
        if name.endswith(".py"):
            yield from {text for _, text in statements(data.decode())} & secret_statements(sheet)
        yield from (text for text in texts if text.encode() in data)
        yield from (code for code in compiled if code in data)


@pytest.fixture(params=["toy", "means"])
def sheet(request):
    return request.getfixturevalue(request.param)


def test_no_statement_of_an_answer_is_in_a_pack_or_its_wheel(sheet, packed):
    """In no file of it, however it is packed."""
    content = packed(sheet).read_bytes()
    wheel = wheel_bytes("a_pack-1-py3-none-any.whl", "a", content, "digest")
    assert secret_statements(sheet)
    assert [*found_in(content, sheet), *found_in(wheel, sheet)] == []


def test_the_search_finds_what_is_hidden(means, packed):
    """As source that is laid out otherwise, as text in a file, and as bytecode in one."""
    secret = "inner = _inner(list(np.asarray(values)), cut)"
    code = next(c for c in secret_codes(means) if len(c.co_code) >= SHORTEST)

    def hidden(name, data):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as opened_:
            opened_.writestr(name, data)
        return [*found_in(made.getvalue(), means)]

    assert hidden("a.py", f"def f(values, cut):\n  {secret.replace('), cut)', ') , cut )')}")
    assert hidden("a.txt", f"# {secret}")
    assert hidden("a.bin", b"head\n" + zlib.compress(f"# {secret}".encode()))
    assert hidden("a.bin", marshal.dumps(code))
    assert not hidden("a.py", "def f(values, cut):\n    return values")


def test_nothing_that_answers_is_in_memory_once_a_pack_is_loaded(sheet, packed):
    """Neither a function of the model nor a mistake is among the pack's modules."""
    name = opened(packed(sheet))
    load_sheet(name)
    secret = {trait(code) for code in secret_codes(sheet)}
    modules = [m for n, m in sys.modules.items() if n.startswith(name.partition(".")[0] + ".")]
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


def test_the_laws_of_sheet_3_share_nothing_with_its_answers_that_tells_one():
    """What stands in both is told when a pack is made, and is no more than this."""
    sheet = load_sheet("exercises/sheet3")
    shared = shared_statements(sheet, {**laws_of(sheet).files, **texts_of(sheet)})
    assert {each.text for each in shared} == HARMLESS
