"""Writes on how somebody comes in: password, second step, sessions and the wait after failures; by themselves or for them."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from berdaya.domain.problems import Problem
from berdaya.records.access import attempts, factors, sessions
from berdaya.records.access.authority import require_over
from berdaya.records.access.models import User
from berdaya.records.access.scope import Scope
from berdaya.records.access.services import managed, subject
from berdaya.records.audit.log import changed


def own(actor: Scope) -> User:
    """Who acts, as a user. Nobody else's account is reached this way."""
    user = User.objects.filter(pk=actor.user_id or 0, is_active=True).first()
    if user is None:
        raise Problem("access.not_allowed", territory="")
    return user


@transaction.atomic
def change_password(*, actor: Scope, password: str, here: str = "") -> None:
    """Choose a new password; every session but the one `here` ends. Django's ValidationError where it is too weak."""
    user = own(actor)
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_sessions(user.pk, but=here)
    changed(actor, "user.password", subject=subject(user.pk))


@transaction.atomic
def set_factor(*, actor: Scope, secret: str, code: str) -> list[str]:
    """Tie the phone that shows this code; returns the codes for paper, or nothing where the code is wrong."""
    user = own(actor)
    codes = factors.take_up(user, secret, code)
    if codes:
        changed(actor, "user.factor", subject=subject(user.pk), after={"factor": True})
    return codes


@transaction.atomic
def renew_codes(*, actor: Scope) -> list[str]:
    """Fresh codes for paper for whoever has a second step."""
    user = own(actor)
    if not factors.has_factor(user.pk):
        return []
    changed(actor, "user.factor", subject=subject(user.pk), after={"codes": "renewed"})
    return factors.new_codes(user)


@transaction.atomic
def drop_factor(*, actor: Scope) -> None:
    """Go back to the password alone."""
    user = own(actor)
    if factors.take_away(user.pk):
        changed(actor, "user.factor", subject=subject(user.pk), after={"factor": False})


@transaction.atomic
def end_session(*, actor: Scope, user_id: int, session_id: int | None = None, but: str = "") -> int:
    """Sign a user out of one session, or of all but one: themselves, or an administrator of all they work in."""
    territory = ""
    if user_id != actor.user_id:
        territory = require_over(actor, managed(actor, user_id))
    ended = sessions.end_sessions(user_id, session_id=session_id, but=but)
    if ended:
        changed(actor, "session.end", subject=subject(user_id), territory=territory, after={"sessions": ended})
    return ended


@transaction.atomic
def unlock(*, actor: Scope, user_id: int) -> None:
    """Let somebody try again at once who failed too often."""
    user = managed(actor, user_id)
    if attempts.let_in(user.pk):
        territory = require_over(actor, user)
        changed(actor, "user.unlock", subject=subject(user.pk), territory=territory)
