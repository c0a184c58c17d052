"""What can be measured of the database: its kind and size, what waits to be migrated, and its clock."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """`bytes` on disk, `waiting` migrations, and how many seconds its clock is ahead of this computer's."""

    kind: str
    version: str
    bytes: int
    waiting: int
    ahead: float


def database() -> DatabaseState:
    """Ask the database how it is."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_database_size(current_database()), current_setting('server_version'), clock_timestamp()"
            )
            size, version, now = cursor.fetchone()
            return DatabaseState("PostgreSQL", version, int(size), waiting, (now - timezone.now()).total_seconds())
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    return DatabaseState("SQLite", version, _size(Path(str(connection.settings_dict["NAME"]))), waiting, 0.0)


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.parent.glob(path.name + "*") if one.name in _of(path.name))


def _of(name: str) -> tuple[str, ...]:
    return (name, f"{name}-wal", f"{name}-shm")


def answers() -> bool:
    """Whether the database answers at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file of keys: whether it is there, who else may read it, and whether the copies of it lie with the backups."""

    path: Path
    exists: bool
    private: bool
    changed_at: datetime | None


def key_file(path: Path) -> KeyFile:
    """Look at a file of keys without reading it. On Windows the mode says nothing, so it counts as private."""
    try:
        stat = path.stat()
    except OSError:
        return KeyFile(path, exists=False, private=True, changed_at=None)
    private = os.name == "nt" or not stat.st_mode & 0o077
    return KeyFile(path, exists=True, private=private, changed_at=datetime.fromtimestamp(stat.st_mtime, UTC))


def key_files() -> list[KeyFile]:
    """The files of keys this installation has; a secret that stands in the environment has none."""
    wanted = [Path(settings.KEYS_FILE), Path(settings.SECRET_KEY_FILE)]
    return [key_file(path) for path in wanted if path.exists() or path == Path(settings.KEYS_FILE)]
