"""The list of erasures, beside the master keys: a backup from before an erasure must not bring the person back.

It holds the names of destroyed keys, which say nothing about anybody.
"""

import os
from pathlib import Path

from django.utils import timezone

from berdaya.records.vault import keyring
from berdaya.records.vault.models import Person

FEW = 500


def path() -> Path:
    return keyring.path().with_name("erased.list")


def note(name: str) -> None:
    """Add the name of a destroyed key. One short line is written whole or not at all."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{name}\n".encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def again() -> int:
    """Destroy the keys on the list that are there again, as after a restore; returns how many."""
    if not path().exists():
        return 0
    names = sorted(set(path().read_text(encoding="ascii").split()))
    found = 0
    for start in range(0, len(names), FEW):
        back = Person.objects.filter(name__in=names[start : start + FEW], erased_at=None)
        found += back.update(wrapped=b"", master="", erased_at=timezone.now())
    return found
