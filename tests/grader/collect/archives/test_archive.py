"""What archives are read through: bounds that no header talks its way around."""

import io

import pytest

from grader.collect.archives.archive import PIECE, Exhausted, Guarded, gathered


class Watched(io.BytesIO):
    """Ten bytes, and how many were asked for at most."""

    def __init__(self):
        super().__init__(b"0123456789")
        self.most = 0

    def read(self, size=-1):
        self.most = max(self.most, size)
        return super().read(size)


def test_what_is_within_the_bounds_is_given():
    """All of it, in any order."""
    guarded = Guarded(Watched(), at_once=10, end=10)
    assert (guarded.read(4), guarded.tell()) == (b"0123", 4)
    assert guarded.read() == b"456789"
    assert guarded.seek(2) == 2
    assert guarded.read(None) == b"23456789"
    assert guarded.seek(0, io.SEEK_END) == 10


def test_too_much_at_once_is_not_even_asked_for():
    """Asking is what allocates."""
    watched = Watched()
    guarded = Guarded(watched, at_once=3, end=10)
    assert guarded.read(3) == b"012"
    with pytest.raises(Exhausted):
        guarded.read(4)
    assert watched.most == 3


@pytest.mark.parametrize("size", [None, -1])
def test_all_that_is_left_is_given_if_it_is_little(size):
    """Otherwise nothing is."""
    guarded = Guarded(Watched(), at_once=3, end=10)
    guarded.seek(7)
    assert guarded.read(size) == b"789"
    guarded.seek(6)
    with pytest.raises(Exhausted):
        guarded.read(size)


def test_what_lies_beyond_the_end_is_not_reached():
    """Neither by reading on, nor by going there: a stream would expand all that is before it."""
    watched = Watched()
    guarded = Guarded(watched, at_once=10, end=5)
    assert guarded.read(5) == b"01234"
    with pytest.raises(Exhausted):
        guarded.read(1)
    with pytest.raises(Exhausted):
        guarded.seek(6)
    assert watched.tell() <= 6
    assert guarded.seek(5) == 5


@pytest.mark.parametrize("most", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_content_is_gathered_in_pieces(most):
    """Up to its bound, and exactly."""
    content = bytes(range(256)) * (2 * PIECE // 256)
    assert gathered(io.BytesIO(content), most) == content[:most]
