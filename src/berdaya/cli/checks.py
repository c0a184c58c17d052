"""What `berdaya check` looks at; each finding says what was found and, where something is wrong, what to do."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from berdaya.cli import django_setup
from berdaya.cli.output import language, say
from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `todo` is empty where it is in order."""

    name: str
    found: str
    todo: str = ""

    @property
    def ok(self) -> bool:
        return not self.todo


def all_checks() -> Iterator[Check]:
    """Every check; one that fails does not keep the others from running, but without settings there is no database."""
    yield _python()
    yield from _definitions()
    try:
        django_setup.set_up()
    except (Exception, SystemExit) as error:  # anything that stops the start is what this command is for
        yield Check(
            say("pengaturan", "settings"),
            str(error),
            say("Perbaiki variabel lingkungan itu.", "Mend that environment variable."),
        )
        return
    yield _data_folder()
    database = _database()
    yield database
    if database.ok:
        yield from (step() for step in (_migrations, _regions, _results))
        from berdaya.cli import safety

        yield from (Check(*found) for found in safety.findings())


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Check(
        "python", version, "" if fits else say("Pasang Python 3.11 sampai 3.13.", "Install Python 3.11 to 3.13.")
    )


def _definitions() -> Iterator[Check]:
    name = say("definisi", "definitions")
    for code in catalogue.codes():
        try:
            edition = catalogue.edition(code)
        except Problem as problem:
            yield Check(name, code, problem.message(language()))
        else:
            yield Check(
                name, f"{code}, {len(edition.indicators)} {say('indikator', 'indicators')}, {edition.hash[:12]}"
            )


def _data_folder() -> Check:
    from django.conf import settings

    folder = Path(settings.DATA)
    writable = os.access(folder, os.W_OK)
    todo = "" if writable else say("Beri hak tulis, atau atur BERDAYA_DATA.", "Make it writable, or set BERDAYA_DATA.")
    return Check(say("folder data", "data folder"), str(folder), todo)


def _database() -> Check:
    from django.db import DatabaseError, connection

    name = say("basis data", "database")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        return Check(
            name, reason, say("Periksa BERDAYA_DATABASE dan servernya.", "Check BERDAYA_DATABASE and its server.")
        )
    return Check(name, connection.vendor)


def _migrations() -> Check:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    found = say(f"{len(waiting)} migrasi menunggu", f"{len(waiting)} migrations waiting")
    todo = say(
        "Jalankan berdaya serve; skema diperbarui sendiri.", "Run berdaya serve; it brings the schema up to date."
    )
    return Check(say("skema", "schema"), found, todo if waiting else "")


def _regions() -> Check:
    from berdaya.records.access.scope import SYSTEM

    def count() -> int:
        from berdaya.records.regions.selectors import villages

        return len(villages(SYSTEM))

    todo = say(
        "Jalankan berdaya demo, atau berdaya regions import BERKAS.",
        "Run berdaya demo, or berdaya regions import FILE.",
    )
    return _counted(say("desa", "villages"), count, todo)


def _results() -> Check:
    def count() -> int:
        from berdaya.records.runs.selectors import published_years

        return sum(len(published_years(family)) for family in catalogue.FAMILIES)

    todo = say("Jalankan berdaya official import JALUR.", "Run berdaya official import PATH.")
    return _counted(say("tahun terbit", "published years"), count, todo)


def _counted(name: str, count: Callable[[], int], todo: str) -> Check:
    from django.db import DatabaseError

    try:
        number = count()
    except DatabaseError:
        number = 0
    return Check(name, str(number), "" if number else todo)
