"""Codes that clear a screen, set its title and write to the clipboard."""

CODES = "\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]52;c;c3BhbQ==\x07\x1b]8;;http://x\x1b\\\x9b31m\x90q\x9c"


def double(x):
    raise KeyError(CODES)


def average(values):
    return CODES
