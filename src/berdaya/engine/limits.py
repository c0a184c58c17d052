"""A measured number against an exact limit: told in SQL without an error at the very limit."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Doubles:
    """A column of floats, each meaning the shortest decimal that names it (0.1, not 0.1000000000000000055…).

    Rounding to floats keeps order, so only a float equal to the limit's own float needs a thought: it means that float's
    shortest decimal, which lies on one side of the limit or upon it, and which one is known beforehand.

    >>> Doubles("x").against(">", Fraction(9, 10)), Doubles("x").against(">", Fraction(1, 3))
    ("x > '0.9'::DOUBLE", "x > '0.3333333333333333'::DOUBLE")
    >>> Doubles("x").against("<", Fraction(1, 3))
    "x <= '0.3333333333333333'::DOUBLE"
    """

    sql: str
    kind: ClassVar[Literal["double"]] = "double"

    def against(self, sign: str, limit: Fraction) -> str:
        written = repr(float(limit))
        beyond = Fraction(written) - limit
        inside = beyond > 0 if sign[0] == ">" else beyond < 0
        closed = inside or (beyond == 0 and sign.endswith("="))
        return f"{self.sql} {sign[0]}{'=' if closed else ''} '{written}'::DOUBLE"


@dataclass(frozen=True, slots=True)
class Decimals:
    """A column of decimals with 20 places; a limit between two of them is as good as the lower one, left out or in.

    >>> Decimals("x").against(">=", Fraction(9, 10))
    "x >= '0.90000000000000000000'::DECIMAL(38, 20)"
    """

    sql: str
    kind: ClassVar[Literal["decimal"]] = "decimal"
    type: ClassVar[str] = "DECIMAL(38, 20)"
    places: ClassVar[int] = 20

    def against(self, sign: str, limit: Fraction) -> str:
        scaled = limit * 10**self.places
        units = floor(scaled)
        if units != scaled:
            sign = ">" if sign[0] == ">" else "<="
        digits = f"{abs(units):0{self.places + 1}}"
        written = f"{'-' if units < 0 else ''}{digits[: -self.places]}.{digits[-self.places :]}"
        return f"{self.sql} {sign} '{written}'::{self.type}"

    @property
    def as_whole(self) -> str:
        """The number times 10 to the 20, as a whole number: its digits without the point."""
        return f"replace({self.sql}::VARCHAR, '.', '')::HUGEINT"
