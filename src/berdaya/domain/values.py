"""Small frozen values that every subject shares: a text in two languages, an exact number, a territory's code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal, Self

from berdaya.domain.problems import Problem

Level = Literal["province", "regency", "district", "village"]

NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{0,40})?([eE][+-]?\d{1,2})?", re.ASCII)
# A NIK and a family card's number have sixteen digits; nothing else in the records has as many, but for a hash.
LONG_NUMBER = re.compile(r"\b(?P<hash>(?=\d*[a-f])[0-9a-f]{64})\b|\d(?:[\s.\-]?\d){15,}")
HIDDEN = "••••"
LEVEL_BY_DIGITS: Mapping[int, Level] = {2: "province", 4: "regency", 6: "district", 10: "village"}


def exact(written: object) -> Fraction:
    """Read a number as it is written, without a rounding: 0.1 is one tenth. ValueError where it is no plain number.

    The decimal sign is a point. Exponents have two digits at most, so that no text can ask for a giant number.

    >>> exact(0.1), exact(" 1e-3 ")
    (Fraction(1, 10), Fraction(1, 1000))
    """
    text = str(written).strip()
    if not NUMBER.fullmatch(text):
        raise ValueError(f"“{text}” is not a number.")
    return Fraction(text)


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Round to a number of decimals, halves away from zero, as official tables do.

    >>> half_up(Fraction(1, 8), 2), half_up(Fraction(-1, 8), 2), half_up(Fraction(80), 1)
    (Decimal('0.13'), Decimal('-0.13'), Decimal('80.0'))
    """
    steps = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(steps if value >= 0 else -steps).scaleb(-decimals)


def masked(text: str) -> str:
    """Hide what looks like a NIK, however it got here.

    >>> masked("NIK 9901 0101 0180 0001 salah, desa 9901012001")
    'NIK •••• salah, desa 9901012001'
    """
    return LONG_NUMBER.sub(lambda found: found["hash"] or HIDDEN, text)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Indonesian and English.

    >>> Text("Sangat Tertinggal", "Severely disadvantaged").in_("en")
    'Severely disadvantaged'
    """

    id: str
    en: str

    def in_(self, language: str) -> str:
        """Return the English words for any kind of English, the Indonesian ones otherwise."""
        return self.en if language.startswith("en") else self.id

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True, order=True)
class RegionCode:
    """A territory code of the Ministry of Home Affairs (Kemendagri), kept as plain digits.

    Two digits a province, four a regency or city, six a kecamatan, ten a village. The seventh digit of a village
    tells a kelurahan (1), a desa (2) and a desa adat (3) apart. Codes are hierarchical: each starts with its parent's.

    >>> code = RegionCode.parse("64.02.04.2001")
    >>> code.plain, code.level, code.is_desa, code.parent.dotted
    ('6402042001', 'village', True, '64.02.04')
    """

    plain: str

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read any usual spelling: dotted, plain, dashed, spaced, a number, or one that a spreadsheet made a float.

        Raises Problem `region.bps_code` where the digits can only be a code of the statistics office (BPS: three
        digits of a kecamatan, three of a village), `region.code_not_understood` for anything else. Where a BPS
        kecamatan ends in 1, 2 or 3 the digits alone do not tell: the region list must.

        >>> RegionCode.parse(6402042001.0) == RegionCode.parse(" 64-02-04-2001 ")
        True
        """
        text = str(written).strip()
        parts = [part for part in re.split(r"[.\-\s/]+", re.sub(r"(?<=\d\d)\.0+$", "", text)) if part]
        digits = "".join(parts)
        if not re.fullmatch(r"[1-9][0-9]*", digits) or len(digits) not in LEVEL_BY_DIGITS:
            code = "region.bps_code" if re.fullmatch(r"[1-9]\d{6}", digits, re.ASCII) else "region.code_not_understood"
            raise Problem(code, code=text)
        if len(digits) == 10 and ([len(part) for part in parts] == [2, 2, 3, 3] or digits[6] not in "123"):
            raise Problem("region.bps_code", code=text)
        return cls(digits)

    @property
    def level(self) -> Level:
        return LEVEL_BY_DIGITS[len(self.plain)]

    @property
    def dotted(self) -> str:
        pieces = (self.plain[:2], self.plain[2:4], self.plain[4:6], self.plain[6:])
        return ".".join(piece for piece in pieces if piece)

    @property
    def parent(self) -> "RegionCode | None":
        """The territory one level up; None above a province."""
        length = {2: 0, 4: 2, 6: 4, 10: 6}[len(self.plain)]
        return RegionCode(self.plain[:length]) if length else None

    @property
    def is_desa(self) -> bool:
        """Whether it is a village with its own government: a desa or a desa adat."""
        return len(self.plain) == 10 and self.plain[6] in "23"

    @property
    def is_kelurahan(self) -> bool:
        return len(self.plain) == 10 and self.plain[6] == "1"

    def within(self, territory: "RegionCode") -> bool:
        """Tell whether this territory is the other one or lies in it."""
        return self.plain.startswith(territory.plain)

    def __str__(self) -> str:
        return self.dotted
