"""How many codes an address may try on the verification page, so that nobody searches for papers by guessing."""

import hashlib

from django.core.cache import cache

ALLOWED = 20
WAIT = 15 * 60  # seconds


def key(address: str) -> str:
    """A key that does not hold the address in readable form."""
    return "paper-verify:" + hashlib.sha256(address.encode()).hexdigest()


def is_blocked(address: str) -> bool:
    return int(cache.get(key(address), 0)) >= ALLOWED


def note_miss(address: str) -> None:
    """Count a code that no paper has. The wait begins with the first one and is not prolonged by knocking on."""
    counter = key(address)
    cache.add(counter, 0, WAIT)
    try:
        cache.incr(counter)
    except ValueError:  # it ran out between the two
        cache.set(counter, 1, WAIT)
