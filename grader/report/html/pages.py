"""
What every page of ours is made of: a template, one style sheet, one script.

A page shows text that students wrote, so two things must both fail before any of it could run:
Jinja's escaping, and the page's own Content-Security-Policy.  That forbids everything, the network
included, but for the style sheet and the script that the page was made with, each named by its
digest: text that slipped in has another digest.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.language import ENGLISH, Language
from grader.report.html.task import task_text
from grader.report.rounding import figure, percent
from grader.text import clean, several

__all__ = ["DETAILS", "page"]

PIECES = 500  # template pieces that are joined before they are handed on
DETAILS = "details.js"


def page(
    template: str, *, scripts: Sequence[str] = (DETAILS,), words: Language = ENGLISH, **values: Any
) -> Iterator[str]:
    """
    The pieces of a page, made from ``template``.

    Every name in ``values`` may be used in it; one that is not there raises
    jinja2.UndefinedError.  ``scripts`` names the files that make the page's script; ``say`` and
    ``several`` are those of the language that it is made in.
    """
    style, code = _asset("page.css"), "".join(map(_asset, scripts))
    stream = (
        _environment()
        .get_template(template)
        .stream(
            style=Markup(style),  # noqa: S704
            script=Markup(code),  # noqa: S704
            policy=_policy(style, code),
            words=words,
            language=words.language,
            say=words.say,
            several=words.several,
            **values,
        )
    )
    stream.enable_buffering(PIECES)
    yield from stream


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy that lets in these two texts and nothing else."""
    allowed = f"script-src {_digest(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; {allowed}"
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    """A file of ours that stands within a page as it is."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), name)[0]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "text": clean_line,
        "lines": clean_lines,
        "percent": percent,
        "figure": figure,
        "count": count,
        "several": several,
        "link": relative_link,
        "task": task_text,
    }
    return environment


def clean_line(text: str, longest: int = 300) -> str:
    """Text of a student's on one line; the page adds its own quoting."""
    return clean(text, longest)


def clean_lines(text: str, longest: int = 20_000) -> str:
    """The same for text whose line breaks matter."""
    return clean(text, longest, lines=True)


def count(number: float) -> str:
    """A number with commas between its thousands, and a fraction only where it has one."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}".rstrip("0")


def relative_link(address: str) -> str:
    """An address within the folder of the page: a colon cannot make it anything else."""
    return quote(address, safe="/%#?=&")
