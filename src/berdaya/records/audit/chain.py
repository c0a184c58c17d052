"""The chain over the trail: each link hashes an entry and the link before, with a key that is not in the database.

Links are made right after the commit, each in a short transaction of its own: a long import does not make everybody
who writes an entry wait for it, and entries whose transaction was undone leave no gap.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection, transaction

from berdaya.records.audit.models import Entry, Link
from berdaya.records.vault import services as vault
from berdaya.records.vault.models import Purpose

BEGINNING = "0" * 64
# How far back a link looks for entries whose process ended between commit and link.
BEHIND = 1000
# Any number that no other part of the program locks.
LOCK = 7_302_011
PART = 2000


def _hasher() -> Callable[[bytes], str]:
    """Hashes under a key of the vault that is for the chain alone."""
    return vault.hasher(Purpose.TRAIL, "chain")


def _hash_of(hashed: Callable[[bytes], str], entry: Entry, number: int, before: str) -> str:
    """The hash of an entry in its place."""
    said = [
        number,
        before,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.held,
        entry.kind,
        entry.action,
        entry.subject,
        entry.territory,
        entry.before,
        entry.after,
        entry.note,
    ]
    return hashed(json.dumps(said, ensure_ascii=False).encode())


@transaction.atomic
def link(entry_id: int) -> None:
    """Put an entry, and any other that waits, at the end of the chain."""
    _one_at_a_time()
    last = Link.objects.order_by("-number").first()
    number, before = (last.number, last.hash) if last else (0, BEGINNING)
    hashed = _hasher()
    for entry in Entry.objects.filter(link=None, pk__gt=entry_id - BEHIND).order_by("pk"):
        number += 1
        before = _hash_of(hashed, entry, number, before)
        Link(number=number, entry=entry, hash=before).save()


def _one_at_a_time() -> None:
    """SQLite lets one transaction write at a time by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What walking the chain found. `broken_at` is the first link that does not fit, None where all do.

    `head` is the hash of the last link: kept elsewhere, it also shows that the end was not cut off.
    """

    links: int
    waiting: int
    head: str
    broken_at: int | None


def verify() -> Verdict:
    """Walk the chain from its beginning, and make every hash anew."""
    expected, before, hashed = 0, BEGINNING, _hasher()
    for link_ in _links():
        expected += 1
        if link_.number != expected or link_.hash != _hash_of(hashed, link_.entry, expected, before):
            return Verdict(expected - 1, 0, before, expected)
        before = link_.hash
    dangling = Link.objects.count() != expected
    waiting = Entry.objects.filter(link=None).count()
    return Verdict(expected, waiting, before, expected + 1 if dangling else None)


def _links() -> Iterator[Link]:
    yield from Link.objects.select_related("entry").order_by("number").iterator(chunk_size=PART)
