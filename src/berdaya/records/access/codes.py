"""One-time codes: how somebody without an e-mail address gets a first password, or a new one.

An administrator sees a code once and hands it over on paper. Only a slow hash of it is kept; it serves once, runs out,
and whoever uses it must choose a new password, which ends all their sessions.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access import factors
from berdaya.records.access.authority import require_over
from berdaya.records.access.models import OneTimeCode, Purpose, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.access.services import added, described, grant, managed, subject
from berdaya.records.access.sessions import end_sessions
from berdaya.records.audit.log import changed

# Nothing that is taken for something else on paper: no 0 and O, no 1, I and L, no U and V.
LETTERS = "ABCDEFGHJKMNPQRSTWXYZ23456789"
LENGTH, GROUP = 12, 4
RESET_LASTS, INVITATION_LASTS = timedelta(hours=24), timedelta(days=7)
NOBODY = make_password("nobody")


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is shown, this once."""

    user_id: int
    code: str
    expires_at: datetime


def _new_code() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(drawn[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def plain(code: str) -> str:
    """A code as it was typed, in the form that was hashed.

    >>> plain(" abcd efgh-jkmn ")
    'ABCDEFGHJKMN'
    """
    return "".join(letter for letter in code.upper() if letter.isalnum())[:40]


def _issue(actor: Scope, user: User, purpose: Purpose, lasts: timedelta) -> Issued:
    """A new code; those before it are void."""
    code, expires_at = _new_code(), timezone.now() + lasts
    user.codes.all().delete()
    OneTimeCode.objects.create(
        user=user,
        purpose=purpose,
        digest=make_password(plain(code)),
        expires_at=expires_at,
        made_by_id=actor.user_id,
    )
    return Issued(user.pk, code, expires_at)


@transaction.atomic
def invite(
    *,
    actor: Scope,
    username: str,
    full_name: str,
    role: Role,
    territory: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    email: str = "",
    phone: str = "",
) -> Issued:
    """Make a user with one role, who gets in with a code and chooses the password. The giver is administrator there."""
    actor.require(territory, Role.ADMINISTRATOR)
    user = added(username, full_name, email, phone)
    changed(actor, "user.invite", subject=subject(user.pk), territory=territory, after=described(user))
    grant(actor=actor, user=user, role=role, territory=territory, valid_from=valid_from, valid_until=valid_until)
    return _issue(actor, user, Purpose.INVITATION, INVITATION_LASTS)


@transaction.atomic
def give_code(*, actor: Scope, user_id: int, without_factor: bool = False) -> Issued:
    """A new code for a person who forgot the password; `without_factor` also frees them from a lost phone.

    The password they had stops working only when the code is used, but a lost phone opens nothing from now on.
    """
    user = managed(actor, user_id)
    if user.pk == actor.user_id:
        raise Problem("access.not_yourself")
    if without_factor and factors.take_away(user.pk):
        end_sessions(user.pk)
    first = not user.has_usable_password()
    issued = _issue(actor, user, Purpose.INVITATION if first else Purpose.RESET, RESET_LASTS)
    territory = require_over(actor, user)
    changed(
        actor, "user.reset", subject=subject(user.pk), territory=territory, after={"without_factor": without_factor}
    )
    return issued


def owner_of(username: str, code: str) -> User | None:
    """Whose living code this is; a wrong name takes as long as a wrong code."""
    user = User.objects.filter(username__iexact=username.strip()[:150], is_active=True).first()
    held = user.codes.filter(used_at=None, expires_at__gt=timezone.now()).first() if user else None
    right = check_password(plain(code), held.digest if held else NOBODY)
    return user if held and right else None


@transaction.atomic
def redeem(*, username: str, code: str, password: str) -> int:
    """Choose a password with a code; returns the user's id. Every session of the person ends.

    Problem `access.code_wrong`; Django's ValidationError where the password is too weak, and then the code still serves.
    """
    user = owner_of(username, code)
    if user is None:
        raise Problem("access.code_wrong")
    validate_password(password, user)
    if not user.codes.filter(used_at=None).update(used_at=timezone.now()):
        raise Problem("access.code_wrong")
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user.pk)
    changed(Scope(frozenset(), user.pk), "user.password", subject=subject(user.pk), note="one-time code")
    return user.pk
