"""A database of a test's own, really committed to: what restores and upgrades replace must not be shared."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def own_database(folder: Path, *, like: object = None) -> Iterator[BaseDatabaseWrapper]:
    """A database of the kind that is tested, in the place of the shared one; gone afterwards.

    It is empty, or a copy of the one whose name is given (which nobody may be connected to).
    """
    shared = connections["default"]
    own = shared.copy("default")
    name = f"own_{os.getpid()}_{secrets.token_hex(4)}"
    own.settings_dict["NAME"] = folder / "own.sqlite3" if shared.vendor == "sqlite" else name
    if shared.vendor == "postgresql":
        with shared.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {like or 'template0'}")
    elif like is not None:
        shutil.copy(str(like), folder / "own.sqlite3")
    connections["default"] = own
    cache.clear()
    try:
        yield own
    finally:
        own.close()
        connections["default"] = shared
        cache.clear()
        if shared.vendor == "postgresql":
            with shared.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
