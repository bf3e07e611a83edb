"""Renames, links, removes, and changes rights and times."""

import os

FILE = "@CLASSMATE@"
ATTEMPTS = [
    lambda: os.rename(FILE, FILE + ".gone"),
    lambda: os.unlink(FILE),
    lambda: os.chmod(FILE, 0),
    lambda: os.utime(FILE, (0, 0)),
    lambda: os.symlink("/etc/passwd", "@FOLDER@/written"),
    lambda: os.link(FILE, "@FOLDER@/written"),
    lambda: os.mkdir("@FOLDER@/written"),
    lambda: os.setxattr(FILE, "user.spoilt", b"1"),
    lambda: os.chown(FILE, 1, 1),
]


def double(x):
    for attempt in ATTEMPTS:
        try:
            attempt()
        except OSError:
            continue
    return x


average = double
