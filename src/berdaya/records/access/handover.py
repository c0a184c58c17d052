"""Handing over: what one person holds goes to another from a day on, in one act."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from berdaya.domain.problems import Problem
from berdaya.records.access.authority import EVERYWHERE, one_at_a_time, require_over, require_successor
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.access.services import managed, subject
from berdaya.records.audit.log import changed

# Sent inside the act with `giver_id`, `taker_id` and `day`. Areas that give people duties move the open ones and answer
# with how many they moved.
handed_over = Signal()


@transaction.atomic
def hand_over(*, actor: Scope, giver_id: int, taker_id: int, day: date) -> int:
    """Everything the giver holds on or after a day is the taker's from that day; returns how many grants went over.

    Grants keep their role, territory and end. What the taker holds as wide and as long already is not doubled.
    """
    one_at_a_time()
    giver, taker = managed(actor, giver_id), managed(actor, taker_id)
    if giver.pk == taker.pk or not taker.is_active:
        raise Problem("access.user_unknown")
    going = list(giver.grants.filter(Q(valid_until=None) | Q(valid_until__gte=day)).select_for_update())
    if not going:
        raise Problem("access.nothing_to_hand_over", name=giver.username, day=day)
    for given in going:
        actor.require(given.territory, Role.ADMINISTRATOR)
    territory = require_over(actor, giver)
    held = list(taker.grants.all())
    Grant.objects.bulk_create(_taken(given, taker, day) for given in going if not _has(held, given, day))
    administered = _administered(giver, going)
    _let_go(going, day)
    for place in administered:
        require_successor(giver, place, day - timedelta(days=1))
    duties = sum(int(moved or 0) for _, moved in handed_over.send(None, giver_id=giver.pk, taker_id=taker.pk, day=day))
    told = {"to": subject(taker.pk), "day": day, "grants": len(going), "duties": duties}
    changed(actor, "user.hand_over", subject=subject(giver.pk), territory=territory, after=told)
    return len(going)


def _taken(given: Grant, taker: User, day: date) -> Grant:
    since = max(given.valid_from, day)
    return Grant(
        user=taker, role=given.role, territory=given.territory, valid_from=since, valid_until=given.valid_until
    )


def _has(held: Iterable[Grant], given: Grant, day: date) -> bool:
    """Whether the taker holds the same role as wide and as long."""
    return any(
        one.role == given.role
        and given.territory.startswith(one.territory)
        and one.valid_from <= max(given.valid_from, day)
        and (one.valid_until is None or (given.valid_until is not None and one.valid_until >= given.valid_until))
        for one in held
    )


def _administered(giver: User, going: Iterable[Grant]) -> set[str]:
    """The territories that need somebody in the giver's place; the taker counts, if they can come in."""
    lasting = {given.territory for given in going if given.role == Role.ADMINISTRATOR and given.valid_until is None}
    return lasting | ({EVERYWHERE} if giver.is_superuser else set())


def _let_go(going: Iterable[Grant], day: date) -> None:
    last = day - timedelta(days=1)
    for given in going:
        if given.valid_from > last:
            given.delete()
        else:
            given.valid_until = last
            given.save(update_fields=["valid_until"])
