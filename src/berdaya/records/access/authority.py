"""Who may manage whom: an administrator manages people whose work lies wholly in their territory, and never the last one away."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope

EVERYWHERE = ""
MANAGERS = (Role.ADMINISTRATOR,)
OVERSEERS = (Role.ADMINISTRATOR, Role.AUDITOR)


def territories_of(user: User, today: date | None = None) -> set[str]:
    """Where a person works, today or later; where they last worked, once all has ended. Without any grant: everywhere."""
    if user.is_superuser:
        return {EVERYWHERE}
    today = today or timezone.localdate()
    held = list(user.grants.all())
    lasting = {one.territory for one in held if one.valid_until is None or one.valid_until >= today}
    return lasting or {one.territory for one in held} or {EVERYWHERE}


def require_over(actor: Scope, user: User, *roles: Role) -> str:
    """Raise `access.not_allowed` unless one of the roles reaches all that the person works in; returns their territory."""
    places = territories_of(user)
    for territory in sorted(places):
        actor.require(territory, *(roles or MANAGERS))
    return common(places)


def reaches(actor: Scope, places: Iterable[str], *roles: Role) -> bool:
    """The same rule, as a question."""
    held = actor.acting_as(*(roles or MANAGERS))
    return all(held.covers(territory) for territory in places)


def common(places: Iterable[str]) -> str:
    """The smallest territory that holds them all, under which the trail files what happened.

    >>> common({"9901012001", "9901012002"}), common({"990101", "990102"}), common({"9901", "9802"})
    ('990101', '9901', '')
    """
    every = sorted(places)
    shared = every[0] if every else EVERYWHERE
    while shared and not all(place.startswith(shared) for place in every):
        shared = shared[: {10: 6, 6: 4, 4: 2}.get(len(shared), 0)]
    return shared


def one_at_a_time() -> None:
    """Held until the end of the transaction: two administrators who send each other away must not both succeed.

    Taken before any other lock, and always in the same order.
    """
    held = Grant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(held.values_list("pk", flat=True))


def require_successor(user: User, territory: str, last_day: date) -> None:
    """Raise `access.last_administrator` where nobody could manage the territory's people from the day after `last_day`.

    Whoever counts holds it without an end, and has a password to come in with.
    """
    able = User.objects.filter(is_active=True).exclude(pk=user.pk).exclude(password="")
    able = able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    grants = Grant.objects.filter(
        user__in=able,
        role=Role.ADMINISTRATOR,
        valid_until=None,
        valid_from__lte=max(last_day, timezone.localdate()) + timedelta(days=1),
    )
    covering = any(territory.startswith(held) for held in grants.values_list("territory", flat=True))
    if not covering and not able.filter(is_superuser=True).exists():
        raise Problem("access.last_administrator", name=user.username)


def require_successors(user: User, last_day: date) -> None:
    """The same for all that a person administers."""
    if user.is_superuser:
        require_successor(user, EVERYWHERE, last_day)
    lasting = user.grants.filter(role=Role.ADMINISTRATOR).filter(Q(valid_until=None) | Q(valid_until__gt=last_day))
    for territory in lasting.values_list("territory", flat=True):
        require_successor(user, territory, last_day)
