"""How often signing in may fail: per name and address, so that a guesser waits and the owner elsewhere does not.

An address as a whole has a ceiling too, so that trying one password on many names ends soon. It is the only lock: codes
of the second step and one-time codes are counted here as well. An administrator sees who is shut out, and lets them in.
"""

import ipaddress
import unicodedata
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from berdaya.records.access.models import Failures, User
from berdaya.records.access.scope import PUBLIC, scope_of
from berdaya.records.audit.batches import covering
from berdaya.records.audit.log import entered
from berdaya.records.vault import services as vault

ALLOWED = 5
ALLOWED_FROM_ADDRESS = 30
WAIT = Failures.WAIT


def network_of(address: str) -> str:
    """An address without its last part: enough to tell an office from a phone, not one computer from the next.

    >>> network_of("203.0.113.77"), network_of("2001:db8:1:2::9"), network_of("elsewhere")
    ('203.0.113.0', '2001:db8:1::', '')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False).network_address)


def _key(*parts: str) -> str:
    """Keyed: somebody may have typed a number of a person, and a plain hash of that is the number."""
    return vault.fingerprint("attempt", "\n".join(parts))


def _of_name(username: str, address: str) -> str:
    """Names are compared in one normal form."""
    return _key("name", unicodedata.normalize("NFKC", username).casefold().strip(), address)


def _of_address(address: str) -> str:
    return _key("address", address)


def is_blocked(username: str, address: str) -> bool:
    """Whether this name has failed too often from this address, or this address with any names."""
    limits = {_of_name(username, address): ALLOWED, _of_address(address): ALLOWED_FROM_ADDRESS}
    counted = Failures.objects.filter(key__in=limits, began_at__gt=_since()).values_list("key", "count")
    return any(count >= limits[key] for key, count in counted)


def note_failure(username: str, address: str, *, user_id: int | None = None) -> None:
    """Count a failure. The wait begins with the first one and is not prolonged by knocking on.

    Without an address only the name is counted: that is how codes of a known person are, whoever tries them.
    """
    Failures.objects.filter(began_at__lte=_since()).delete()
    if user_id is None:
        user_id = User.objects.filter(username__iexact=username[:150]).values_list("pk", flat=True).first()
    counters = [(_of_name(username, address), user_id)] + ([(_of_address(address), None)] if address else [])
    for key, known in counters:
        Failures.objects.get_or_create(key=key, defaults={"user_id": known, "network": network_of(address)})
        Failures.objects.filter(key=key).update(count=F("count") + 1)
    if user_id is not None and Failures.objects.filter(key=counters[0][0], count=ALLOWED).exists():
        subject, territory = f"user:{user_id}", covering(scope_of(User.objects.get(pk=user_id)).prefixes)
        entered(PUBLIC, "session.locked", subject=subject, territory=territory, after={"network": network_of(address)})


def forget(username: str, address: str) -> None:
    """Signing in clears the count of the name; that of the address stays."""
    Failures.objects.filter(key=_of_name(username, address)).delete()


def shut_out(user_ids: list[int]) -> dict[int, datetime]:
    """Which of these people have to wait somewhere, and until when."""
    held = Failures.objects.filter(user_id__in=user_ids, count__gte=ALLOWED, began_at__gt=_since())
    return {user: began + WAIT for user, began in held.order_by("began_at").values_list("user_id", "began_at") if user}


def let_in(user_id: int) -> int:
    """Forget the failures of a person; returns of how many counts."""
    return Failures.objects.filter(user_id=user_id).delete()[0]


def _since() -> datetime:
    return timezone.now() - WAIT
