"""Writes the number of a letter from its pattern, and the codes that papers are verified by."""

import re
import secrets
from datetime import date

from django.utils.translation import gettext

DEFAULT = "{classification}/{number}/{agency}/{roman_month}/{year}"
FIELDS = ("classification", "number", "agency", "roman_month", "month", "year")
NEEDED = ("number", "year")
MARK = re.compile(r"\{(?P<field>[a-z_]*)(?::(?P<digits>[1-9]))?\}")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# No vowels, so that no word arises; nothing that is mistaken for another sign on paper.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4


def faults(pattern: str) -> str:
    """What is wrong with a pattern, in words; empty where nothing is."""
    found = [match["field"] for match in MARK.finditer(pattern)]
    unknown = [field for field in found if field not in FIELDS]
    if unknown or re.search(r"[{}]", MARK.sub("", pattern)):
        return gettext("Pola nomor hanya mengenal %(fields)s.") % {"fields": _listed(FIELDS)}
    lacking = [field for field in NEEDED if field not in found]
    if lacking:
        return gettext("Pola nomor harus memuat %(fields)s.") % {"fields": _listed(lacking)}
    return ""


def _listed(fields: tuple[str, ...] | list[str]) -> str:
    return ", ".join("{" + field + "}" for field in fields)


def written(pattern: str, *, number: int, on: date, classification: str = "", agency: str = "") -> str:
    """The number as it stands on the letter; `{number:3}` has at least three digits.

    >>> written(DEFAULT, number=7, on=date(2026, 11, 25), classification="400.10", agency="DPMD")
    '400.10/7/DPMD/XI/2026'
    >>> written("{number:3}/{month:2}/{year}", number=7, on=date(2026, 5, 1))
    '007/05/2026'
    """
    values = {
        "classification": classification,
        "number": str(number),
        "agency": agency,
        "roman_month": ROMAN[on.month - 1],
        "month": str(on.month),
        "year": str(on.year),
    }
    return MARK.sub(lambda match: values[match["field"]].zfill(int(match["digits"] or 1)), pattern)


def new_code() -> str:
    """A verification code that cannot be guessed: 28^12 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """A code as people read it.

    >>> grouped("BCDFGHJKMNPQ")
    'BCDF-GHJK-MNPQ'
    """
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """A code as somebody typed it: case, spaces and dashes do not matter. None where it can be no code.

    >>> read_code(" bcdf ghjk-mnpq "), read_code("BCDF"), read_code("BCDFGHJKMNP0")
    ('BCDFGHJKMNPQ', None, None)
    """
    code = re.sub(r"[\s\-]", "", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
