"""Sealing and opening: a person's values under the person's key, whole files under a key for files, fingerprints."""

import hmac
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.vault import erased, keyring, sealing, wrapping
from berdaya.records.vault.models import DataKey, Person, Purpose

# Rows re-wrapped in one transaction.
BATCH = 500
ADMINISTRATOR = "administrator"

Keys = TypeVar("Keys", DataKey, Person)


class Actor(Protocol):
    """Who acts. The keys lie below users and roles, so that users can be sealed: a `Scope` is one of these."""

    def require(self, code: str, *roles: Any) -> None: ...


def new_person() -> Person:
    """A person with a key of their own."""
    return new_people(1)[0]


def new_people(count: int) -> list[Person]:
    people = [Person(name=sealing.new_name()) for _ in range(count)]
    for person in people:
        wrapping.wrap(person, sealing.new_key())
    return Person.objects.bulk_create(people)


def seal(person_id: int, text: str, kind: str = "") -> bytes:
    """Seal a value of a person. `kind` (such as "phone") keeps one value from being passed off as another.

    Problem `vault.erased` where the person was erased: nothing new is kept about them under this key.
    """
    person = Person.objects.get(pk=person_id)
    if person.erased_at:
        raise Problem("vault.erased")
    return sealing.seal(person.name, wrapping.unwrap(person), text.encode(), kind)


def unseal(person_id: int, sealed: bytes, kind: str = "") -> str | None:
    """The value; None once the person is erased."""
    return unseal_many([(person_id, sealed)], kind)[0]


def unseal_many(pairs: Iterable[tuple[int, bytes]], kind: str = "") -> list[str | None]:
    """The values of many people, in the order asked, with one query."""
    asked = list(pairs)
    people = Person.objects.in_bulk({person_id for person_id, _ in asked})
    keys = {pk: wrapping.unwrap(person) for pk, person in people.items() if not person.erased_at}
    return [
        sealing.open_(keys[person_id], bytes(sealed), kind).decode() if person_id in keys else None
        for person_id, sealed in asked
    ]


@transaction.atomic
def erase(*, actor: Actor, person_id: int, territory: str = "") -> None:
    """Destroy a person's key. Figures made from their values stay; the values can never be read again.

    For an administrator of the territory the person is kept in. The caller writes the audit entry, for it knows why.
    """
    actor.require(territory, ADMINISTRATOR)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.erased_at is None:
        person.wrapped, person.master, person.erased_at = b"", "", timezone.now()
        person.save(update_fields=["wrapped", "master", "erased_at"])
        transaction.on_commit(lambda: erased.note(person.name), robust=True)
        transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    """Make the database drop the old bytes of the key from its files now, not at some later time."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif not connection.in_atomic_block:
            cursor.execute(f"VACUUM {Person._meta.db_table}")


def seal_bytes(content: bytes, belongs: str = "") -> bytes:
    """Seal a whole file or answer, compressed. `belongs` may name what it is of, and is then needed to open it."""
    key = wrapping.data_key(Purpose.BODY)
    return sealing.seal(key.name, wrapping.unwrap(key), sealing.packed(content), belongs)


def open_bytes(sealed: bytes, belongs: str = "") -> bytes:
    """The content of what `seal_bytes` sealed. Problem `vault.damaged` where a byte was changed."""
    sealed = bytes(sealed)
    key = DataKey.objects.filter(purpose=Purpose.BODY, name=sealing.key_name(sealed)).first()
    if key is None:
        raise Problem("vault.damaged")
    return sealing.unpacked(sealing.open_(wrapping.unwrap(key), sealed, belongs))


def fingerprint(kind: str, content: str | bytes) -> str:
    """A keyed hash: equal contents of a kind have equal fingerprints, and without the key nobody can try numbers out.

    A plain hash of a NIK is the NIK: there are few enough of them to hash them all.
    """
    return hasher(Purpose.FINGERPRINT, kind)(content.encode() if isinstance(content, str) else content)


def hasher(purpose: Purpose, kind: str) -> Callable[[bytes], str]:
    """HMAC-SHA-256 under a key derived for this kind from the one key of the purpose; to be used at once, not kept."""
    root = wrapping.unwrap(wrapping.data_key(purpose))
    derived = HKDF(SHA256(), sealing.KEY_BYTES, salt=None, info=f"berdaya/{purpose}/{kind}".encode()).derive(root)
    return lambda content: hmac.digest(derived, content, "sha256").hex()


def new_master_key(*, actor: Actor, today: date | None = None) -> str:
    """Put a new master key before the others; it wraps from here on, the others still open. Returns its name."""
    actor.require("", ADMINISTRATOR)
    held = keyring.master_keys()
    first = wrapping.newest()
    return keyring.add(today or timezone.localdate()).name if held else first.name


def rotate(*, actor: Actor, today: date | None = None) -> int:
    """Make a new master key and wrap every key with it; returns how many were wrapped anew.

    Interrupted, it goes on where it stopped when called again: while any key is wrapped with an older master key, the
    newest one is used and no other is made. New files are sealed with a new key from here on.
    """
    actor.require("", ADMINISTRATOR)
    if not _behind(wrapping.newest().name):
        keyring.add(today or timezone.localdate())
    name = wrapping.newest().name
    if not DataKey.objects.filter(purpose=Purpose.BODY, master=name).exists():
        wrapping.new_data_key(Purpose.BODY)
    return _rewrap(DataKey, name) + _rewrap(Person, name)


def _behind(name: str) -> bool:
    """Whether any key is wrapped with another master key than this one."""
    return any(model.objects.exclude(master__in=(name, "")).exists() for model in (DataKey, Person))


def _rewrap(model: type[Keys], name: str) -> int:
    done = 0
    while batch := _rewrap_some(model, name):
        done += batch
    return done


@transaction.atomic
def _rewrap_some(model: type[Keys], name: str) -> int:
    rows = list(model.objects.select_for_update().exclude(master__in=(name, "")).order_by("pk")[:BATCH])
    for row in rows:
        wrapping.wrap(row, wrapping.unwrap(row))
    model.objects.bulk_update(rows, ["wrapped", "master"])
    return len(rows)


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A master key and how many keys are wrapped with it. `held` is false where the file lacks it."""

    name: str
    made_on: str
    wraps: int
    held: bool = True


def master_keys() -> list[KeyUse]:
    """The master keys, newest first, and after them those that are needed and lacking."""
    wraps: Counter[str] = Counter()
    for model in (DataKey, Person):
        wraps.update(dict(model.objects.exclude(master="").values_list("master").annotate(Count("pk")).order_by()))
    held = [KeyUse(key.name, key.made_on, wraps.pop(key.name, 0)) for key in keyring.master_keys()]
    return held + [KeyUse(name, "", count, held=False) for name, count in sorted(wraps.items())]


def retire(*, actor: Actor, name: str) -> None:
    """Take an old master key out of the file. Problem `vault.key_in_use` while it is the newest or wraps anything."""
    actor.require("", ADMINISTRATOR)
    uses = master_keys()
    key = next((key for key in uses if key.name == name and key.held), None)
    if key is None:
        raise Problem("vault.key_unknown", path=keyring.path(), name=name)
    if key.wraps or key == uses[0]:
        raise Problem("vault.key_in_use", name=name, count=key.wraps)
    keyring.remove(name)
