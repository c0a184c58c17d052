"""Erasing a user: the key of their personal values is destroyed; the rows stay, and tell of nobody."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access import attempts, factors
from berdaya.records.access.authority import OVERSEERS, one_at_a_time, require_over, require_successors
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.access.services import managed, subject
from berdaya.records.access.sessions import end_sessions
from berdaya.records.audit.log import changed
from berdaya.records.vault import services as vault


@transaction.atomic
def erase_user(*, actor: Scope, user_id: int, reason: str) -> None:
    """For an administrator or a data-protection officer of all that the person works in. It cannot be taken back."""
    one_at_a_time()
    user = managed(actor, user_id, *OVERSEERS)
    if user.pk == actor.user_id:
        raise Problem("access.not_yourself")
    territory = require_over(actor, user, *OVERSEERS)
    today = timezone.localdate()
    require_successors(user, today - timedelta(days=1))
    # Nobody comes in by them any more; they say where the person worked, and so who may still look at the row.
    user.grants.filter(valid_from__gt=today).delete()
    user.grants.filter(Q(valid_until=None) | Q(valid_until__gt=today)).update(valid_until=today)
    user.codes.all().delete()
    factors.take_away(user.pk)
    attempts.let_in(user.pk)
    end_sessions(user.pk)
    user.is_active = user.is_superuser = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "is_superuser", "password"])
    changed(actor, "user.erase", subject=subject(user.pk), territory=territory, note=reason)
    # Who may is decided above; the vault knows only administrators.
    vault.erase(actor=SYSTEM, person_id=user.person_id)
