"""Writes on users and their grants."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.authority import one_at_a_time, require_over, require_successor, require_successors
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.access.sessions import end_sessions
from berdaya.records.audit.log import Personal, changed


def subject(user_id: int) -> str:
    """How the trail names a user."""
    return f"user:{user_id}"


@transaction.atomic
def create_user(
    *, actor: Scope, username: str, full_name: str, password: str | None = None, email: str = "", phone: str = ""
) -> User:
    """Make a user without grants. Without a password nobody can sign in as them yet."""
    actor.require("", Role.ADMINISTRATOR)
    user = added(username, full_name, email, phone, password)
    changed(actor, "user.create", subject=subject(user.pk), after=described(user))
    return user


def added(username: str, full_name: str, email: str, phone: str, password: str | None = None) -> User:
    user = User(username=User.normalize_username(username.strip()))
    user.full_name, user.email, user.phone = full_name.strip(), email, phone
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


def described(user: User) -> dict[str, object]:
    """A user as the trail keeps them: what is personal goes with the person's key."""
    told = {"full_name": user.full_name, "email": user.email, "phone": user.phone}
    return {"username": user.username} | {kind: Personal(user.person_id, text) for kind, text in told.items() if text}


@transaction.atomic
def change_user(*, actor: Scope, user_id: int, full_name: str, email: str = "", phone: str = "") -> None:
    """Write a person's name and how they are reached anew."""
    user = managed(actor, user_id)
    before = described(user)
    user.full_name, user.email, user.phone = full_name.strip(), email, phone
    user.full_clean()
    user.save()
    changed(
        actor,
        "user.change",
        subject=subject(user.pk),
        territory=_filed(actor, user),
        before=before,
        after=described(user),
    )


def managed(actor: Scope, user_id: int, *roles: Role) -> User:
    """The user, locked for a change, where the actor may manage them. An erased one is nobody's to change."""
    user = User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if user is None:
        raise Problem("access.user_unknown")
    require_over(actor, user, *roles)
    if user.is_erased:
        raise Problem("access.user_erased")
    return user


def _filed(actor: Scope, user: User, *roles: Role) -> str:
    return require_over(actor, user, *roles)


@transaction.atomic
def grant(
    *,
    actor: Scope,
    user: User,
    role: Role,
    territory: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Grant:
    """Give a role in a territory (plain digits; '' is everywhere). The giver must be administrator there."""
    actor.require(territory, Role.ADMINISTRATOR)
    if user.is_erased:
        raise Problem("access.user_erased")
    given = Grant(user=user, role=role, territory=territory, valid_until=valid_until)
    if valid_from is not None:
        given.valid_from = valid_from
    _in_order(given)
    given.full_clean()
    given.save()
    changed(actor, "grant.give", subject=subject(user.pk), territory=territory, after=of_grant(given))
    return given


def give(
    *,
    actor: Scope,
    user_id: int,
    role: Role,
    territory: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Grant:
    """The same for a user the actor may manage, by id."""
    with transaction.atomic():
        user = managed(actor, user_id)
        return grant(
            actor=actor, user=user, role=role, territory=territory, valid_from=valid_from, valid_until=valid_until
        )


def of_grant(given: Grant) -> dict[str, object]:
    return {
        "role": str(given.role),
        "territory": given.territory,
        "valid_from": given.valid_from,
        "valid_until": given.valid_until,
    }


def _in_order(given: Grant) -> None:
    if given.valid_until is not None and given.valid_until < given.valid_from:
        raise Problem("access.grant_ends_early", since=given.valid_from, until=given.valid_until)


@transaction.atomic
def end_grant(*, actor: Scope, grant_id: int, last_day: date | None = None) -> None:
    """Let a grant run out on a day; without one it is over at once, and leaves today's page with yesterday.

    A grant that would never have been valid is taken out; the trail keeps it.
    """
    one_at_a_time()
    given = Grant.objects.select_for_update().filter(pk=grant_id).first()
    if given is None:
        raise Problem("access.user_unknown")
    actor.require(given.territory, Role.ADMINISTRATOR)
    user = User.objects.get(pk=given.user_id)
    last_day = last_day or timezone.localdate() - timedelta(days=1)
    if given.role == Role.ADMINISTRATOR:
        require_successor(user, given.territory, last_day)
    before = of_grant(given)
    if last_day < given.valid_from:
        given.delete()
    else:
        given.valid_until = last_day
        given.save(update_fields=["valid_until"])
    after = {"valid_until": last_day}
    changed(actor, "grant.end", subject=subject(user.pk), territory=given.territory, before=before, after=after)


@transaction.atomic
def deactivate(*, actor: Scope, user_id: int) -> None:
    """Nobody signs in as this user any more; what they did stays theirs."""
    one_at_a_time()
    user = managed(actor, user_id)
    if user.pk == actor.user_id:
        raise Problem("access.not_yourself")
    if not user.is_active:
        return
    require_successors(user, timezone.localdate() - timedelta(days=1))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user.pk)
    changed(actor, "user.expire", subject=subject(user.pk), territory=_filed(actor, user))


@transaction.atomic
def reactivate(*, actor: Scope, user_id: int) -> None:
    user = managed(actor, user_id)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    changed(actor, "user.restore", subject=subject(user.pk), territory=_filed(actor, user))
