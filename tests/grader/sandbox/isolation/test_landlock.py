"""Landlock alone: what its rules allow, and all that they take away."""

import json
import subprocess
import sys

import pytest

from grader.sandbox.isolation import landlock

PROGRAM = """
import json, os, socket, sys
from grader.sandbox.isolation import capabilities, landlock

readable, other, port, name = sys.argv[1:]
tries = {
    "read what is readable": lambda: open(readable + "/file").read(),
    "list what is readable": lambda: os.listdir(readable),
    "read beneath it": lambda: open(readable + "/below/file").read(),
    "use a device": lambda: open("/dev/null", "w").write("x"),
    "write what is readable": lambda: open(readable + "/file", "r+"),
    "make a file": lambda: open(readable + "/new", "w"),
    "make a folder": lambda: os.mkdir(readable + "/new"),
    "make a link": lambda: os.symlink(other, readable + "/link"),
    "remove": lambda: os.remove(readable + "/file"),
    "rename": lambda: os.rename(readable + "/file", readable + "/renamed"),
    "truncate": lambda: os.truncate(readable + "/file", 0),
    "execute": lambda: os.execv("/bin/sh", ["sh", "-c", "exit 1"]),
    "read another": lambda: open(other + "/file").read(),
    "list another": lambda: os.listdir(other),
    "read through a link": lambda: open(readable + "/elsewhere").read(),
    "read upwards": lambda: open(readable + "/../other/file").read(),
    "connect": lambda: socket.create_connection(("127.0.0.1", int(port)), 1),
    "listen": lambda: socket.create_server(("127.0.0.1", 0)),
    "connect by name": lambda: socket.socket(socket.AF_UNIX).connect("\\0" + name),
    "signal": lambda: os.kill(os.getppid(), 0),
}
capabilities.no_new_privileges()
landlock.enter(landlock.ruleset([readable], ["/dev/null"]))
outcomes = {}
for what, attempt in tries.items():
    try:
        attempt()
        outcomes[what] = True
    except OSError:
        outcomes[what] = False
print(json.dumps(outcomes))
"""

SINCE = {"truncate": 3, "connect": 4, "listen": 4, "connect by name": 6, "signal": 6}
READING = {"read what is readable", "list what is readable", "read beneath it", "use a device"}


def version():
    try:
        return landlock.version()
    except OSError:
        return 0


@pytest.fixture
def places(tmp_path):
    readable, other = tmp_path / "readable", tmp_path / "other"
    for folder in (readable / "below", other):
        folder.mkdir(parents=True)
        (folder / "file").write_text("text")
    (readable / "file").write_text("text")
    (readable / "elsewhere").symlink_to(other / "file")
    return readable, other


@pytest.mark.skipif(version() == 0, reason="this kernel has no Landlock")
def test_only_reading_what_is_readable_is_left(places):
    """Everything else is refused, as far as this kernel's Landlock reaches."""
    import socket

    name = "landlock-test"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0{name}-{server.getsockname()[1]}")
        named.listen()
        words = [*map(str, places), str(server.getsockname()[1])]
        command = [sys.executable, "-c", PROGRAM, *words, f"{name}-{words[-1]}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    outcomes = json.loads(done.stdout)
    expected = {what: what in READING for what in outcomes}
    judged = {what for what in outcomes if SINCE.get(what, 1) <= version()}
    assert {w: outcomes[w] for w in judged} == {w: expected[w] for w in judged}
    assert (places[0] / "file").read_text() == "text"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (1, (0x1FFF,)),
        (2, (0x3FFF,)),
        (3, (0x7FFF,)),
        (4, (0x7FFF, 3)),
        (5, (0xFFFF, 3)),
        (6, (0xFFFF, 3, 3)),
        (7, (0xFFFF, 3, 3)),
    ],
)
def test_each_version_is_asked_for_all_that_it_knows_and_no_more(known, words):
    """A right that a kernel does not know makes it refuse the rules; linux/landlock.h."""
    assert landlock.restrictions(known) == words


@pytest.mark.skipif(version() == 0, reason="this kernel has no Landlock")
def test_what_does_not_exist_is_left_out(tmp_path):
    """A package without shared libraries of its own is no reason to fail."""
    import os

    os.close(landlock.ruleset([str(tmp_path), str(tmp_path / "nothing")]))
