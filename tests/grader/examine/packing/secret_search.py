"""The search for answers in what goes to students: as text, and compiled; in a file, on a disk."""

import contextlib
import io
import marshal
import types
import zipfile
import zlib

from grader.examine.packing.secrets import answer_sources, secret_statements, statements

__all__ = [
    "HARMLESS",
    "SHORTEST",
    "codes",
    "found_below",
    "found_in",
    "is_telling",
    "secret_codes",
    "trait",
]

# What the laws of sheet 3 have in common with an answer: how arrays are cut and sides are named.
HARMLESS = {
    "windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))",
    "room = size + 2 * padding",
    "(height, width), side = (image.shape, len(kernel))",
    "side = layer['kernel' if layer['type'] == 'conv' else 'window']",
}
SHORTEST = 30  # characters of a statement, bytes of code; what is shorter is a call handed on
LONGEST = 64 << 20
HEAD = 16  # bytes of a compiled file before the code


def members(content):
    """Everything in an archive, with what is in an archive in it, and all of it unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened_:
        for name in opened_.namelist():
            yield from _within(name, opened_.read(name))


def _within(name, data):
    """A file, and what is in it where that is an archive or compressed."""
    yield name, data
    with contextlib.suppress(zipfile.BadZipFile):  # what only looks like one
        if zipfile.is_zipfile(io.BytesIO(data)):
            yield from members(data)
    for start in (0, data.find(b"\n") + 1):
        with contextlib.suppress(zlib.error):
            yield name, zlib.decompressobj().decompress(data[start:], LONGEST)


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
    """The compiled functions, methods and helpers of the model, the mistakes, right solutions."""
    for source in answer_sources(sheet):
        for each in codes(compile(source, "an answer", "exec")):
            if each.co_name != "<module>":
                yield each


def is_telling(code):
    """Whether code says more than an idiom of Python: the fewer names it has, the longer it is."""
    return len(code.co_code) >= SHORTEST * (3 - min(2, len(code.co_names)))


def found_in(content, sheet):
    """What of a sheet's answers is found in an archive: statements, and compiled functions."""
    return _found(members(content), sheet)


def found_below(folder, sheet):
    """The same, in all files below a folder and in what is packed in them."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return _found((each for file in files for each in _within(str(file), file.read_bytes())), sheet)


def _found(files, sheet):
    secret = secret_statements(sheet) - HARMLESS
    texts = [text.encode() for text in secret if len(text) >= SHORTEST]
    compiled = [code for code in secret_codes(sheet) if is_telling(code)]
    traits, instructions = {*map(trait, compiled)}, {each.co_code for each in compiled}
    for name, data in files:
        if name.endswith(".py"):
            yield from ((name, t) for t in {t for _, t in statements(data.decode())} & secret)
        yield from ((name, text) for text in texts if text in data)
        if name.endswith(".pyc"):  # another function may go by the same instructions
            there = codes(marshal.loads(data[HEAD:]))
            yield from ((name, code) for code in there if trait(code) in traits)
        else:
            yield from ((name, code) for code in instructions if code in data)
