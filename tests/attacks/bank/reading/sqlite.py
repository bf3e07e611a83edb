"""Lets a library in C open it: a database, an archive, a certificate."""

import sqlite3
import zipfile


def double(x):
    try:
        base = sqlite3.connect("@FOLDER@/written.db")
        base.execute("create table t (x)")
        base.commit()
    except sqlite3.Error:
        pass
    raise KeyError(zipfile.ZipFile("@CANARY@").namelist())


average = double
