"""Where people are signed in: kept from signing in to signing out, listed to them, and ended by them or for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from berdaya.records.access.attempts import network_of
from berdaya.records.access.models import DeviceSession


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is signed in."""

    id: int
    browser: str
    system: str
    network: str
    began_at: datetime
    seen_at: datetime
    here: bool


def remember(*, user_id: int, session_key: str, browser: str, system: str, address: str) -> None:
    """Note a new session, or that a known one was seen again."""
    now = timezone.now()
    told = {"user_id": user_id, "browser": browser, "system": system, "network": network_of(address), "seen_at": now}
    DeviceSession.objects.update_or_create(session_key=session_key, defaults=told)
    _forget_expired(now)


def _forget_expired(now: datetime) -> None:
    """What has run out is not kept: neither where somebody was signed in, nor what their session held."""
    Session.objects.filter(expire_date__lte=now).delete()
    DeviceSession.objects.filter(seen_at__lte=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()


def forget(session_key: str) -> None:
    DeviceSession.objects.filter(session_key=session_key).delete()


def sessions_of(user_id: int, here: str = "") -> list[SessionRow]:
    """The living sessions of a user, the latest seen first; `here` is the key of the one that asks."""
    held = list(DeviceSession.objects.filter(user_id=user_id).order_by("-seen_at"))
    alive = Session.objects.filter(session_key__in=[one.session_key for one in held], expire_date__gt=timezone.now())
    keys = set(alive.values_list("session_key", flat=True))
    return [
        SessionRow(
            one.pk, one.browser, one.system, one.network, one.began_at, one.seen_at, here=one.session_key == here
        )
        for one in held
        if one.session_key in keys
    ]


@transaction.atomic
def end_sessions(user_id: int, *, session_id: int | None = None, but: str = "") -> int:
    """Sign a user out of one session, or of all but the one with the key `but`; returns of how many."""
    held = DeviceSession.objects.filter(user_id=user_id).exclude(session_key=but)
    if session_id is not None:
        held = held.filter(pk=session_id)
    keys = list(held.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    held.delete()
    return len(keys)
