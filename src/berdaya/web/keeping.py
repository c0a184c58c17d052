"""What follows from published results is computed once: they never change, so their run says when it must be made anew."""

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.cache import cache

import berdaya
from berdaya.records.runs.summaries import PublishedRun

Kept = TypeVar("Kept")
KEEP = 15 * 60  # seconds


def standing(runs: Iterable[PublishedRun], *parts: object) -> str:
    """A key that changes with every published run and release, and with the parts given."""
    told = [(run.id, run.input_hash, run.published_at.isoformat()) for run in runs]
    return hashlib.sha256(repr((berdaya.__version__, told, parts)).encode()).hexdigest()


def kept(name: str, key: str, make: Callable[[], Kept]) -> Kept:
    """What was made for a key, from the cache; made now where it is not there."""
    found: Kept | None = cache.get(f"{name}:{key}")
    if found is None:
        found = make()
        cache.set(f"{name}:{key}", found, KEEP)
    return found
