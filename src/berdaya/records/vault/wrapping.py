"""Keys wrapped with a master key: the step between the key file and everything that is sealed."""

from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.vault import keyring, sealing
from berdaya.records.vault.keyring import MasterKey
from berdaya.records.vault.models import DataKey, Person, Purpose, Wrapped


def newest() -> MasterKey:
    """The master key that wraps. The first one is made here, but never where keys are wrapped already.

    Problem `vault.keys_missing`: the database holds wrapped keys, and the file that opens them is not there.
    """
    held = keyring.master_keys()
    if held:
        return held[0]
    if DataKey.objects.exists() or Person.objects.filter(erased_at=None).exists():
        raise Problem("vault.keys_missing", path=keyring.path())
    return keyring.add(timezone.localdate())


def wrap(row: Wrapped, key: bytes) -> None:
    """Put a key into its row, wrapped with the newest master key."""
    master = newest()
    row.wrapped = sealing.seal(master.name, master.key, key, _belongs(row))
    row.master = master.name


def unwrap(row: Wrapped) -> bytes:
    """The key of a row. Problems `vault.keys_missing`, `vault.key_unknown`, `vault.damaged`."""
    held = keyring.master_keys()
    if not held:
        raise Problem("vault.keys_missing", path=keyring.path())
    sealed = bytes(row.wrapped)
    name = sealing.key_name(sealed)
    master = next((key for key in held if key.name == name), None)
    if master is None:
        raise Problem("vault.key_unknown", path=keyring.path(), name=name)
    return _opened(master.key, sealed, _belongs(row))


@lru_cache(maxsize=16)
def _remembered(master: bytes, sealed: bytes, belongs: str) -> bytes:
    return sealing.open_(master, sealed, belongs)


def _opened(master: bytes, sealed: bytes, belongs: str) -> bytes:
    """Keys of files are used again and again; a person's key is not kept in memory, for it may be destroyed."""
    if belongs.startswith(Person.__name__):
        return sealing.open_(master, sealed, belongs)
    return _remembered(master, sealed, belongs)


def _belongs(row: Wrapped) -> str:
    purpose = row.purpose if isinstance(row, DataKey) else ""
    return f"{type(row).__name__}/{purpose}/{row.name}"


def data_key(purpose: Purpose) -> DataKey:
    """The newest key for a purpose, made where there is none."""
    return DataKey.objects.filter(purpose=purpose).order_by("-pk").first() or new_data_key(purpose)


@transaction.atomic
def new_data_key(purpose: Purpose) -> DataKey:
    row = DataKey(name=sealing.new_name(), purpose=purpose)
    wrap(row, sealing.new_key())
    if purpose == Purpose.BODY:
        row.save()
        return row
    # Of two who begin at once, one makes the key and both use it.
    made, _ = DataKey.objects.get_or_create(
        purpose=purpose, defaults={"name": row.name, "wrapped": row.wrapped, "master": row.master}
    )
    return made
