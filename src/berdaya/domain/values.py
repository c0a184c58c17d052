"""Small frozen values that every subject shares: a text in two languages, and the code of a territory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from berdaya.domain.problems import Problem

Level = Literal["province", "regency", "district", "village"]

LEVEL_BY_DIGITS: Mapping[int, Level] = {2: "province", 4: "regency", 6: "district", 10: "village"}


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
    tells a desa (2) from a kelurahan (1). Codes are hierarchical: a code starts with its parent's code.

    >>> code = RegionCode.parse("64.02.04.2001")
    >>> code.plain, code.level, code.is_desa, code.parent.dotted
    ('6402042001', 'village', True, '64.02.04')
    """

    plain: str

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read any usual spelling: dotted, plain, dashed, spaced, a number, or a number that a spreadsheet made a float.

        Raises Problem `region.bps_code` where the digits can only be a code of the statistics office (BPS, whose villages
        end in three digits after a three-digit kecamatan), `region.code_not_understood` for anything else.

        >>> RegionCode.parse(6402042001.0) == RegionCode.parse(" 64-02-04-2001 ")
        True
        """
        text = re.sub(r"\.0$", "", str(written).strip()) if not isinstance(written, str) else written.strip()
        parts = [part for part in re.split(r"[.\-\s/]+", text) if part]
        digits = "".join(parts)
        if not digits.isascii() or not digits.isdigit() or len(digits) not in LEVEL_BY_DIGITS:
            if len(digits) in (7, 13) and digits.isdigit():
                raise Problem("region.bps_code", code=text)
            raise Problem("region.code_not_understood", code=text)
        if len(digits) == 10 and ([len(part) for part in parts] == [2, 2, 3, 3] or digits[6] not in "12"):
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
        return len(self.plain) == 10 and self.plain[6] == "2"

    @property
    def is_kelurahan(self) -> bool:
        return len(self.plain) == 10 and self.plain[6] == "1"

    def within(self, territory: "RegionCode") -> bool:
        """Tell whether this territory is the other one or lies in it."""
        return self.plain.startswith(territory.plain)

    def __str__(self) -> str:
        return self.dotted
