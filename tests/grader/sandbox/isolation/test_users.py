"""Another user: a number that nobody has, and no two graders at a time."""

import os
import pwd
import socket

import pytest

from grader.sandbox.isolation.users import NUMBERS, allocated, become, may_change_users

pytestmark = pytest.mark.skipif(not may_change_users(), reason="only root changes users")


def test_two_graders_get_different_users_and_a_number_is_free_again():
    """Each is kept while its descriptor is open, and by nobody afterwards."""
    taken = [allocated() for _ in range(20)]
    numbers = {number for number, _ in taken}
    assert len(numbers) == 20
    assert numbers <= set(NUMBERS)
    for number in numbers:
        with pytest.raises(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as another:  # noqa: PT011
            another.bind(f"\0grader-user-{number}")
    for _, kept in taken:
        os.close(kept)
    for number in numbers:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as another:
            another.bind(f"\0grader-user-{number}")


def test_the_number_is_nobodys_on_this_machine():
    """No account has it, so no file can be meant for it."""
    number, kept = allocated()
    os.close(kept)
    with pytest.raises(KeyError):
        pwd.getpwuid(number)


@pytest.mark.parametrize("number", [0, -1])
def test_nobody_becomes_root(number):
    """Where no number was free there is no isolation, rather than root's."""
    with pytest.raises(OSError, match="no user"):
        become(number)
