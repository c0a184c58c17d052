"""Making a backup: one archive with database and files, the keys in a second file, verified before it counts."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connection

import berdaya
from berdaya.domain.problems import Problem
from berdaya.exchange.backups import manifest, postgres, schema, shelf, sqlite
from berdaya.exchange.backups.manifest import Manifest, Part

FILES = "files/"
MASTER_KEYS = "master.keys"
SECRET_KEY = "secret_key"  # noqa: S105 - a name, not the secret

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and read again."""

    path: Path
    keys: Path
    manifest: Manifest
    pruned: tuple[Path, ...] = ()


def make(*, to: Path, keys_to: Path | None = None, keep: int = 0, step: Step = lambda name: None) -> Made:
    """Write a backup into a folder; with `keep`, older ones go once the new one is proven.

    The archive gets its name last: whatever bears the name of a backup is whole. Problem `backup.unwritable`.
    """
    keys_to = keys_to or to
    at, id_ = datetime.now(UTC), secrets.token_hex(8)
    path = to / shelf.name(at, id_)
    keys = keys_to / shelf.keys_name(path.name)
    try:
        for place in {to, keys_to}:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            shelf.sweep(place)
        with _undone_on_failure(path, keys):
            said = _write(_draft(path), _draft(keys), at, id_, step)
            manifest.verify(_draft(path), said)
            step("verified")
            os.replace(_draft(keys), keys)
            step("keys")
            os.replace(_draft(path), path)
            _settle(to)
            _settle(keys_to)
    except OSError as error:
        raise Problem("backup.unwritable", path=to, reason=error.strerror or str(error)) from error
    step("archive")
    pruned = shelf.prune(to, keys_to, keep) if keep else []
    return Made(path, keys, said, tuple(pruned))


def _draft(path: Path) -> Path:
    return path.with_name(path.name + shelf.UNFINISHED)


@contextmanager
def _undone_on_failure(path: Path, keys: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for one in (_draft(path), _draft(keys), path, keys):
            one.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Make new names last through a power cut; Windows needs no such call."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read, on disk when it is closed."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, keys: Path, at: datetime, id_: str, step: Step) -> Manifest:
    held = _write_keys(keys, id_)
    step("keys written")
    with _private(path) as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        if connection.vendor == "sqlite":
            parts, state = _sqlite(archive, path, step)
        else:
            parts, state = _postgres(archive, step)
        parts += [_put(archive, FILES + name, source) for name, source in _files()]
        step("files")
        said = Manifest(
            id=id_,
            made_at=at.isoformat(timespec="seconds"),
            version=berdaya.__version__,
            database=connection.vendor,
            migrations=state[0],
            tables=state[1],
            parts=tuple(parts),
            keys=held,
        )
        archive.writestr(manifest.NAME, said.written())
    return said


State = tuple[dict[str, tuple[str, ...]], dict[str, int]]


def _sqlite(archive: ZipFile, beside: Path, step: Step) -> tuple[list[Part], State]:
    # The copy lies where the backup will, so that a full disk of the office stays out of it.
    with tempfile.TemporaryDirectory(dir=beside.parent, prefix="berdaya-copy-") as folder:
        copied = Path(folder) / sqlite.PART
        sqlite.copy(connection, copied)
        step("database copied")
        part = _put(archive, sqlite.PART, copied)
        with sqlite.opened(copied, connection) as database:
            state = schema.applied(database), schema.rows(database, schema.tables(database))
    step("database")
    return [part], state


def _postgres(archive: ZipFile, step: Step) -> tuple[list[Part], State]:
    parts = []
    with postgres.snapshot(connection):
        names = schema.tables(connection)
        state = schema.applied(connection), schema.rows(connection, names)
        for name in names:
            parts.append(_table(archive, name))
            step(f"database: {name}")
    state[1].update((name, 0) for name in schema.OF_THE_MOMENT & state[1].keys())
    return parts, state


def _table(archive: ZipFile, name: str) -> Part:
    member = postgres.FOLDER + name
    with archive.open(member, "w", force_zip64=True) as out:
        counted = _Counted(out)
        postgres.dump_table(connection, name, counted)  # type: ignore[arg-type]  # only written to
    return Part(member, counted.bytes, counted.made.hexdigest())


class _Counted:
    """Passes on what is written, and keeps its size and its hash."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out, self.bytes, self.made = out, 0, hashlib.sha256()

    def write(self, block: bytes) -> int:
        self.bytes += len(block)
        self.made.update(block)
        return self.out.write(block)


def _put(archive: ZipFile, name: str, source: Path) -> Part:
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as out:
        counted = _Counted(out)
        while block := file.read(manifest.BLOCK):
            counted.write(block)
    return Part(name, counted.bytes, counted.made.hexdigest())


def _files() -> Iterator[tuple[str, Path]]:
    """What is kept outside the database, by its path inside the folder of files."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _write_keys(path: Path, id_: str) -> Part:
    """The keys in a file of their own. A secret that stands in the environment is not ours to copy."""
    with _private(path) as file, ZipFile(file, "w") as archive:
        archive.writestr("backup", id_)
        for name, source in key_files():
            if source.is_file():
                archive.writestr(name, source.read_bytes())
    return Part(path.name.removesuffix(shelf.UNFINISHED), path.stat().st_size, manifest.digest(path))


def key_files() -> list[tuple[str, Path]]:
    """The key files of this installation, by their names in the file of keys."""
    return [(MASTER_KEYS, Path(settings.KEYS_FILE)), (SECRET_KEY, Path(settings.SECRET_KEY_FILE))]
