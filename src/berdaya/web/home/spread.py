"""How far apart villages are: the middle eight tenths of them, their median, and axes that fit."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from statistics import median, quantiles

from berdaya.web.charts.bars import Spread
from berdaya.web.charts.scale import Scale

MOST_MARKS = 6


def spread(values: Sequence[float]) -> Spread:
    """The tenth percentile, the median and the ninetieth, interpolated between villages (inclusive method).

    >>> spread([0.5, 0.6, 0.7])
    Spread(p10=0.52, median=0.6, p90=0.68)
    """
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    tenths = quantiles(values, n=10, method="inclusive")
    return Spread(round(tenths[0], 12), median(values), round(tenths[8], 12))


def gap(part: Spread) -> float:
    """The distance between the village at the tenth percentile and the one at the ninetieth."""
    return part.p90 - part.p10


def fitting_scale(values: Iterable[float], whole: float) -> Scale:
    """An axis of round tenths of the whole scale around the values, with at most six marks.

    >>> fitting_scale([0.52, 0.88], 1.0)
    Scale(low=0.5, high=0.9, marks=(0.5, 0.6, 0.7, 0.8, 0.9), decimals=1)
    """
    tenth, shown = whole / 10, list(values)
    first = max(floor(min(shown) / tenth + 1e-9), 0)
    last = min(max(ceil(max(shown) / tenth - 1e-9), first + 1), 10)
    first = min(first, last - 1)
    step = ceil((last - first + 1) / MOST_MARKS)
    marks = tuple(round(mark * tenth, 6) for mark in range(first, last + 1, step))
    return Scale(round(first * tenth, 6), round(last * tenth, 6), marks, decimals=1 if whole <= 1 else 0)
