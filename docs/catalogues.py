"""
Bring the gettext catalogues up to date: ``python docs/catalogues.py [SHEET]``.

Reads the marked texts out of the source, and all that a student reads of the sheet out of the
sheet; brings the German .po files to exactly these texts, keeping what is translated; and compiles
them.  Prints what has no translation yet: that is shown in English.
"""

import ast
import io
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader.sheets.derived.starter import starter_source
from grader.sheets.misconceptions import misconceptions
from grader.sheets.sheet import Sheet, load_sheet
from grader.sheets.starter_notebook import formulas
from grader.sheets.starter_texts import passages

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "de"
# Functions that are given texts; the sandbox, which may not import them, has some of its own.
MARKS = {
    "message": None,
    "Message": None,
    "say": None,
    "several": (1, 2),
    "Malformed": None,
    "NoProcesses": None,
}
MARKED = (
    "grader.language",
    "grader.sandbox.processes.no_process",
    "grader.sandbox.wire.bounds",
    "grader.sheets.spoken",
)
HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

# What the properties of a sheet make their complaints of.
COMPLAINTS = ("Disagreement", "Message")

Text = str | tuple[str, ...]


class Place(NamedTuple):
    """A .po file, and the texts that belong into it."""

    file: Path
    texts: Callable[[], Iterator[Text]]


def places(name: str | None = None) -> list[Place]:
    """
    The grader's catalogue and that of a sheet, by name or folder; the registered one without.

    A sheet that is written in the language, or not there in it, has none.
    """
    sheet = load_sheet(name)
    inside = Path("locale", LANGUAGE, "LC_MESSAGES")
    own = Place(ROOT / "grader" / inside / "grader.po", own_texts)
    if LANGUAGE not in sheet.settings.languages[1:]:
        return [own]
    return [own, Place(sheet.folder / inside / "sheet.po", partial(sheet_texts, sheet))]


def own_texts() -> Iterator[Text]:
    """Everything that the grader itself says to a student."""
    for file in sorted((ROOT / "grader").rglob("*.py")):
        if any(module in file.read_text(encoding="utf-8") for module in MARKED):
            yield from _marked("python", file)
    for file in sorted((ROOT / "grader").rglob("*.html")):
        yield from _marked("jinja2", file)


def _marked(kind: str, file: Path) -> Iterator[Text]:
    for _, text, _, _ in extract_from_file(kind, file, keywords=MARKS):
        yield text


def sheet_texts(sheet: Sheet) -> Iterator[Text]:
    """Everything that a student reads of a sheet, but for its ideas, which have all languages."""
    yield from filter(None, [sheet.title, sheet.text])
    for question in sheet.questions:
        yield from filter(None, [question.title, question.text])
        yield from (prop.law for prop in question.properties)
        yield from (each.sentence for each in misconceptions(sheet, question))
    yield from _complaints(sheet)
    yield from filter(_has_words, formulas(sheet).values())
    yield from _starter(sheet)
    yield from _nouns(sheet)


def _complaints(sheet: Sheet) -> Iterator[Text]:
    """What the sheet's own properties say of an answer, their values left open."""
    for file in sorted(sheet.folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in COMPLAINTS:
                for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    yield from _constants(argument)


def _constants(argument: ast.expr) -> Iterator[str]:
    """The strings that an argument can be."""
    if isinstance(argument, ast.IfExp):
        yield from (text for side in (argument.body, argument.orelse) for text in _constants(side))
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def _has_words(markdown: str) -> bool:
    """Whether something is left to translate when the formulas are taken away."""
    return bool(re.sub(r"(?s)\$\$.*?\$\$|\$.*?\$", "", markdown).strip())


def _starter(sheet: Sheet) -> Iterator[Text]:
    yield from (passage.text for passage in passages(starter_source(sheet)))


def _nouns(sheet: Sheet) -> Iterator[Text]:
    axes = sheet.folder / "axes.toml"
    if axes.is_file():
        for arguments in tomllib.loads(axes.read_text(encoding="utf-8")).values():
            for nouns in arguments.values():
                yield from (text for noun in nouns for text in (noun, f"{noun}s"))


def read(file: Path) -> Catalog:
    """A .po file; nothing for one that is not there."""
    if not file.is_file():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as opened:
        return read_po(opened, locale=LANGUAGE)


def is_translated(catalogue: Catalog, text: Text) -> bool:
    """Whether a text, in all its forms, has a translation."""
    found = catalogue.get(text)
    string = found.string if found else ""
    return all(string) if isinstance(string, tuple) else bool(string)


def updated(place: Place) -> Catalog:
    """A catalogue with exactly the texts that belong into it, and what is known of them."""
    known, catalogue = read(place.file), Catalog(locale=LANGUAGE)
    for text in place.texts():
        found = known.get(text)
        catalogue.add(text, found.string if found else None)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A .po file, without the dates and versions that would differ from day to day."""
    lines = io.BytesIO()
    write_po(lines, catalogue, width=100, omit_header=True)
    return HEADER.encode() + lines.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A .mo file."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def spoken(mo: bytes) -> dict[object, str]:
    """What a .mo file says, without its header."""
    texts: dict[object, str] = GNUTranslations(io.BytesIO(mo))._catalog  # type: ignore[attr-defined]
    return {text: said for text, said in texts.items() if text}


def main() -> None:
    """Update and compile all catalogues."""
    for place in places(*sys.argv[1:2]):
        catalogue = updated(place)
        place.file.parent.mkdir(parents=True, exist_ok=True)
        place.file.write_bytes(written(catalogue))
        mo, new = place.file.with_suffix(".mo"), compiled(catalogue)
        if not mo.is_file() or spoken(mo.read_bytes()) != spoken(new):
            mo.write_bytes(new)
        left = [each.id for each in catalogue if each.id and not is_translated(catalogue, each.id)]
        print(f"{place.file}: {len(catalogue)} texts, {len(left)} untranslated")
        for text in left:
            print(f"  {text}")


if __name__ == "__main__":
    main()
