"""A PostgreSQL database as one part a table, by COPY in one snapshot: no other program is needed to save or restore it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from berdaya.domain.problems import Problem
from berdaya.exchange.backups import schema

FOLDER = "tables/"
APART = "berdaya_apart"


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything read inside is of one moment, whatever others write meanwhile."""
    nested = connection.in_atomic_block
    with transaction.atomic(using=connection.alias):
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def dump_table(connection: BaseDatabaseWrapper, name: str, out: IO[bytes]) -> None:
    """Write a table: a first line with its columns, then COPY's text."""
    columns = _columns(connection, name)
    out.write(("\t".join(columns) + "\n").encode())
    if name in schema.OF_THE_MOMENT:
        return
    with connection.cursor() as cursor, cursor.copy(_statement(connection, name, columns, "TO STDOUT")) as copy:
        for block in copy:
            out.write(bytes(block))


def load_table(connection: BaseDatabaseWrapper, name: str, source: IO[bytes]) -> None:
    """Fill an empty table with what `dump_table` wrote."""
    columns = source.readline().decode().rstrip("\n").split("\t")
    with connection.cursor() as cursor, cursor.copy(_statement(connection, name, columns, "FROM STDIN")) as copy:
        while block := source.read(1024 * 1024):
            copy.write(block)


def _columns(connection: BaseDatabaseWrapper, name: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, name)]


def _statement(connection: BaseDatabaseWrapper, name: str, columns: list[str], way: str) -> str:
    quote: Callable[[str], str] = connection.ops.quote_name
    return f"COPY {quote(name)} ({', '.join(map(quote, columns))}) {way}"


def fill(
    connection: BaseDatabaseWrapper,
    migrations: Mapping[str, tuple[str, ...]],
    load: Callable[[str, Callable[[IO[bytes]], None]], Any],
) -> dict[str, int]:
    """Make the schema that the backup had, load every table, and bring it to the newest. Returns the rows as loaded.

    `load` calls back with the open part of a table.
    """
    schema.migrate(connection, migrations)
    names = schema.tables(connection)
    made = [name for name, count in schema.rows(connection, names).items() if count]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, made))}")
        # Tables come in the order of their names; whom they refer to may come later.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name in names:
        load(FOLDER + name, lambda source, name=name: load_table(connection, name, source))  # type: ignore[misc]  # its default is typed by none
    with connection.cursor() as cursor:
        # References are checked now; a schema cannot change while they wait.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    counts = schema.rows(connection, names)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    schema.migrate(connection)
    reset_sequences(connection)
    return counts


def reset_sequences(connection: BaseDatabaseWrapper) -> None:
    """Let numbers go on after the highest that was loaded."""
    held = {*schema.tables(connection)}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in held]
    statements = connection.ops.sequence_reset_sql(no_style(), models)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def apart(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction in a schema of its own; the office's tables are out of sight in it and are not touched."""
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {APART}")
            cursor.execute(f"SET LOCAL search_path TO {APART}")
        yield


def forget(connection: BaseDatabaseWrapper) -> None:
    """Let the schema apart go when its transaction ends."""
    transaction.set_rollback(True, using=connection.alias)


def put_in_place(connection: BaseDatabaseWrapper, mark: str) -> str:
    """Give the schema apart the name of the office's, and that one a name with a mark, which is returned.

    Both happen when the transaction ends, or neither. Problem `restore.in_use` where others do not let go.
    """
    quote: Callable[[str], str] = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("RESET search_path")
        cursor.execute("SELECT current_schema()")
        office = str(cursor.fetchone()[0])
        kept = f"{office}_before_{mark.lower()}"
        try:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            cursor.execute(f"ALTER SCHEMA {quote(office)} RENAME TO {quote(kept)}")
            cursor.execute(f"ALTER SCHEMA {APART} RENAME TO {quote(office)}")
        except DatabaseError as error:
            raise Problem("restore.in_use", reason=str(error).strip().splitlines()[0]) from error
    return kept
