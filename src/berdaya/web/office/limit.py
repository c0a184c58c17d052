"""How often a set-up key may be tried from one address before waiting."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

ALLOWED = 10
WAIT = 15 * 60  # seconds


def _key(request: HttpRequest) -> str:
    address = str(request.META.get("REMOTE_ADDR", ""))
    return "setup-key:" + hashlib.sha256(address.encode()).hexdigest()


def is_reached(request: HttpRequest) -> bool:
    return int(cache.get(_key(request), 0)) >= ALLOWED


def note(request: HttpRequest) -> None:
    """Count a wrong key; the wait begins with the first."""
    cache.add(_key(request), 0, WAIT)
    try:
        cache.incr(_key(request))
    except ValueError:  # it ran out between the two
        cache.set(_key(request), 1, WAIT)
