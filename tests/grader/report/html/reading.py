"""Pages read by the standard library's parser, strictly: what is open is closed, once, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Page", "read"]

INLINE = {"a", "bdi", "code", "span", "strong"}
VOID = {"meta", "input", "link", "br", "img", "hr"}


@dataclass
class Page(HTMLParser):
    """What a test wants to know of a page."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute of {tag} is there twice: {names}"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes {self.open}"
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.text.append(data)

    @property
    def words(self):
        """All text that is shown, its white space made single."""
        return " ".join("".join(self.text).split())

    def all(self, tag):
        """The attributes of every such element."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self):
        return [a["id"] for _, a in self.tags if "id" in a]


def read(text):
    """A page that was read to its end, or an assertion about what is wrong with it."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page
