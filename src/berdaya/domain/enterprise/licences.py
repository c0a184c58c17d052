"""Licences with an end: what is valid, what runs out soon, when to ask for a new one."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from berdaya.domain.values import Text


class Validity(Enum):
    """How a licence stands on a day."""

    VALID = "valid"
    RENEW = "renew"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class LicenceKind:
    """A kind of licence: for how many years it is issued (None: it has no end), and when renewal may begin."""

    code: str
    name: Text
    source: str
    years: int | None = None
    renew_days: int | None = None
    required_from: date | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as issued; without an end it holds until what it covers changes."""

    kind: str
    issued: date
    ends: date | None = None


def validity(licence: Licence, today: date, *, renew_within: int = 180) -> Validity:
    """How a licence stands: valid up to and including its last day, to renew within so many days before it.

    >>> irt = Licence("p-irt", date(2022, 3, 1), date(2027, 3, 1))
    >>> [validity(irt, date(*day)).value for day in ((2026, 3, 1), (2026, 10, 1), (2027, 3, 1), (2027, 3, 2))]
    ['valid', 'renew', 'renew', 'expired']
    """
    if today < licence.issued:
        return Validity.NOT_YET
    if licence.ends is None:
        return Validity.VALID
    if today > licence.ends:
        return Validity.EXPIRED
    return Validity.RENEW if licence.ends - today <= timedelta(days=renew_within) else Validity.VALID
