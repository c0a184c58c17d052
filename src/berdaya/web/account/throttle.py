"""How often signing in may fail: per name and address, so that a guesser waits and the owner elsewhere does not.

An address as a whole has a ceiling too, so that trying one password on many names ends soon.
"""

import hashlib
import unicodedata

from django.core.cache import cache

ALLOWED = 5
ALLOWED_FROM_ADDRESS = 30
WAIT = 15 * 60  # seconds


def key(username: str, address: str) -> str:
    """A key that holds neither the name nor the address in readable form; names are compared in one normal form."""
    name = unicodedata.normalize("NFKC", username).casefold().strip()
    return "sign-in:" + hashlib.sha256(f"{name}\n{address}".encode()).hexdigest()


def of_address(address: str) -> str:
    return "sign-in-from:" + hashlib.sha256(address.encode()).hexdigest()


def is_blocked(username: str, address: str) -> bool:
    """Whether this name has failed too often from this address, or this address with any names."""
    counted = cache.get_many([key(username, address), of_address(address)])
    of_name, of_all = (int(counted.get(one, 0)) for one in (key(username, address), of_address(address)))
    return of_name >= ALLOWED or of_all >= ALLOWED_FROM_ADDRESS


def note_failure(username: str, address: str) -> None:
    """Count a failure. The wait begins with the first one and is not prolonged by knocking on."""
    for counter in (key(username, address), of_address(address)):
        cache.add(counter, 0, WAIT)
        try:
            cache.incr(counter)
        except ValueError:  # it ran out between the two
            cache.set(counter, 1, WAIT)


def forget(username: str, address: str) -> None:
    """Signing in clears the count of the name; that of the address stays."""
    cache.delete(key(username, address))
