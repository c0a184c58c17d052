"""Continuous indicators: from a value to 0..1, by min–max over the data or between fixed goalposts.

Exact fractions as in `aggregation`; only a geometric mean rounds. Terms and worked table: docs/algorithms/normalisation.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from berdaya.domain.index.aggregation import composite
from berdaya.domain.index.definition import Edition, Indicator, Value
from berdaya.domain.index.expression import Unanswered

Bounds = Mapping[str, tuple[Fraction, Fraction]]


def normalise(value: Fraction, low: Fraction, high: Fraction, direction: str) -> Fraction:
    """Place a value between two bounds, clipped to 0..1; `down` turns it round. Equal bounds give 0 either way.

    >>> normalise(Fraction(15), Fraction(10), Fraction(20), "up"), normalise(Fraction(12), Fraction(10), Fraction(20), "down")
    (Fraction(1, 2), Fraction(4, 5))
    """
    if high == low:
        return Fraction(0)
    share = min(max((value - low) / (high - low), Fraction(0)), Fraction(1))
    return share if direction == "up" else 1 - share


def bounds(edition: Edition, rows: Sequence[Mapping[str, Value | None]]) -> Bounds:
    """The bounds of every continuous indicator: its goalposts, or the lowest and highest value of the data."""
    found = {}
    for code, indicator in edition.indicators.items():
        rule = indicator.normalisation
        if rule is None:
            continue
        if rule.method == "goalposts" and rule.low is not None and rule.high is not None:
            found[code] = (rule.low, rule.high)
        elif values := list(_known(indicator, rows)):
            found[code] = (min(values), max(values))
    return found


def index_table(edition: Edition, rows: Sequence[Mapping[str, Value | None]]) -> list[dict[str, Fraction] | None]:
    """Dimensions and index of every row, on the edition's scale; None for a row with a value missing."""
    limits = bounds(edition, rows)
    return [_row(edition, row, limits) for row in rows]


def _row(edition: Edition, row: Mapping[str, Value | None], limits: Bounds) -> dict[str, Fraction] | None:
    values = {}
    for code, indicator in edition.indicators.items():
        value = next(_known(indicator, [row]), None)
        if value is None or indicator.normalisation is None or code not in limits:
            return None
        values[code] = normalise(value, *limits[code], indicator.normalisation.direction)
    return composite(edition, values)


def _known(indicator: Indicator, rows: Iterable[Mapping[str, Value | None]]) -> Iterator[Fraction]:
    for row in rows:
        try:
            value = indicator.value(row)
        except (Unanswered, ZeroDivisionError):
            continue
        if not isinstance(value, str):
            yield Fraction(value)
