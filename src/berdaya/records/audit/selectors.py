"""Reads on the trail, for administrators and auditors, within the territory they are it for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Protocol, Self, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.audit.models import Entry
from berdaya.records.audit.written import has_personal, read

READERS = ("administrator", "auditor")
ORDERS = {"at": "at", "actor": "actor_id", "action": "action", "subject": "subject", "territory": "territory"}

Row = TypeVar("Row", bound=Model)


class Reader(Protocol):
    """Who reads: a `Scope`."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def held(self) -> frozenset[tuple[str, str]]: ...
    def acting_as(self, *roles: Any) -> Self: ...
    def filter(self, queryset: QuerySet[Row], path: str = ...) -> QuerySet[Row]: ...


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of the trail; what is empty narrows nothing. A subject without a number is every one of its kind."""

    since: date | None = None
    until: date | None = None
    actor: int | None = None
    action: str = ""
    kind: str = ""
    subject: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the trail. `by` is empty where the command line acted."""

    id: int
    at: datetime
    actor_id: int | None
    by: str
    held: str
    kind: str
    action: str
    subject: str
    territory: str
    note: str
    personal: bool


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry with its values; personal ones are sealed here. `number` is its place in the chain, None while it waits."""

    row: EntryRow
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    number: int | None = None
    hash: str = ""


def _entries(scope: Reader) -> QuerySet[Entry]:
    """An entry without a territory is about the whole installation: only who holds everywhere reads it."""
    return scope.acting_as(*READERS).filter(Entry.objects.all(), "territory")


def _sought(scope: Reader, sought: Sought) -> QuerySet[Entry]:
    conditions = Q()
    if sought.since:
        conditions &= Q(at__gte=_midnight(sought.since))
    if sought.until:
        conditions &= Q(at__lte=timezone.make_aware(datetime.combine(sought.until, time.max)))
    if sought.actor is not None:
        conditions &= Q(actor_id=sought.actor or None)
    if sought.action:
        conditions &= Q(action=sought.action)
    if sought.kind:
        conditions &= Q(kind=sought.kind)
    if sought.subject:
        conditions &= (
            Q(subject=sought.subject) if sought.subject[-1].isdigit() else Q(subject__startswith=sought.subject)
        )
    if sought.territory:
        conditions &= Q(territory__startswith=sought.territory)
    return _entries(scope).filter(conditions)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def count_entries(scope: Reader, sought: Sought) -> int:
    return _sought(scope, sought).count()


def entries(
    scope: Reader, sought: Sought, start: int, stop: int, by: str = "at", *, descending: bool = True
) -> Sequence[EntryRow]:
    """A stretch of the trail, the newest first unless asked otherwise."""
    sign = "-" if descending else ""
    found = _sought(scope, sought).select_related("actor", "actor__person")
    return [_row(entry) for entry in found.order_by(f"{sign}{ORDERS[by]}", f"{sign}pk")[start:stop]]


def actors(scope: Reader) -> list[tuple[int, str]]:
    """Who is in the trail, by name; 0 is the command line."""
    ids = _entries(scope).order_by().values("actor_id").distinct()
    user = Entry._meta.get_field("actor").related_model
    assert isinstance(user, type)
    people = user._default_manager.filter(pk__in=ids)
    return sorted(((person.pk, str(person)) for person in people), key=lambda pair: pair[1].casefold())


def entry(scope: Reader, entry_id: int) -> EntryDetail:
    """One entry. Problem `trail.unknown` where there is none, or none that the reader may see."""
    found = _entries(scope).filter(pk=entry_id).select_related("actor", "actor__person", "link").first()
    if found is None:
        raise Problem("trail.unknown", number=entry_id)
    link = getattr(found, "link", None)
    return EntryDetail(
        _row(found), read(found.before), read(found.after), link and link.number, link.hash if link else ""
    )


def _row(entry: Entry) -> EntryRow:
    return EntryRow(
        id=entry.pk,
        at=entry.at,
        actor_id=entry.actor_id,
        by=str(entry.actor) if entry.actor else "",
        held=entry.held,
        kind=entry.kind,
        action=entry.action,
        subject=entry.subject,
        territory=entry.territory,
        note=entry.note,
        personal=has_personal(entry.before) or has_personal(entry.after),
    )
