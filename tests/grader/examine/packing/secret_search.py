"""The search for answers in what goes to students: as text, and compiled."""

import io
import types
import zipfile
import zlib

from grader.examine.packing.secrets import secret_statements, statements
from grader.sheets.misconceptions import misconceptions
from grader.sheets.model_answers import model_student

__all__ = ["HARMLESS", "SHORTEST", "codes", "found_in", "secret_codes", "trait"]

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
    secret = secret_statements(sheet) - HARMLESS
    texts = [text.encode() for text in secret if len(text) >= SHORTEST]
    compiled = {c.co_code for c in secret_codes(sheet) if len(c.co_code) >= SHORTEST}
    for name, data in members(content):
        assert not name.endswith(".pyc")
        if name.endswith(".py"):
            yield from {text for _, text in statements(data.decode())} & secret
        yield from (text for text in texts if text in data)
        yield from (code for code in compiled if code in data)
