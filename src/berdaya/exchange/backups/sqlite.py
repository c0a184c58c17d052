"""An SQLite database as one part: copied while in use, and put back in one step."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from berdaya.domain.problems import Problem
from berdaya.exchange.backups.schema import OF_THE_MOMENT

PART = "database.sqlite3"
ALIAS = "restoring"


def copy(connection: BaseDatabaseWrapper, target: Path) -> None:
    """Copy the database as it is at one moment, by SQLite's online backup; people go on working meanwhile.

    The copy is packed anew, so that nothing deleted lingers in its free pages, and it is checked.
    """
    connection.ensure_connection()
    with closing(sqlite3.connect(target, isolation_level=None)) as made:
        connection.connection.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")
        held = {name for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in sorted(OF_THE_MOMENT & held):
            made.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names of our tables
        made.execute("VACUUM")
    check(target)


def check(path: Path) -> None:
    """Problem `restore.damaged` where the file is not a whole database whose references hold."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
            loose = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Problem("restore.damaged", path=path.name, part=str(error)) from error
    if said != "ok" or loose is not None:
        raise Problem("restore.damaged", path=path.name, part=said if loose is None else str(loose))


@contextmanager
def opened(path: Path, like: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database file beside the office's own, for as long as it is looked at."""
    made = like.copy(ALIAS)
    made.settings_dict["NAME"] = path
    made.settings_dict["OPTIONS"] = {"init_command": "PRAGMA foreign_keys=ON;"}
    connections[ALIAS] = made
    connections.settings[ALIAS] = made.settings_dict
    try:
        yield made
    finally:
        made.close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


def release(connection: BaseDatabaseWrapper) -> None:
    """Fold the journal into the database file, so that the file alone is the database.

    Problem `restore.in_use` where another process has it open: SQLite then does not let go of its journal.
    """
    connection.close()
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise Problem("restore.in_use", reason=str(error)) from error
    except sqlite3.DatabaseError:
        # What lies there is no database any more; it is kept aside as it is, with what SQLite left beside it.
        for suffix in ("-wal", "-shm", "-journal"):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                os.replace(beside, beside.with_name(beside.name + ".broken"))
        return
    if mode != "delete":
        raise Problem("restore.in_use", reason=mode)
