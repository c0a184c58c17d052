"""The way back from a backup: everything is made ready and proven aside, then put in place at once."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.db import connection

from berdaya.domain.problems import Problem
from berdaya.exchange.backups import making, manifest, postgres, schema, shelf, sqlite
from berdaya.exchange.backups.making import Step
from berdaya.exchange.backups.manifest import Manifest
from berdaya.exchange.backups.swapping import Swap, swapped

PREFIX = "berdaya-restore-"


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that is in place, and where that which it replaced lies now."""

    manifest: Manifest
    aside: tuple[Path, ...]


def restore(path: Path, *, keys: Path | None = None, force: bool = False, step: Step = lambda name: None) -> Restored:
    """Put a backup in the place of what is there. Until the last step nothing of it changes.

    Problems `restore.*`: no backup, damaged, keys missing or of another backup, made by a newer version, of the other
    kind of database, or a database that already holds records where `force` is not given.
    """
    said = _proven(path, keys)
    step("verified")
    if not force and schema.holds_records(connection):
        raise Problem("restore.not_empty")
    mark = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    places = making.key_files()
    with _prepared(path, keys or beside(path), step) as ready, _keys_of(ready):
        swaps = _other_swaps(ready, places)
        if connection.vendor == "sqlite":
            database = _sqlite_ready(ready, said)
            step("database ready")
            sqlite.release(connection)
            swaps.append(Swap(database, Path(str(connection.settings_dict["NAME"]))))
            with swapped(swaps, mark) as aside:
                step("in place")
        else:
            # Files first: the transaction ends inside, so that they go back if the database refuses.
            with swapped(swaps, mark) as aside, postgres.apart(connection):
                _postgres_ready(path, said, step)
                aside.append(Path(postgres.put_in_place(connection, mark)))
                step("in place")
    return Restored(said, tuple(aside))


def drill(path: Path, *, keys: Path | None = None, step: Step = lambda name: None) -> Manifest:
    """Restore a backup aside, hold every table against the manifest, and let it go; nothing of the office is touched."""
    said = _proven(path, keys)
    step("verified")
    with _prepared(path, keys or beside(path), step) as ready, _keys_of(ready):
        if connection.vendor == "sqlite":
            _sqlite_ready(ready, said)
        else:
            with postgres.apart(connection):
                _postgres_ready(path, said, step)
                postgres.forget(connection)
    step("proven")
    return said


def beside(path: Path) -> Path:
    """Where the keys of an archive lie unless somebody says otherwise."""
    return path.with_name(shelf.keys_name(path.name))


def _proven(path: Path, keys: Path | None) -> Manifest:
    """The manifest, once archive and keys are known to be whole, to belong together and to be for this version."""
    said = manifest.read(path)
    if said.database != connection.vendor:
        raise Problem("restore.other_database", kind=said.database, ours=connection.vendor)
    schema.require_known(said.migrations, said.version)
    given = keys or beside(path)
    if not given.is_file():
        raise Problem("restore.keys_missing", path=given)
    if manifest.digest(given) != said.keys.sha256:
        raise Problem("restore.keys_wrong", path=given.name, name=said.keys.name)
    manifest.verify(path, said)
    return said


@contextmanager
def _prepared(path: Path, keys: Path, step: Step) -> Iterator[Path]:
    """A private folder beside the data with the files and the keys unpacked; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=PREFIX) as name:
        ready = Path(name)
        with ZipFile(path) as archive:
            for info in archive.infolist():
                if info.filename.startswith(making.FILES) or info.filename == sqlite.PART:
                    _unpack(archive, info.filename, ready)
        step("unpacked")
        try:
            with ZipFile(keys) as archive:
                for member in (making.MASTER_KEYS, making.SECRET_KEY):
                    if member in archive.namelist():
                        _unpack(archive, member, ready)
        except BadZipFile as error:
            raise Problem("restore.keys_wrong", path=keys.name, name=keys.name) from error
        step("keys unpacked")
        yield ready


def _unpack(archive: ZipFile, name: str, into: Path) -> None:
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
        raise Problem("restore.damaged", path=str(archive.filename), part=name)
    target = into.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.open(name) as source, target.open("xb") as out:
        shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o600)


@contextmanager
def _keys_of(ready: Path) -> Iterator[None]:
    """The backup's own keys while it is brought up to date: migrations may have to open what they sealed."""
    held, settings.KEYS_FILE = settings.KEYS_FILE, ready / making.MASTER_KEYS
    try:
        yield
    finally:
        settings.KEYS_FILE = held


def _other_swaps(ready: Path, places: list[tuple[str, Path]]) -> list[Swap]:
    """Keys and files. Keys that the backup does not have are left where they are."""
    keys = [Swap(ready / name, place) for name, place in places if (ready / name).exists()]
    files = ready / making.FILES.rstrip("/")
    return [*keys, Swap(files if files.exists() else None, Path(settings.MEDIA_ROOT))]


def _sqlite_ready(ready: Path, said: Manifest) -> Path:
    database = ready / sqlite.PART
    sqlite.check(database)
    with sqlite.opened(database, connection) as opened:
        _same(said, schema.rows(opened, schema.tables(opened)))
        schema.migrate(opened)
    sqlite.check(database)
    return database


def _postgres_ready(path: Path, said: Manifest, step: Step) -> None:
    with ZipFile(path) as archive:

        def load(name: str, use: Callable[[IO[bytes]], Any]) -> None:
            with archive.open(name) as source:
                use(source)
            step(name)

        _same(said, postgres.fill(connection, said.migrations, load))


def _same(said: Manifest, found: dict[str, int]) -> None:
    for name, count in said.tables.items():
        if found.get(name) != count:
            raise Problem("restore.counts_differ", table=name, said=count, found=found.get(name, 0))
