"""The scores of one indicator through the years. Where its rubric changed, the line is broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from statistics import fmean

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Indicator
from berdaya.records.runs.scores import ScorePoint
from berdaya.web.charts import trend
from berdaya.web.home.spread import spread
from berdaya.web.home.years import WHOLE


@dataclass(frozen=True)
class YearLine:
    """One year in figures."""

    year: int
    villages: int
    mean: Fraction
    at_top: Fraction
    edition: str


def rule(edition: str, code: str) -> object:
    """What makes scores comparable: how the value is computed, and the bands. None where the edition lacks the indicator."""
    found = catalogue.edition(edition).indicators.get(code)
    if found is None:
        return None
    bands = [(band.score, band.low, band.high, band.low_open, band.high_open, band.members) for band in found.bands]
    return found.value.text, tuple(sorted(bands, key=lambda band: band[0]))


def _by_year(points: Sequence[ScorePoint]) -> list[tuple[int, str, list[int]]]:
    """Year, edition and the known scores."""
    years = groupby(points, key=lambda point: point.year)
    groups = [(year, list(group)) for year, group in years]
    return [
        (year, group[-1].edition, [point.score for point in group if point.score is not None])
        for year, group in groups
        if any(point.score is not None for point in group)
    ]


def year_lines(indicator: Indicator, points: Sequence[ScorePoint]) -> list[YearLine]:
    """The years with scores, ascending."""
    return [
        YearLine(
            year,
            len(scores),
            Fraction(sum(scores), len(scores)),
            Fraction(scores.count(indicator.top), len(scores)),
            edition,
        )
        for year, edition, scores in _by_year(points)
    ]


def panels(indicator: Indicator, points: Sequence[ScorePoint], name: str) -> tuple[trend.Panel, ...]:
    """A panel for every rubric the indicator had."""
    years = _by_year(points)
    most = max((len(scores) for _, _, scores in years), default=0)
    ladder = indicator.scores
    made = []
    for _, group in groupby(years, key=lambda one: rule(one[1], indicator.code)):
        drawn = tuple(_year(year, scores, most) for year, _, scores in group)
        low, high = float(ladder[0]), float(ladder[-1])
        made.append(trend.Panel(name, drawn, low, high, tuple(map(float, ladder)), 2, mark_decimals=0))
    return tuple(made)


def _year(year: int, scores: Sequence[int], most: int) -> trend.Year:
    part = spread([float(score) for score in scores])
    return trend.Year(year, fmean(scores), part.p10, part.p90, len(scores) if len(scores) < WHOLE * most else None)


def before(points: Sequence[ScorePoint], year: int, code: str) -> dict[int, int | None]:
    """The scores of the year before by village; none where there is no such year, or its rubric was another."""
    earlier = max((point.year for point in points if point.year < year and point.score is not None), default=None)
    editions = {point.year: point.edition for point in points}
    if earlier is None or year not in editions or rule(editions[earlier], code) != rule(editions[year], code):
        return {}
    return {point.region_id: point.score for point in points if point.year == earlier}
