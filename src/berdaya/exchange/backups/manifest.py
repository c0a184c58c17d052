"""What a backup says of itself: made when, by which version, with which migrations, tables, parts and keys."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from berdaya.domain.problems import Problem

FORMAT = 1
NAME = "manifest.json"
LARGEST = 8 * 1024 * 1024  # bytes; a manifest lists files, so it may grow, but not without end
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `tables` tells rows by table, `migrations` the names applied by app, `keys` the file of keys."""

    id: str
    made_at: str
    version: str
    database: str
    migrations: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, int]
    parts: tuple[Part, ...]
    keys: Part

    def written(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False).encode()


def read(path: Path) -> Manifest:
    """Read the manifest of an archive. Problem `file.not_found`, `restore.not_a_backup`."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    try:
        with ZipFile(path) as archive:
            if archive.getinfo(NAME).file_size > LARGEST:
                raise ValueError("manifest too large")
            said = json.loads(archive.read(NAME))
        if said.pop("format") != FORMAT:
            raise ValueError("format")
        parts = tuple(Part(**part) for part in said.pop("parts"))
        keys = Part(**said.pop("keys"))
        migrations = {app: tuple(names) for app, names in said.pop("migrations").items()}
        return Manifest(**said, migrations=migrations, parts=parts, keys=keys)
    except (BadZipFile, KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise Problem("restore.not_a_backup", path=path.name, reason=type(error).__name__) from error


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(path: Path, manifest: Manifest) -> None:
    """Read every part of an archive again and hold it against the manifest. Problem `restore.damaged`."""
    try:
        with ZipFile(path) as archive:
            listed = {*archive.namelist()}
            if listed != {NAME, *(part.name for part in manifest.parts)}:
                raise Problem("restore.damaged", path=path.name, part=NAME)
            for part in manifest.parts:
                _verify_part(archive, part, path)
    except (BadZipFile, OSError, EOFError, ValueError) as error:
        raise Problem("restore.damaged", path=path.name, part=str(error)) from error


def _verify_part(archive: ZipFile, part: Part, path: Path) -> None:
    made, read_bytes = hashlib.sha256(), 0
    try:
        with archive.open(part.name) as member:
            while block := member.read(BLOCK):
                made.update(block)
                read_bytes += len(block)
                if read_bytes > part.bytes:
                    break
    except Exception as error:  # a damaged stream fails in many ways, each of them means the same
        raise Problem("restore.damaged", path=path.name, part=part.name) from error
    if read_bytes != part.bytes or made.hexdigest() != part.sha256:
        raise Problem("restore.damaged", path=path.name, part=part.name)
