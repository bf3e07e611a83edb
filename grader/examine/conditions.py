"""
All that decides a mark apart from the submission: the sheet, the corpus and the settings.

Two results under equal conditions can stand for each other; when anything in them changes, a class
is marked afresh and the old results stay beside the new ones.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from grader.examine.settings import Settings
from grader.examine.versions import versions
from grader.sandbox.limits import Limits
from grader.sheets.corpus import Corpus
from grader.sheets.derived.materials import data_files
from grader.sheets.sheet import Question, Sheet

__all__ = ["Conditions", "conditions_of", "settings_text", "source_digest"]

ASIDE = {"starter.py", "wheats"}  # of a sheet: nothing in a report depends on them


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """
    What results are made under.

    Attributes
    ----------
    sheet : str
        Short name of the sheet.
    sheet_digest : str
        Of the sheet's source and its model's.
    corpus : str
        Digest of the corpus.
    seed_digest : str
        Of the seed that it was drawn from.
    settings : str
        Isolation, limits, feedback, budget, questions and versions, as canonical JSON.
    """

    sheet: str
    sheet_digest: str
    corpus: str
    seed_digest: str
    settings: str

    @property
    def isolation(self) -> str:
        """The tier of isolation."""
        return str(json.loads(self.settings)["settings"]["tier"])

    @property
    def questions(self) -> tuple[str, ...]:
        """Ids of the questions that are marked."""
        return tuple(json.loads(self.settings)["questions"])

    @property
    def environment(self) -> dict[str, str]:
        """Versions of everything that can influence a mark."""
        return dict(json.loads(self.settings)["environment"])

    def how(self) -> Settings:
        """The settings as the engine takes them; what it no longer knows of is left out."""
        said = json.loads(self.settings)["settings"]
        limits = Limits(**_known(Limits, said["limits"]))
        return Settings(**{**_known(Settings, said), "limits": limits})


def conditions_of(
    sheet: Sheet, questions: Sequence[Question], corpus: Corpus, settings: Settings
) -> Conditions:
    """What results are made under here: these questions, examples and settings."""
    return Conditions(
        sheet=sheet.name,
        sheet_digest=source_digest(sheet),
        corpus=corpus.digest,
        seed_digest=corpus.header.seed_digest,
        settings=settings_text(settings, questions, versions(sheet.settings.packages)),
    )


def marking_conditions(
    sheet: Sheet,
    questions: Sequence[Question],
    corpus: Corpus,
    *,
    tier: str,
    feedback: str,
    budget: float,
) -> Conditions:
    """What marks are made under, whoever asks for them: what the sheet caps is told as well."""
    settings = Settings(
        tier=tier,
        limits=sheet.settings.limits,
        feedback=feedback,
        search_seconds=budget,
        capped=False,
    )
    return conditions_of(sheet, questions, corpus, settings)


def _known(kind: type[Limits] | type[Settings], said: dict[str, Any]) -> dict[str, Any]:
    """Stored values that there still are; an older grader may have had others."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in said.items() if name in names}


def settings_text(
    settings: Settings, questions: Sequence[Question], environment: dict[str, str]
) -> str:
    """Settings as canonical JSON: equal settings give equal text."""
    said = {
        "settings": asdict(settings) | {"search_seconds": float(settings.search_seconds)},
        "questions": [question.id for question in questions],
        "environment": environment,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def source_digest(sheet: Sheet) -> str:
    """
    Digest of all source that a report can depend on, whatever the platform's line ends.

    Wider than the corpus's own digest of the sheet, which leaves out what no example depends on:
    a mistake with a better sentence is better feedback, and a mended model another mark.
    """
    if sheet.pack is not None:
        return sheet.pack.digest
    digest = hashlib.sha256()
    for name, file in _sources(sheet):
        digest.update(name.encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for file in data_files(sheet.settings.materials):
        digest.update(file.relative_to(sheet.folder.resolve()).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(sheet: Sheet) -> Iterator[tuple[str, Path]]:
    """The files of the sheet, and of the packages that its model answers are in."""
    for file in sorted(sheet.folder.rglob("*.py")):
        place = file.relative_to(sheet.folder)
        if place.parts[0] not in ASIDE:
            yield place.as_posix(), file
    for package in sorted({name.partition(".")[0] for name in sheet.model}):
        for folder in _folders(package):
            for file in sorted(folder.rglob("*.py")):
                if sheet.folder not in file.parents:
                    yield f"{package}: {file.relative_to(folder).as_posix()}", file


def _folders(package: str) -> list[Path]:
    found = importlib.util.find_spec(package)
    return [Path(place) for place in (found.submodule_search_locations or [])] if found else []
