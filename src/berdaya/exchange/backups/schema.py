"""The state of a database: which migrations it has, which tables, how many rows; and bringing it to another state."""

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from berdaya.domain.problems import Problem
from berdaya.records import guard

MIGRATIONS = "django_migrations"
# Who is signed in, and which worker lives, is of the moment: it is neither saved nor brought back.
OF_THE_MOMENT = frozenset({"django_session", "office_worker", "usersessions_usersession"})
# Filled by Django itself when the schema is made.
MADE_BY_DJANGO = frozenset({MIGRATIONS, "django_content_type", "auth_permission"})


def applied(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, ...]]:
    """The names of the migrations a database has, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return {app: tuple(names) for app, names in found.items()}


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of Berdaya's and Django's in a database; those of others are not looked at."""
    labels = ("django_", *(f"{config.label}_" for config in apps.get_app_configs()))
    return sorted(name for name in connection.introspection.table_names() if name.startswith(labels))


def rows(connection: BaseDatabaseWrapper, names: Iterable[str]) -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our tables
            counts[name] = int(cursor.fetchone()[0])
    return counts


def holds_records(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is anything in the database that somebody would miss; a broken one may hold everything."""
    try:
        names = [name for name in tables(connection) if name not in MADE_BY_DJANGO | OF_THE_MOMENT]
        return any(rows(connection, names).values())
    except DatabaseError:
        return True


def require_known(migrations: Mapping[str, tuple[str, ...]], version: str) -> None:
    """Problem `restore.newer` where a backup has migrations that this version does not know."""
    loader = MigrationLoader(None)
    known = loader.disk_migrations.keys() | {pair for one in loader.replacements.values() for pair in one.replaces}
    if {(app, name) for app, names in migrations.items() for name in names} - known:
        from berdaya import __version__

        raise Problem("restore.newer", version=version, ours=__version__)


def migrate(connection: BaseDatabaseWrapper, to: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Bring a database to the state that has exactly these migrations; without them, to the newest."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    if to is None:
        executor.migrate(graph.leaf_nodes())
        guard.put_up(connection.alias)
        return
    wanted = {(app, name) for app, names in to.items() for name in names}
    inside = {
        pair
        for pair in wanted
        if not any(child.key in wanted and child.key[0] == pair[0] for child in graph.node_map[pair].children)
    }
    executor.migrate(sorted(inside))
