"""A horizontal axis: from values to percentages of the width."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from berdaya.web.charts.svg import element, picture, share
from berdaya.web.numerals import Number, number


def written(value: Number | None, decimals: int = 4) -> str:
    """Write a number inside a chart in the language of the page."""
    return number(value, decimals, get_language() or "id")


@dataclass(frozen=True)
class Scale:
    """A closed range of values; `marks` are the values named on the axis.

    >>> Scale(0.4, 0.9).percent(0.5)
    20.0
    """

    low: float
    high: float
    marks: tuple[float, ...] = ()
    decimals: int = 1

    def percent(self, value: Number) -> float:
        """The place of a value in percent; beyond the range is on its edge."""
        inside = min(max(float(value), self.low), self.high)
        return round(100 * (inside - self.low) / (self.high - self.low), 6)

    def at(self, value: Number) -> str:
        return share(self.percent(value))


def axis(scale: Scale) -> SafeString:
    """The names of the marks, to stand above rows of bars that share the scale."""
    names = [
        element(
            "text", written(mark, scale.decimals), x=scale.at(mark), y=11, text_anchor="middle", class_="chart__text"
        )
        for mark in scale.marks
    ]
    return picture(*names, title="", height=14)


def grid(scale: Scale, height: float) -> Iterable[SafeString]:
    """Hairlines at the marks."""
    for mark in scale.marks:
        yield element("line", x1=scale.at(mark), x2=scale.at(mark), y1=0, y2=height, class_="chart__grid")
