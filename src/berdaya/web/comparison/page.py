"""Puts a comparison together: what can be chosen, the cards, the differences in words, the indicators that part most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from berdaya.domain.values import RegionCode
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import IndexPoint
from berdaya.web.charts import marks
from berdaya.web.charts.small import Series
from berdaya.web.comparison.asked import Asked
from berdaya.web.comparison.cards import Card, card, years_of
from berdaya.web.comparison.lines import Line
from berdaya.web.comparison.subjects import Subject
from berdaya.web.comparison.words import parting, sentences
from berdaya.web.measure import Measure
from berdaya.web.published import Choice

PARTING = 8


@dataclass(frozen=True)
class PartingLine:
    """One indicator in which the subjects differ: its scores, and what the distance counts in the index."""

    name: str
    scores: tuple[SafeString | str, ...]
    weighed: str


@dataclass(frozen=True)
class Compared:
    """The comparison without its list."""

    cards: tuple[Card, ...]
    sentences: tuple[str, ...]
    parting: tuple[PartingLine, ...]
    names: tuple[str, ...]


def compared(
    asked: Asked,
    measure: Measure,
    chosen: Sequence[Subject],
    made: Sequence[Line],
    every: Sequence[ResultRow],
    points: Mapping[str, Sequence[IndexPoint]],
) -> Compared:
    """`every` are the results of the year shown, `points` the series of each subject by code."""
    series = _series(asked, measure, chosen, points)
    return Compared(
        tuple(
            card(asked, measure, one, [row for row in every if row.code.startswith(one.code[:4])], series[one.code])
            for one in chosen
        ),
        tuple(sentences(measure, chosen, made)) if len(chosen) > 1 else (),
        tuple(_parting(measure, line, chosen) for line in parting(made)[:PARTING]),
        tuple(one.name for one in chosen),
    )


def _series(
    asked: Asked, measure: Measure, chosen: Sequence[Subject], points: Mapping[str, Sequence[IndexPoint]]
) -> dict[str, Series]:
    """The small lines of all subjects on one scale."""
    years = {one.code: years_of(asked.family, points[one.code], asked.year) for one in chosen}
    values = [value for one in years.values() for _, value in one]
    known = [year for one in years.values() for year, _ in one]
    low, high = min(values, default=0.0), max(values, default=1.0)
    first, last = min(known, default=asked.year), max(known, default=asked.year)
    decimals = max(measure.decimals - 1, 0)
    return {one.code: Series(one.name, tuple(years[one.code]), first, last, low, high, decimals) for one in chosen}


def _parting(measure: Measure, line: Line, chosen: Sequence[Subject]) -> PartingLine:
    top = measure.edition.indicators[line.code].top
    scores = tuple(
        marks.score(None if value is None else int(value), top) if subject.is_village else line.written(place)
        for place, (value, subject) in enumerate(zip(line.values, chosen, strict=True))
    )
    return PartingLine(line.name, scores, measure.written(line.weighed))


def year_choices(asked: Asked) -> list[Choice]:
    """The year shown; a later year it is compared with falls away."""
    return [
        Choice(
            str(year),
            asked.address(year=year, since=asked.since if asked.since and asked.since < year else None),
            year == asked.year,
        )
        for year in asked.shown.years[asked.family]
    ]


def since_choices(asked: Asked, none: str) -> list[Choice]:
    """The year it is compared with, or none."""
    earlier = [year for year in asked.shown.years[asked.family] if year < asked.year]
    choices = [Choice(str(year), asked.address(since=year), year == asked.since) for year in earlier]
    return [Choice(none, asked.address(since=None), asked.since is None), *choices] if earlier else []


def family_choices(asked: Asked) -> list[Choice]:
    """The switch between indices; each opens its newest year."""
    shown = asked.shown
    return [
        Choice(shown.name(one), asked.address(family=one, year=shown.years[one][-1], since=None), one == asked.family)
        for one in shown.families
    ]


def dotted(codes: Sequence[str]) -> str:
    return ",".join(RegionCode(code).dotted for code in codes)
