"""What a source published of one village and year: printed scores, figures, status and conditions, before any judgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from berdaya.domain.values import exact


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with one unit of its last digit: within that, a recomputed value equals it.

    Half a unit would do for a number rounded once. Published indices are at times rounded again from rounded parts, which
    moves the last digit by one; a unit is still less than the smallest step a score can make.
    """

    value: Fraction
    tolerance: Fraction

    @classmethod
    def read(cls, printed: object, *, decimals: int) -> "Figure":
        """Read a number printed with at least `decimals` places; trailing zeros may be left out ("0.8" for 0.8000).

        ValueError where it is no number.

        >>> figure = Figure.read("0.9143", decimals=4)
        >>> figure.equals(Fraction(160, 175)), figure.equals(Fraction(161, 175))
        (True, False)
        >>> Figure.read(0.8, decimals=4).equals(Fraction(144, 175))
        False
        """
        value = exact(printed)
        mantissa, _, exponent = str(printed).strip().lower().partition("e")
        decimals = max(decimals, len(mantissa.partition(".")[2]) - int(exponent or 0))
        # A float prints its last digit wrong at times: one unit of the sixteenth digit more is no difference.
        return cls(value, 1 / Fraction(10) ** decimals + Fraction(1, 10**13))

    def equals(self, other: Fraction) -> bool:
        return abs(self.value - other) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Publication:
    """One published answer. `figures` holds dimensions and index by their codes; what was not printed is absent, and
    what is printed where a number belongs but is none stands in `unreadable`."""

    village: str
    year: int | None
    scores: Mapping[str, object]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    status: str | None = None
    conditions: Mapping[str, str] = field(default_factory=dict)
    village_name: str = ""
    source: str = ""
    unreadable: Mapping[str, str] = field(default_factory=dict)
