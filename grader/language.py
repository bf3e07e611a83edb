"""
The languages in which the grader speaks to students.

Reports are English, and so is everything that is stored or read by programs: the same submission
gives the same bytes everywhere.  A ``Message`` carries its template and its values from where it is
made to where it is shown, and is put into words there, with gettext catalogues: ours for what the
grader says, and the sheet's for its titles and laws.  The source text is the English catalogue, so
English costs nothing and can miss nothing.
"""

import contextlib
import io
import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

__all__ = ["ENGLISH", "LANGUAGES", "Language", "Message", "Value", "message", "words"]

LANGUAGES = ("en", "de")
FOLDER = Path(__file__).parent / "locale"
# In the order in which gettext asks them; the first may name several.
ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def message(text: str) -> str:
    """Mark a text that is shown elsewhere, for the catalogues."""
    return text


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """
    What is to be said, before it is said in a language; ``str()`` of it is English.

    Attributes
    ----------
    template : str
        The English sentence; ``{name}`` stands for a value.
    values : tuple of (str, Value)
        The values by name.  A message among them is put into words in turn, a text stays as it is.
    """

    template: str
    values: "tuple[tuple[str, Value], ...]"

    def __init__(self, template: str, /, **values: "Value") -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", tuple(values.items()))

    def __str__(self) -> str:
        return ENGLISH.translated(self)


Value = str | int | Message


@dataclass(frozen=True, slots=True)
class Language:
    """
    One language.

    Attributes
    ----------
    language : str
    own, sheets : NullTranslations
        The grader's catalogue, and that of the sheet that is shown.
    """

    language: str = LANGUAGES[0]
    own: NullTranslations = NullTranslations()  # noqa: RUF009 - it holds nothing
    sheets: NullTranslations = NullTranslations()  # noqa: RUF009

    @property
    def catalogues(self) -> tuple[object, ...]:
        """The language, and what its catalogues say, for whoever keeps what was made with them."""
        both = (getattr(each, "_catalog", {}) for each in (self.own, self.sheets))
        return self.language, *(sorted(map(repr, each.items())) for each in both)

    def say(self, text: str, /, **values: object) -> str:
        """A text of the grader's own, with its values filled in."""
        return self.own.gettext(text).format(**values)

    def translated(self, said: "Message | str") -> str:
        """
        A message in this language; plain text stays as it is.

        A template is only searched for names in braces, so that no text can reach more by it.
        """
        if isinstance(said, str):
            return said
        values = {name: self._value(value) for name, value in said.values}
        return PLACEHOLDER.sub(
            lambda found: values.get(found[1], found[0]), self.noun(said.template)
        )

    def _value(self, value: Value) -> str:
        return self.translated(value) if isinstance(value, Message) else str(value)

    def several(self, one: str, many: str, n: float, /, **values: object) -> str:
        """A text about ``n`` things; a fraction of them is spoken of as of several."""
        return self.own.ngettext(one, many, 1 if n == 1 else 2).format(n=n, **values)

    def sheet(self, text: str) -> str:
        """A title, a law or a question's text, as the sheet has it in this language."""
        # gettext answers to the empty text with the catalogue's own heading.
        return self.sheets.gettext(text) if text else text

    def noun(self, text: str) -> str:
        """A text that the sheet's catalogue knows, or ours."""
        own = self.sheet(text)
        return own if own != text or not text else self.own.gettext(text)

    def told(self, english: str, parts: Message | None) -> str:
        """A text of a report; the English one where there are no parts to put it together of."""
        if self.language == LANGUAGES[0] or parts is None:
            return english
        return self.translated(parts)


ENGLISH = Language()


def words(
    asked: str | None = None,
    sheet_folder: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Language:
    """
    The language asked for, else that of the environment, else English.

    ``sheet_folder`` is where the sheet lies; its own catalogues are in ``locale`` there.
    """
    language = asked or _preferred(environment)
    if language == LANGUAGES[0]:
        return ENGLISH
    own = translation("grader", FOLDER, [language])
    if sheet_folder is None:
        return Language(language, own)
    file = sheet_folder / "locale" / language / "LC_MESSAGES" / "sheet.mo"
    return Language(language, own, _catalogue(file))


def _catalogue(file: Path) -> NullTranslations:
    """A sheet's catalogue; an empty one where it has none, or none that can be read."""
    if file.is_file():  # it may lie in a pack, which is read by its path and no other way
        with contextlib.suppress(OSError, ValueError, LookupError, struct.error):
            return GNUTranslations(io.BytesIO(file.read_bytes()))
    return NullTranslations()


def _preferred(environment: Mapping[str, str]) -> str:
    """The first language of the environment that there is a catalogue of; English for none."""
    named = next(filter(None, (environment.get(name) for name in ASKED)), "")
    codes = (code.partition(".")[0].partition("_")[0] for code in named.split(":"))
    return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])
