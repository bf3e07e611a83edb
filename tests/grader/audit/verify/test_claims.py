"""A file of claims is read, or its author is told where it is wrong."""

import pytest

from grader.audit.verify.claims import read_claims
from grader.errors import BadSheet

GOOD = """
[[claim]]
id = "a"
question = "1a"
claim = "One and one is two."
check = "call"
claimed = 2

[[claim]]
id = "b"
question = "1b"
claim = "It is."
check = "other"
claimed = [1.5, "x"]
[claim.given]
function = "f"
"""


@pytest.fixture
def read(tmp_path):
    """Read claims from a text."""

    def read_text(text):
        file = tmp_path / "claims.toml"
        file.write_text(text, "utf-8")
        return read_claims(file)

    return read_text


def test_claims_are_read_in_their_order(read):
    """With what the check is given, if anything."""
    first, second = read(GOOD)

    assert (first.id, first.check, first.claimed, dict(first.given)) == ("a", "call", 2, {})
    assert second.claimed == [1.5, "x"]
    assert second.given == {"function": "f"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("claimed = 2", "claimed = ", r"line 7"),
        ('id = "b"', 'id = "a"', r"line 10: 'id' is 'a' a second time"),
        ('id = "b"', "id = 3", r"line 10: 'id' is no text"),
        ('question = "1b"\n', "", r"line 9: 'question' is missing"),
        ("claimed = 2\n", "", r"line 2: 'claimed' is missing"),
        ('check = "other"', 'chekc = "other"', r"line 13: 'chekc' is no key of a claim"),
        ('[claim.given]\nfunction = "f"', "given = 3", r"line 15: 'given' is no table"),
        ("[[claim]]", "[[klaim]]", r"'klaim' is no key at the top level"),
        (GOOD, "", r"has no claims"),
        (GOOD, "claim = 3", r"has no claims"),
    ],
)
def test_a_slip_is_told_with_its_line_and_key(read, old, new, told):
    """And with what to write instead."""
    with pytest.raises(BadSheet, match=told):
        read(GOOD.replace(old, new))


def test_a_file_that_is_not_there_is_asked_for(tmp_path):
    """A sheet need not have claims, but then there is nothing to verify."""
    with pytest.raises(BadSheet, match=r"cannot be read .* Write down"):
        read_claims(tmp_path / "claims.toml")
