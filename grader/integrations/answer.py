"""The code in what a language model wrote: it explains, shows a draft, and gives the code last."""

from markdown_it import MarkdownIt

__all__ = ["code_in"]

PYTHON = {"python", "py", "python3"}


def code_in(answer: str) -> str:
    """
    The last block of Python in an answer.

    Without one, the last block that says no language; the whole answer where there is no block.
    """
    found = _blocks(answer)
    for names in (PYTHON, {""}):
        named = [text for name, text in found if name in names]
        if named:
            return named[-1]
    return answer


def _blocks(answer: str) -> list[tuple[str, str]]:
    """The fenced blocks of Markdown, each with the language that it says."""
    reader = MarkdownIt("commonmark").disable("inline")
    fences = [token for token in reader.parse(answer) if token.type == "fence"]
    return [(" ".join(each.info.split()[:1]).lower(), each.content) for each in fences]
