"""The practice installation: the invented regency in a folder of its own, and a copy of how it began."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from berdaya.demo import accounts, loading
from berdaya.demo.regency import build
from berdaya.domain.problems import Problem
from berdaya.records.regions.synthetic import synthetic_regency

FOLDER = "latihan"
BEGINNING = "awal.sqlite3"


def prepare(seed: int, villages: int | None = None) -> None:
    """Load the regency where it is not there yet, and keep a copy of the database as it is then."""
    _practising()
    if synthetic_regency() is None:
        regency = build(seed=seed) if villages is None else build(seed=seed, villages=villages)
        list(loading.load(regency, password=accounts.PASSWORD))
    if not _beginning().exists():
        _copy(_database(), _beginning())


def put_back() -> None:
    """Make the database again what it was at the beginning. Other connections see it as one change."""
    _practising()
    connection.close()
    _copy(_beginning(), _database())
    cache.clear()


def _practising() -> None:
    if not settings.PRACTICE or settings.DATA.name != FOLDER or connection.vendor != "sqlite":
        raise Problem("practice.elsewhere")


def _database() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _beginning() -> Path:
    return Path(settings.DATA) / BEGINNING


def _copy(source: Path, target: Path) -> None:
    """Copy a database while it is in use, write-ahead log included."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target, timeout=20)) as other:
        one.backup(other)
