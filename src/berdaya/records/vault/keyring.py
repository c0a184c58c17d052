"""The master keys: a file outside the database, newest key first, readable by its owner only."""

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from berdaya.domain.problems import Problem
from berdaya.records.vault.sealing import KEY_BYTES, new_key, new_name

HEADING = """\
# Master keys of Berdaya: name, key, made on. The newest stands first and seals; the others still open.
# Without this file nobody can read personal data and documents of the database. Keep a copy apart from its backups.
"""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key that wraps other keys, and never a value itself."""

    name: str
    made_on: str
    key: bytes

    def __repr__(self) -> str:
        return f"MasterKey({self.name}, {self.made_on})"


def path() -> Path:
    return Path(settings.KEYS_FILE)


def master_keys() -> tuple[MasterKey, ...]:
    """The keys of the file, newest first; none where there is no file. Problem `vault.keys_unreadable` otherwise."""
    place = path()
    try:
        stamp = place.stat()
        return _read(place, stamp.st_mtime_ns, stamp.st_size)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, binascii.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise Problem("vault.keys_unreadable", path=place, reason=reason) from None


@lru_cache(maxsize=8)
def _read(place: Path, _changed_at: int, _size: int) -> tuple[MasterKey, ...]:
    lines = (line.split() for line in place.read_text(encoding="ascii").splitlines() if not line.startswith("#"))
    keys = tuple(_key(line) for line in lines if line)
    if not keys:
        raise ValueError("no key")
    return keys


def _key(line: Sequence[str]) -> MasterKey:
    name, written, made_on = line
    key = base64.b64decode(written, validate=True)
    if len(key) != KEY_BYTES or len(bytes.fromhex(name)) != len(name) // 2:
        raise ValueError("not a key")
    return MasterKey(name, made_on, key)


def add(today: date) -> MasterKey:
    """Put a new key before the others; makes the file where there is none."""
    held = master_keys()
    made = MasterKey(new_name(), today.isoformat(), new_key())
    if held:
        _write((made, *held), os.replace)
        return made
    _write((made,), _put_first)
    return master_keys()[0]


def _put_first(draft: Path, place: Path) -> None:
    """A link never replaces: of two processes that start at once, one makes the file and both use it."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    except OSError:
        # A disk without links, such as a memory stick.
        if not place.exists():
            os.replace(draft, place)


def remove(name: str) -> None:
    """Take a key out of the file. Whoever calls has made sure that nothing is wrapped with it."""
    _write([key for key in master_keys() if key.name != name], os.replace)


def _write(keys: Sequence[MasterKey], put: Callable[[Path, Path], None]) -> None:
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    lines = (f"{key.name} {base64.b64encode(key.key).decode()} {key.made_on}\n" for key in keys)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(HEADING)
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    try:
        put(draft, place)
    finally:
        draft.unlink(missing_ok=True)
