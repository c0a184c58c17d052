"""What the profile of a village says, as frozen values in the language of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

KIND = "village-profile"


@dataclass(frozen=True, slots=True)
class Status:
    """A class, or the classes between `low` and `high` while answers are missing; 1 is the weakest of `of`."""

    low: int
    high: int
    of: int
    tone: int
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it is, and against what."""

    number: str
    what: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Band:
    """A class on the scale of the index; `limit` is its upper limit, None for the highest."""

    name: str
    tone: int
    limit: float | None
    written: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All villages as dots over the classes. `alt` says in words what the picture shows."""

    values: tuple[float, ...]
    bands: tuple[Band, ...]
    low: float
    high: float
    value: float | None
    label: str
    alt: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """All villages as ticks on one line, with their median."""

    values: tuple[float, ...]
    low: float
    high: float
    median: float | None
    median_label: str
    value: float | None
    alt: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its value, what that means, and where it lies."""

    name: str
    code: str
    value: str
    meaning: str
    ticks: Ticks


@dataclass(frozen=True, slots=True)
class TrendBand:
    """The part of the scale that a class takes."""

    name: str
    tone: int
    since: float
    to: float


@dataclass(frozen=True, slots=True)
class TrendYear:
    """One year; None where no single figure is published."""

    year: str
    value: float | None
    written: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The years of one index, which is never joined to another."""

    years: tuple[TrendYear, ...]
    bands: tuple[TrendBand, ...]
    low: float
    high: float
    alt: str


@dataclass(frozen=True, slots=True)
class Score:
    """The digit of a cell and its colour."""

    digit: str
    tone: int


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over the years shown, and the median of the villages."""

    name: str
    scores: tuple[Score | None, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators of one section."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """All indicators, in lines that fit the paper; named where there are few enough."""

    years: tuple[str, ...]
    lines: tuple[tuple[Group, ...], ...]
    reference: str
    named: bool
    alt: str


@dataclass(frozen=True, slots=True)
class Point:
    """One intervention point in words and figures."""

    name: str
    todo: str
    score: int
    target: int
    top: int
    step: str
    gain: str
    status: Status | None
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VillageProfile:
    """The whole body. `headings` holds the words of the template: a text, or the heads of a table."""

    name: str
    sentence: str
    identity: tuple[str, ...]
    status: Status | None
    figures: tuple[Figure, ...]
    standing: Standing | None
    dimensions: tuple[Dimension, ...]
    trend: Trend | None
    strip: Strip | None
    weakest: tuple[str, ...]
    strongest: tuple[str, ...]
    points: tuple[Point, ...]
    robust: tuple[str, ...]
    missing: tuple[str, ...]
    provenance: tuple[str, ...]
    headings: Mapping[str, str | tuple[str, ...]]
