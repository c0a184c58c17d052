"""A small line of few years. Several stand side by side on one scale, so that they can be compared by eye."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.scale import written
from berdaya.web.charts.svg import element, picture, share

TOP: Final = 18.0
BOTTOM: Final = 62.0
HEIGHT: Final = 84


@dataclass(frozen=True)
class Series:
    """The values of one subject by year, ascending. `first` to `last` and `low` to `high` are shared by all."""

    name: str
    points: tuple[tuple[int, float], ...]
    first: int
    last: int
    low: float
    high: float
    decimals: int = 2

    def x(self, year: int) -> float:
        return 8 + 84 * (year - self.first) / max(self.last - self.first, 1)

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / ((self.high - self.low) or 1), 2)


def small_line(series: Series) -> SafeString:
    """The line, a dot a year, and the first and the last value in figures. A missing year is a gap."""
    if not series.points:
        return SafeString("")
    return picture(*_lines(series), *_dots(series), title=_spoken(series), height=HEIGHT)


def _lines(series: Series) -> Iterator[SafeString]:
    for (year, value), (following, after) in pairwise(series.points):
        if following == year + 1:
            ends = {"x1": share(series.x(year)), "x2": share(series.x(following))}
            yield element("line", **ends, y1=series.y(value), y2=series.y(after), class_="mean-line")


def _dots(series: Series) -> Iterator[SafeString]:
    ends = {series.points[0][0], series.points[-1][0]}
    for year, value in series.points:
        x, y = share(series.x(year)), series.y(value)
        yield element("circle", cx=x, cy=y, r=3, class_="mean-dot")
        if year in ends:
            figure = written(value, series.decimals)
            yield element(
                "text", figure, x=x, y=y - 7, text_anchor="middle", class_="chart__text chart__text--ink halo"
            )
            yield element("text", str(year), x=x, y=HEIGHT - 4, text_anchor="middle", class_="chart__text")


def _spoken(series: Series) -> str:
    (first, before), (last, after) = series.points[0], series.points[-1]
    values = {
        "name": series.name,
        "first": first,
        "before": written(before, series.decimals),
        "last": last,
        "after": written(after, series.decimals),
    }
    if first == last:
        return gettext("%(name)s: %(after)s pada %(last)d") % values
    return gettext("%(name)s: %(before)s pada %(first)d, %(after)s pada %(last)d") % values
