"""
The tables of a gradebook, and whether a file is one.

Nothing in it is ever changed or taken away: a trigger on each table says no.  A mark that was given
stays as it was given, whatever is found out later; what counts is the latest.
"""

import sqlite3

from grader.files import APPLICATION

__all__ = ["APPLICATION", "VERSION", "columns_of", "create", "stamp", "tables_of"]

# 2: remarks; 3: halves of points, bonus points, written answers that count; 4: notes of results
VERSION = 4

TABLES = {
    # A sheet, a corpus and settings: together with a submission they determine a report.
    "conditions": """
        number INTEGER PRIMARY KEY,
        sheet TEXT NOT NULL,
        sheet_digest TEXT NOT NULL,
        corpus TEXT NOT NULL REFERENCES corpora (digest),
        seed_digest TEXT NOT NULL,
        settings TEXT NOT NULL,
        UNIQUE (sheet_digest, corpus, settings)
    """,
    "corpora": """
        digest TEXT PRIMARY KEY,
        content BLOB NOT NULL
    """,
    "submissions": """
        sha256 TEXT NOT NULL,
        file TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (sha256, file)
    """,
    "runs": """
        number INTEGER PRIMARY KEY,
        conditions INTEGER NOT NULL REFERENCES conditions (number),
        source TEXT NOT NULL,
        title TEXT NOT NULL,
        headings TEXT NOT NULL,
        corpus_kind TEXT NOT NULL,
        began TEXT NOT NULL,
        written INTEGER NOT NULL DEFAULT 0
    """,
    "finished": """
        run INTEGER PRIMARY KEY REFERENCES runs (number),
        ended TEXT NOT NULL
    """,
    # file and sha256 are NULL where there was nothing that could be read.
    "entries": """
        run INTEGER NOT NULL REFERENCES runs (number),
        position INTEGER NOT NULL,
        folder TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT,
        file TEXT,
        problem TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY (run, position),
        UNIQUE (run, folder),
        FOREIGN KEY (sha256, file) REFERENCES submissions (sha256, file)
    """,
    # What collecting remarked of no entry, or of several: an id that two share, files left aside.
    "remarks": """
        run INTEGER NOT NULL REFERENCES runs (number),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (run, position)
    """,
    # decided is 0 where points stayed open or our own machinery failed: a later run tries again.
    "results": """
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        file TEXT NOT NULL,
        conditions INTEGER NOT NULL REFERENCES conditions (number),
        report BLOB,
        digest TEXT NOT NULL,
        decided INTEGER NOT NULL,
        problem TEXT NOT NULL,
        made TEXT NOT NULL,
        notes TEXT NOT NULL DEFAULT '[]',
        FOREIGN KEY (sha256, file) REFERENCES submissions (sha256, file)
    """,
    "outcomes": """
        run INTEGER NOT NULL,
        position INTEGER NOT NULL,
        result INTEGER NOT NULL REFERENCES results (number),
        PRIMARY KEY (run, position),
        FOREIGN KEY (run, position) REFERENCES entries (run, position)
    """,
    # Points are kept as they are: whole ones as integers, halves as floating-point numbers.
    "marks": """
        result INTEGER NOT NULL REFERENCES results (number),
        position INTEGER NOT NULL,
        question TEXT NOT NULL,
        earned ANY NOT NULL,
        open ANY NOT NULL,
        possible ANY NOT NULL,
        bonus ANY NOT NULL DEFAULT 0,
        PRIMARY KEY (result, position)
    """,
    "lost": """
        result INTEGER NOT NULL REFERENCES results (number),
        position INTEGER NOT NULL,
        question TEXT NOT NULL,
        property TEXT NOT NULL,
        outcome TEXT NOT NULL,
        misconception TEXT NOT NULL,
        PRIMARY KEY (result, position)
    """,
    "written": """
        result INTEGER NOT NULL REFERENCES results (number),
        position INTEGER NOT NULL,
        question TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (result, position)
    """,
    # What a person gave, for which text: another text is not marked by it.
    "rubric": """
        number INTEGER PRIMARY KEY,
        folder TEXT NOT NULL,
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        earned REAL NOT NULL,
        possible REAL NOT NULL,
        comment TEXT NOT NULL,
        given TEXT NOT NULL
    """,
}
INDEX = "CREATE INDEX IF NOT EXISTS by_submission ON results (conditions, sha256, file, number)"


def create(connection: sqlite3.Connection) -> None:
    """
    Lay out a file that is still empty, and add to an older gradebook what it lacks.

    Whole or not at all; whatever else the file is, it is left as it is.
    """
    with connection:
        connection.execute("BEGIN EXCLUSIVE")
        tables = tables_of(connection)
        if tables and not _is_older(connection):
            return
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        for name in TABLES.keys() - tables:
            _add(connection, name)
        if tables and "written" not in columns_of(connection, "runs"):
            connection.execute("ALTER TABLE runs ADD COLUMN written INTEGER NOT NULL DEFAULT 0")
        if tables and "notes" not in columns_of(connection, "results"):
            connection.execute("ALTER TABLE results ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'")
        if tables and "bonus" not in columns_of(connection, "marks"):
            _take_over(connection, "marks")
        connection.execute(INDEX)


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables that there are."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in found}


def columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    """The names of a table's columns."""
    return {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}


def stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application that wrote a file, and the version of its format."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _is_older(connection: sqlite3.Connection) -> bool:
    application, version = stamp(connection)
    return application == APPLICATION and version < VERSION


def _take_over(connection: sqlite3.Connection, name: str) -> None:
    """Lay out a table anew, with everything that is in it."""
    columns = ", ".join(sorted(columns_of(connection, name)))
    connection.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
    for change in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER {name}_{change}")
    _add(connection, name)
    connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {name}_before")  # noqa: S608
    connection.execute(f"DROP TABLE {name}_before")


def _add(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(f"CREATE TABLE {name} ({TABLES[name]}) STRICT")
    for change in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER {name}_{change} BEFORE {change} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is only ever added to'); END"
        )
