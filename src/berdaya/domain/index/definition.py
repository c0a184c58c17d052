"""The parts of an index edition, as frozen values. An edition is data: this module knows no index by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from berdaya.domain.index.expression import Expression
from berdaya.domain.values import Text

InputType = Literal["integer", "number", "percent", "boolean", "category"]
Mean = Literal["arithmetic", "geometric"]
Confidence = Literal["high", "medium", "low"]
Value = Fraction | bool | str

EXECUTOR_LEVELS = ("central", "province", "regency", "village", "csr", "other")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a category input allows."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Input:
    """One raw answer: what is asked, in which unit, within which range. Absent ranges are unknown, not infinite."""

    name: str
    type: InputType
    label: Text
    unit: Text | None = None
    question: str | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """The values that earn one score: an interval of numbers, or a set of categories or yes/no answers.

    `low` and `high` are the bounds (None: open to infinity); `low_open` and `high_open` exclude the bound itself.
    """

    score: int
    condition: Text
    lift: Text | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    members: frozenset[str | bool] | None = None

    def holds(self, value: Value) -> bool:
        """Tell whether the value falls into this band.

        >>> half_to_three_quarters = Band(4, Text("", ""), low=Fraction(1, 2), low_open=True, high=Fraction(3, 4))
        >>> half_to_three_quarters.holds(Fraction(1, 2)), half_to_three_quarters.holds(Fraction(3, 4))
        (False, True)
        """
        if self.members is not None:
            return value in self.members
        if isinstance(value, str):
            return False
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below


@dataclass(frozen=True, slots=True)
class Normalisation:
    """How a continuous indicator becomes a number from 0 to 1: min–max over the data, or between fixed goalposts."""

    method: Literal["minmax", "goalposts"]
    direction: Literal["up", "down"] = "up"
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: an expression over raw inputs, scored by bands (ordinal) or normalised (continuous)."""

    code: str
    number: int
    dimension: str
    name: Text
    short: Text
    value: Expression
    section: str | None = None
    bands: tuple[Band, ...] = ()
    normalisation: Normalisation | None = None
    least: Fraction | None = None  # the lowest number the value can be; None where the inputs have no minimum
    weight: Fraction = Fraction(1)
    executors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    row_label: str | None = None
    confidence: Confidence = "high"
    sources: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def scores(self) -> tuple[int, ...]:
        """The scores the rubric can give, ascending."""
        return tuple(sorted(band.score for band in self.bands))

    @property
    def top(self) -> int:
        return self.scores[-1]

    def band(self, score: int) -> Band:
        """The band of a score. KeyError where the rubric has no such score."""
        for band in self.bands:
            if band.score == score:
                return band
        raise KeyError(score)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A node of the tree between the index and its indicators. `parent` None: it hangs on the index itself."""

    code: str
    name: Text
    short: Text
    parent: str | None = None
    weight: Fraction = Fraction(1)
    mean: Mean = "arithmetic"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading under which indicators are shown and asked. It takes no part in the arithmetic."""

    code: str
    dimension: str
    name: Text


@dataclass(frozen=True, slots=True)
class Head:
    """The index itself: how its dimensions are averaged, its scale (1 or 100) and how it is printed."""

    code: str
    mean: Mean
    scale: Fraction
    decimals: int
    rounding: str


@dataclass(frozen=True, slots=True)
class StatusClass:
    """A class of the index up to and including `up_to` (None: no upper limit); lower classes come first."""

    code: str
    name: Text
    up_to: Fraction | None


@dataclass(frozen=True, slots=True)
class Defect:
    """A known defect of the source. `copied_row`: in `years`, `indicator` prints the score of `copy_of`; the true one
    follows from the published value of the dimension `repair_from`. Other kinds are told, not acted on."""

    code: str
    kind: str
    text: Text
    indicator: str | None = None
    years: tuple[int, ...] = ()
    copy_of: str | None = None
    repair_from: str | None = None
    confidence: str = "inferred"


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between scores that the source keeps, such as `ID046 > 1 or ID047 == 1`. Breaking it is implausible."""

    code: str
    rule: Expression
    text: Text


@dataclass(frozen=True, eq=False)
class Edition:
    """One dated version of an index. `hash` is the SHA-256 of its rules: they never change once published.

    Editions are compared by identity, so that what follows from one can be kept beside it.
    """

    code: str
    family: str
    name: Text
    short_name: str
    summary: Text
    legal: tuple[str, ...]
    first_year: int
    last_year: int | None
    head: Head
    statuses: tuple[StatusClass, ...]
    dimensions: Mapping[str, Dimension]
    sections: Mapping[str, Section]
    inputs: Mapping[str, Input]
    indicators: Mapping[str, Indicator]
    defects: tuple[Defect, ...]
    rules: tuple[Rule, ...]
    sources: Mapping[str, str]
    confidence: Confidence
    hash: str

    def serves(self, year: int) -> bool:
        """Tell whether this edition is the one of that year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def _leaves(self) -> Mapping[str | None, tuple[Indicator, ...]]:
        places = {indicator.dimension for indicator in self.indicators.values()}
        return {place: tuple(item for item in self.indicators.values() if item.dimension == place) for place in places}

    def leaves_of(self, dimension: str | None) -> tuple[Indicator, ...]:
        """The indicators that hang directly on a dimension."""
        return self._leaves.get(dimension, ())

    def children(self, parent: str | None) -> Iterator[Dimension]:
        """The dimensions that hang directly on `parent` (None: on the index)."""
        return (dimension for dimension in self.dimensions.values() if dimension.parent == parent)

    def indicators_of(self, dimension: str) -> Iterator[Indicator]:
        """The indicators of a dimension, those of its sub-dimensions included."""
        below, fresh = {dimension}, {dimension}
        while fresh:
            fresh = {child.code for child in self.dimensions.values() if child.parent in fresh}
            below |= fresh
        return (indicator for indicator in self.indicators.values() if indicator.dimension in below)

    @cached_property
    def main_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions directly under the index."""
        return tuple(self.children(None))

    @cached_property
    def is_additive(self) -> bool:
        """Whether every mean is arithmetic, so that the index is a sum of its indicators' contributions."""
        return {self.head.mean, *(dimension.mean for dimension in self.dimensions.values())} == {"arithmetic"}

    @cached_property
    def is_ordinal(self) -> bool:
        """Whether every indicator is scored by bands, so that scores alone give the index."""
        return all(indicator.bands for indicator in self.indicators.values())
