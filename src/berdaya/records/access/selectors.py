"""Reads on users: whom somebody may see, what each holds, and how they come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access import attempts, factors
from berdaya.records.access.authority import MANAGERS, OVERSEERS, reaches, territories_of
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role in a territory for a time, and how it stands today."""

    id: int
    role: Role
    territory: str
    valid_from: date
    valid_until: date | None
    state: str  # "now", "coming" or "ended"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A user of a list."""

    id: int
    username: str
    full_name: str
    state: str  # "active", "invited", "shut", "inactive" or "erased"
    grants: tuple[GrantRow, ...]
    has_factor: bool
    last_login: datetime | None
    shut_until: datetime | None
    is_superuser: bool

    @property
    def lasting(self) -> tuple[GrantRow, ...]:
        return tuple(grant for grant in self.grants if grant.state != "ended")


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything a page shows of one user, with how they are reached."""

    row: PersonRow
    email: str
    phone: str
    joined: datetime
    code_until: datetime | None
    codes_left: int
    may_change: bool
    territory: str


def _grant_row(grant: Grant, today: date) -> GrantRow:
    ended = grant.valid_until is not None and grant.valid_until < today
    state = "ended" if ended else "coming" if grant.valid_from > today else "now"
    return GrantRow(grant.pk, Role(grant.role), grant.territory, grant.valid_from, grant.valid_until, state)


def grants_of(user_id: int, today: date | None = None) -> list[GrantRow]:
    """What a person holds, held and will hold; the living first."""
    today = today or timezone.localdate()
    return _ordered(Grant.objects.filter(user_id=user_id), today)


def _ordered(grants: Iterable[Grant], today: date) -> list[GrantRow]:
    rows = [_grant_row(grant, today) for grant in grants]
    states = ("now", "coming", "ended")
    return sorted(rows, key=lambda row: (states.index(row.state), row.role, row.territory, row.valid_from))


def people(scope: Scope) -> list[PersonRow]:
    """The users whose whole work lies where the reader is administrator or auditor, by user name."""
    return [row for _, row in _seen(scope, User.objects.order_by("username"))]


def person(scope: Scope, user_id: int) -> PersonCard:
    """One user. Problem `access.user_unknown` where there is none, or none for this reader."""
    found = _seen(scope, User.objects.filter(pk=user_id))
    if not found:
        raise Problem("access.user_unknown")
    user, row = found[0]
    code = user.codes.filter(used_at=None, expires_at__gt=timezone.now()).values_list("expires_at", flat=True).first()
    places = territories_of(user)
    return PersonCard(
        row=row,
        email=user.email,
        phone=user.phone,
        joined=user.date_joined,
        code_until=code,
        codes_left=factors.codes_left(user.pk),
        may_change=reaches(scope, places, *MANAGERS) and not user.is_erased,
        territory=min(places),
    )


def user_named(username: str) -> int:
    """The id of an active user. Problem `access.user_unknown`."""
    found = User.objects.filter(username__iexact=username.strip(), is_active=True).values_list("pk", flat=True).first()
    if found is None:
        raise Problem("access.user_unknown")
    return found


def _seen(scope: Scope, queryset: QuerySet[User]) -> list[tuple[User, PersonRow]]:
    """Four queries for any number of users."""
    if not scope.roles & set(OVERSEERS):
        return []
    today = timezone.localdate()
    users = list(queryset.prefetch_related("grants"))
    users = [user for user in users if reaches(scope, territories_of(user, today), *OVERSEERS)]
    ids = [user.pk for user in users]
    held, shut = factors.with_factor(ids), attempts.shut_out(ids)
    return [(user, _person_row(user, today, user.pk in held, shut.get(user.pk))) for user in users]


def _person_row(user: User, today: date, has_factor: bool, shut_until: datetime | None) -> PersonRow:
    return PersonRow(
        id=user.pk,
        username=user.username,
        full_name=user.get_full_name(),
        state=_state(user, shut_until),
        grants=tuple(_ordered(user.grants.all(), today)),
        has_factor=has_factor,
        last_login=user.last_login,
        shut_until=shut_until,
        is_superuser=user.is_superuser,
    )


def _state(user: User, shut_until: datetime | None) -> str:
    if user.is_erased:
        return "erased"
    if not user.is_active:
        return "inactive"
    if shut_until is not None:
        return "shut"
    return "active" if user.has_usable_password() else "invited"
