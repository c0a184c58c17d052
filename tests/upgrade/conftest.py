"""The database that 0.1.0 left behind, brought to the present."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from berdaya.demo.accounts import ACCOUNTS
from berdaya.exchange.backups import postgres, schema
from tests.databases import own_database

DUMP = Path(__file__).with_name("berdaya-0.1.0.sql.gz")


# Whom the demo of 0.1.0 let sign in.
ACCOUNTS_THEN = [
    account
    for account in ACCOUNTS
    if account.username in ("admin", "kepala", "analis", "camat", "pendamping", "operator")
]


def as_left(path: Path) -> Path:
    """The SQLite file of 0.1.0."""
    with closing(sqlite3.connect(path)) as made:
        made.executescript(gzip.decompress(DUMP.read_bytes()).decode())
    return path


def _copied(old: BaseDatabaseWrapper, new: BaseDatabaseWrapper) -> None:
    """Make the schema of 0.1.0 and fill it from a file of 0.1.0, row by row, through the models of that time."""
    migrations = schema.applied(old)
    schema.migrate(new, migrations)
    loader = MigrationExecutor(new).loader
    state = loader.project_state([(app, names[-1]) for app, names in migrations.items()])
    with new.constraint_checks_disabled(), new.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model in state.apps.get_models(include_auto_created=True):
            model._base_manager.using("default").all().delete()
            rows = list(model._base_manager.using(old.alias))
            model._base_manager.using("default").bulk_create(rows, batch_size=500)
        cursor.execute("SET session_replication_role = DEFAULT")
    postgres.reset_sequences(new)


@pytest.fixture(scope="module")
def upgraded(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, int]]:
    """The database brought to the newest schema; yields the rows that 0.1.0 had, by table."""
    folder = tmp_path_factory.mktemp("upgrade")
    with django_db_blocker.unblock(), own_database(folder) as own:
        if own.vendor == "sqlite":
            as_left(folder / "own.sqlite3")
        else:
            with opened(as_left(folder / "left.sqlite3")) as old:
                _copied(old, own)
        counts = schema.rows(own, schema.tables(own))
        call_command("migrate", interactive=False, verbosity=0)
        yield counts


@contextmanager
def opened(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """An SQLite file beside the database that is tested, whichever kind that is."""
    old = DatabaseWrapper({**connections["default"].settings_dict, "NAME": path, "OPTIONS": {}}, "left")
    connections["left"], connections.settings["left"] = old, old.settings_dict
    try:
        yield old
    finally:
        old.close()
        del connections["left"], connections.settings["left"]
