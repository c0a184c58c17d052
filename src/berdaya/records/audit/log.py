"""Writes an entry of the trail, in the transaction of what it tells of: neither is kept without the other."""

from collections.abc import Mapping
from typing import Protocol

from django.db import transaction

from berdaya.domain.values import masked
from berdaya.records.audit import chain
from berdaya.records.audit.actions import ACTIONS
from berdaya.records.audit.kinds import EntryKind
from berdaya.records.audit.models import Entry
from berdaya.records.audit.written import Personal, written

__all__ = ["Personal", "changed", "entered", "exported", "viewed"]

# As many of a person's roles as are written down; a mentor may hold one for each of many villages.
ROLES = 6


class Actor(Protocol):
    """Who acts. The trail lies below users and roles, so that they can write to it: a `Scope` is one of these."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def held(self) -> frozenset[tuple[str, str]]: ...


def changed(
    actor: Actor,
    action: str,
    *,
    subject: str,
    territory: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    note: str = "",
) -> None:
    """Something was changed. `subject` is a kind and an id, such as `run:12`; personal values are wrapped `Personal`."""
    _write(actor, EntryKind.CHANGE, action, subject, territory, written(before), written(after), note)


def viewed(actor: Actor, what: str, *, subject: str, territory: str = "") -> None:
    """Personal data were read."""
    _write(actor, EntryKind.READ, what, subject, territory, "", "", "")


def exported(actor: Actor, what: str, *, territory: str = "", rows: int, note: str = "") -> None:
    """Data left the system as a file."""
    _write(actor, EntryKind.EXPORT, what, "", territory, "", written({"rows": rows}), note)


def entered(
    actor: Actor, action: str, *, subject: str, territory: str = "", after: Mapping[str, object] | None = None
) -> None:
    """Somebody came in, left, or was kept out."""
    _write(actor, EntryKind.ENTRY, action, subject, territory, "", written(after), "")


def _write(
    actor: Actor, kind: EntryKind, action: str, subject: str, territory: str, before: str, after: str, note: str
) -> None:
    if action not in ACTIONS:
        raise ValueError(f"{action} has no words in records/audit/actions.py")
    entry = Entry(
        actor_id=actor.user_id,
        held=_held(actor, territory),
        kind=kind,
        action=action,
        subject=masked(subject)[:200],
        territory=territory,
        before=before,
        after=after,
        note=masked(note)[:500],
    )
    entry.save()
    # A function with a name: Django speaks of it where it fails, and a partial has none.
    transaction.on_commit(lambda: chain.link(entry.pk), robust=True)


def _held(actor: Actor, territory: str) -> str:
    """The roles that reach the territory, else those held at all: `analyst 9901`; `*` is everywhere."""
    reaching = [pair for pair in actor.held if territory.startswith(pair[1])] or actor.held
    return ", ".join(f"{role} {prefix or '*'}" for role, prefix in sorted(reaching)[:ROLES])
