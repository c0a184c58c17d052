"""How often signing in may fail: per name and address, so that a guesser waits and the owner elsewhere does not."""

import hashlib
import unicodedata

from django.core.cache import cache

ALLOWED = 5
WAIT = 15 * 60  # seconds


def key(username: str, address: str) -> str:
    """A key that holds neither the name nor the address in readable form; names are compared in one normal form."""
    name = unicodedata.normalize("NFKC", username).casefold().strip()
    return "sign-in:" + hashlib.sha256(f"{name}\n{address}".encode()).hexdigest()


def is_blocked(username: str, address: str) -> bool:
    """Whether this name has failed too often from this address."""
    return int(cache.get(key(username, address), 0)) >= ALLOWED


def note_failure(username: str, address: str) -> None:
    """Count a failure. The wait begins with the first one and is not prolonged by knocking on."""
    name = key(username, address)
    cache.add(name, 0, WAIT)
    try:
        cache.incr(name)
    except ValueError:  # it ran out between the two
        cache.set(name, 1, WAIT)


def forget(username: str, address: str) -> None:
    """Signing in clears the count."""
    cache.delete(key(username, address))
