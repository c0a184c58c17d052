"""The folder where backups lie: their names, the newest, and which are too many."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"berdaya-(\d{8}T\d{6}Z)-([0-9a-f]{6})\.zip", re.ASCII)
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the folder and, where it lies beside it, its file of keys."""

    path: Path
    keys: Path
    made_at: datetime
    bytes: int


def folder() -> Path:
    """Where backups go when nobody says otherwise."""
    return Path(settings.BACKUPS)


def name(made_at: datetime, id_: str) -> str:
    return f"berdaya-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{id_[:6]}.zip"


def keys_name(archive: str) -> str:
    """The name of the keys that belong to an archive."""
    return f"{archive.removesuffix('.zip')}.keys"


def backups(place: Path, keys_place: Path | None = None) -> list[Kept]:
    """The finished backups of a folder, newest first."""
    found = []
    for path in place.glob("berdaya-*.zip") if place.is_dir() else ():
        if match := NAME.fullmatch(path.name):
            made_at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            keys = (keys_place or place) / keys_name(path.name)
            found.append(Kept(path, keys, made_at, path.stat().st_size))
    # Names tell seconds; of two made in one second, the file written later is the newer.
    return sorted(found, key=lambda one: (one.made_at, one.path.stat().st_mtime_ns), reverse=True)


def prune(place: Path, keys_place: Path, keep: int) -> list[Path]:
    """Delete all but the newest so many, keys after their archive. Returns the archives that went."""
    gone = backups(place, keys_place)[max(1, keep) :]
    for one in gone:
        one.path.unlink()
        one.keys.unlink(missing_ok=True)
    return [one.path for one in gone]


def sweep(place: Path) -> None:
    """Take away what a backup left that was cut off."""
    for path in place.glob(f"berdaya-*{UNFINISHED}"):
        path.unlink(missing_ok=True)
