"""What the tests of watching share: a watched file on the toy sheet, and its news."""

import contextlib
from dataclasses import replace

import pytest

from grader.examine.examiner import open_examiner
from grader.examine.settings import Settings
from grader.selftest.watch.watch import Watch
from grader.sheets.corpus import FILE_NAME, read_corpus
from tests.grader.conftest import ROOMY


class Reply:
    """A screen that remembers what it was shown."""

    def __init__(self):
        self.news = []

    def show(self, news):
        self.news.append(news)

    def tell(self, what):
        pass

    def look(self):
        pass

    def close(self):
        pass


@pytest.fixture(scope="session")
def prepared(toy, launched):
    """The toy sheet, ready for one submission after the other, without a search."""
    corpus = read_corpus(toy.folder / FILE_NAME, toy)
    settings = Settings(limits=ROOMY, search_seconds=0.0)
    return open_examiner(launched, toy, corpus, settings)


@pytest.fixture
def follow(prepared, tmp_path_factory):
    """Watch a file that holds a text; gives the watcher, its screen, and how to save."""
    with contextlib.ExitStack() as stack:

        def begin(source, name="submission.py", launched=prepared.launched, **settings):
            file = tmp_path_factory.mktemp("watched") / name
            screen = Reply()

            def save(text):
                file.write_bytes(text if isinstance(text, bytes) else text.encode())

            save(source)
            chosen = replace(prepared.settings, **settings)
            ready = replace(prepared, settings=chosen, launched=launched)
            watching = Watch(file, ready, screen, begin.kept.append, stack)
            watching.begin()
            return watching, screen, save

        begin.kept = []
        yield begin
