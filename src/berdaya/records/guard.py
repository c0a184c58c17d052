"""Triggers that make the database itself refuse to change or delete a row of an append-only table.

The program has no way to change such a row (`append_only.py`); the triggers hold for whoever reaches the database past
it. They are put up after every migration, for on SQLite a table that is altered is made anew, without its triggers.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from berdaya.records.append_only import AppendOnly

FUNCTION = """
CREATE OR REPLACE FUNCTION berdaya_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: % may not be changed', TG_TABLE_NAME; END $$
"""
SQLITE = """
CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}"
BEGIN SELECT RAISE(ABORT, 'append-only: {table} may not be changed'); END
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}"
FOR EACH {each} EXECUTE FUNCTION berdaya_append_only()
"""
EVENTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}


def tables() -> list[str]:
    """The tables that only grow."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


def put_up(using: str = DEFAULT_DB_ALIAS) -> None:
    """Guard every append-only table that exists, also one that was made anew."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in tables():
            if table in present:
                for event, name in _triggers(connection, table):
                    template = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
                    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
                    cursor.execute(template.format(name=name, event=event, table=table, each=each))


def take_down(connection: BaseDatabaseWrapper, *chosen: str) -> None:
    """Let a migration change rows: of these tables, or of all. They are guarded again when the migrations are done."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in chosen or tables():
            if table in present:
                for _, name in _triggers(connection, table):
                    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def unguarded(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The append-only tables that lack a trigger, as `berdaya check` tells."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        held = {name for (name,) in cursor.fetchall()}
    return [
        table
        for table in tables()
        if table in present and not {name for _, name in _triggers(connection, table)} <= held
    ]


def _triggers(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    for event in EVENTS[connection.vendor]:
        yield event, f"{table}_no_{event.lower()}"
