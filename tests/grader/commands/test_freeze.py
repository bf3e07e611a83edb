"""``grader freeze`` from outside: which corpora it makes, and which it refuses to replace."""

import pytest

from tests.grader.misbehaviour import right

pytestmark = pytest.mark.usefixtures("few_candidates")


def test_freeze_refuses_to_replace_the_public_corpus_by_a_private_one(grader, file):
    """The private one would be shipped to students."""
    result = grader("freeze", "--seed-file", file("secret", "seed"))
    assert result.exit_code == 2
    assert "--out" in result.stderr


@pytest.mark.slow
def test_a_private_corpus_differs_and_repeats(grader, file, tmp_path):
    """The same seed, the same bytes."""
    for name in ("one", "two"):
        result = grader("freeze", "--seed-file", file("secret", "seed"), "--out", tmp_path / name)
        assert result.exit_code == 0, result.output
    public = grader("freeze", "--out", tmp_path / "public")
    assert public.exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_bytes() != (tmp_path / "public").read_bytes()
    assert b"secret" not in (tmp_path / "one").read_bytes()


def test_an_outdated_corpus_is_refused(grader, file, toy):
    """Marks on another sheet's examples would be worth nothing."""
    module = toy.folder / "averaging.py"
    text = module.read_text()
    try:
        module.write_text(text + "\n# changed\n")
        result = grader("check", file(right()))
    finally:
        module.write_text(text)
    assert result.exit_code == 2
    assert "grader freeze" in result.stderr
