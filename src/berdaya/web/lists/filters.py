"""The ways to narrow a list, read from the parameters of an address; what cannot be read narrows nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from berdaya.web import numerals
from berdaya.web.measure import language

LONGEST = 80
LARGEST = Decimal(10) ** 15
FINEST = Decimal("1e-9")
FROM, UNTIL = "dari", "sampai"
Of = Callable[[Any], Any]


@dataclass(frozen=True)
class Containing:
    """Every word occurs in the text."""

    words: tuple[str, ...]

    def holds(self, value: Any) -> bool:
        text = str(value or "").casefold()
        return all(word.casefold() in text for word in self.words)

    def said(self) -> str:
        return f"“{' '.join(self.words)}”"


@dataclass(frozen=True)
class Chosen:
    """The value is the chosen one, or is among several."""

    value: str
    name: str

    def holds(self, value: Any) -> bool:
        if isinstance(value, Collection) and not isinstance(value, str):
            return self.value in {str(one) for one in value}
        return str(value) == self.value

    def said(self) -> str:
        return self.name


@dataclass(frozen=True)
class Within:
    """The value is known and lies between two ends, which are included; an end that is None is open."""

    low: Any
    high: Any

    def holds(self, value: Any) -> bool:
        if value is None:
            return False
        value = _comparable(value)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def said(self) -> str:
        if self.high is None:
            return gettext("dari %(low)s") % {"low": _written(self.low)}
        if self.low is None:
            return gettext("sampai %(high)s") % {"high": _written(self.high)}
        return gettext("%(low)s sampai %(high)s") % {"low": _written(self.low), "high": _written(self.high)}


Condition = Containing | Chosen | Within
Conditions = Mapping[str, Condition]


def _comparable(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _written(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    exponent = value.normalize().as_tuple().exponent
    return numerals.number(value, max(-exponent, 0) if isinstance(exponent, int) else 0, language())


@dataclass(frozen=True)
class Search:
    """A field for words of a text."""

    of: Of | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        return ("",)

    def condition(self, given: Mapping[str, str]) -> Condition | None:
        words = tuple(given[""][:LONGEST].split())
        return Containing(words) if words else None


@dataclass(frozen=True)
class Choice:
    """One of several values, as pairs of value and name. Without them a list in memory offers the values it holds.

    `otherwise` says what is listed where nothing is chosen, if that is not everything.
    """

    options: tuple[tuple[str, str], ...] | None = None
    of: Of | None = None
    otherwise: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        return ("",)

    def condition(self, given: Mapping[str, str]) -> Condition | None:
        name = dict(self.options or ()).get(given[""])
        return Chosen(given[""], name) if given[""] and name is not None else None


@dataclass(frozen=True)
class Range:
    """Numbers from and until. `factor` is 100 where people write percent and the value is a share of one."""

    of: Of | None = None
    factor: int = 1

    @property
    def parameters(self) -> tuple[str, ...]:
        return (FROM, UNTIL)

    def condition(self, given: Mapping[str, str]) -> Condition | None:
        low, high = (_number(given[end]) for end in self.parameters)
        return None if low is None and high is None else _Scaled(low, high, self.factor)


@dataclass(frozen=True)
class _Scaled(Within):
    """A range of numbers, as people write them."""

    factor: int = 1

    def holds(self, value: Any) -> bool:
        return super().holds(None if value is None else Decimal(str(float(value))) * self.factor)


@dataclass(frozen=True)
class Period:
    """Days from and until."""

    of: Of | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        return (FROM, UNTIL)

    def condition(self, given: Mapping[str, str]) -> Condition | None:
        low, high = (_day(given[end]) for end in self.parameters)
        return None if low is None and high is None else Within(low, high)


Filter = Search | Choice | Range | Period


def _number(text: str) -> Decimal | None:
    """A number with a decimal point or comma; no figure of ours is as large or as fine as the limits."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value.quantize(FINEST) if value.is_finite() and -LARGEST < value < LARGEST else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
