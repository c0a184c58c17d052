"""Whole numbers in SQL that carry their bounds, so that no query can overflow and every sign is known."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Width = Literal["BIGINT", "HUGEINT"]
Choose = Callable[[str, str], str]
LIMITS: dict[Width, int] = {"BIGINT": 2**63 - 1, "HUGEINT": 2**127 - 1}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number: its SQL, its bounds, and the largest size that any number on the way to it can have."""

    sql: str
    low: int
    high: int
    peak: int = 0

    @classmethod
    def literal(cls, value: int, width: Width) -> "Whole":
        return cls(f"{value}::{width}", value, value)

    @property
    def largest(self) -> int:
        return max(self.peak, abs(self.low), abs(self.high))

    @property
    def is_one(self) -> bool:
        """Whether it is the literal 1. A choice between 1 and 1 is not: it may have no answer, and must then stay NULL."""
        return self.sql in ("1::BIGINT", "1::HUGEINT")

    def __add__(self, other: "Whole") -> "Whole":
        return self._with(other, "+", self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Whole") -> "Whole":
        return self._with(other, "-", self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Whole") -> "Whole":
        if self.is_one or other.is_one:
            kept = other if self.is_one else self
            return Whole(kept.sql, kept.low, kept.high, max(self.largest, other.largest))
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return self._with(other, "*", min(corners), max(corners))

    def __neg__(self) -> "Whole":
        return Whole(f"(-{self.sql})", -self.high, -self.low, self.largest)

    def but_zero(self) -> "Whole":
        """The same number, NULL where it is zero."""
        if self.low > 0 or self.high < 0:
            return self
        return Whole(f"nullif({self.sql}, 0)", self.low, self.high, self.largest)

    def either(self, other: "Whole", choose: Choose) -> "Whole":
        """One of the two, chosen in SQL."""
        peak = max(self.largest, other.largest)
        return Whole(choose(self.sql, other.sql), min(self.low, other.low), max(self.high, other.high), peak)

    def _with(self, other: "Whole", sign: str, low: int, high: int) -> "Whole":
        return Whole(f"({self.sql} {sign} {other.sql})", low, high, max(self.largest, other.largest))


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number: numerator / (denominator · scale). The denominator is above zero or NULL."""

    numerator: Whole
    denominator: Whole
    scale: int
    width: Width

    @classmethod
    def whole(cls, number: Whole, width: Width, *, scale: int = 1) -> "Ratio":
        return cls(number, Whole.literal(1, width), scale, width)

    @classmethod
    def constant(cls, value: Fraction, width: Width) -> "Ratio":
        return cls.whole(Whole.literal(value.numerator, width), width, scale=value.denominator)

    def __add__(self, other: "Ratio") -> "Ratio":
        left, right, scale = self._levelled(other)
        if self.denominator == other.denominator:
            return Ratio(left + right, self.denominator, scale, self.width)
        numerator = left * other.denominator + right * self.denominator
        return Ratio(numerator, self.denominator * other.denominator, scale, self.width)

    def __sub__(self, other: "Ratio") -> "Ratio":
        return self + -other

    def __neg__(self) -> "Ratio":
        return Ratio(-self.numerator, self.denominator, self.scale, self.width)

    def __mul__(self, other: "Ratio") -> "Ratio":
        denominator = self.denominator * other.denominator
        return Ratio(self.numerator * other.numerator, denominator, self.scale * other.scale, self.width)

    def __truediv__(self, other: "Ratio") -> "Ratio":
        """The quotient; NULL where the divisor is zero."""
        share = Fraction(other.scale, self.scale)
        numerator = self._times(self.numerator * other.denominator, share.numerator)
        denominator = self._times(self.denominator * other.numerator, share.denominator).but_zero()
        if denominator.low < 0:
            sign = Whole(f"sign({denominator.sql})::{self.width}", -1, 1)
            numerator = numerator * sign
            size = max(abs(denominator.low), abs(denominator.high))
            denominator = Whole(f"abs({denominator.sql})", 1, size, denominator.largest)
        return Ratio(numerator, denominator, 1, self.width)

    def sides(self, other: "Ratio") -> tuple[Whole, Whole]:
        """Two whole numbers that stand to each other as the two ratios do."""
        left, right, _ = self._levelled(other)
        return left * other.denominator, right * self.denominator

    def either(self, other: "Ratio", choose: Choose) -> "Ratio":
        """One of the two, chosen in SQL."""
        left, right, scale = self._levelled(other)
        denominator = self.denominator
        if denominator != other.denominator:
            denominator = denominator.either(other.denominator, choose)
        return Ratio(left.either(right, choose), denominator, scale, self.width)

    def _levelled(self, other: "Ratio") -> tuple[Whole, Whole, int]:
        share = Fraction(other.scale, self.scale)
        scale = self.scale * share.numerator
        return (
            self._times(self.numerator, share.numerator),
            self._times(other.numerator, share.denominator),
            scale,
        )

    def _times(self, number: Whole, factor: int) -> Whole:
        return number * Whole.literal(factor, self.width)
