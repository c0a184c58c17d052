"""How far a raw value lies from the nearest better band of its rubric."""

from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.definition import Band, Indicator
from berdaya.domain.index.scoring import band_of
from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Margin:
    """A value, the better band nearest to it, that band's nearer bound, and the distance to it in the value's own unit.

    `share` is the distance as a share of the bound, so that far and near can be told whatever the unit; it is the
    distance itself where the bound is zero. A distance of zero means that the bound itself does not belong to the band.
    """

    value: Fraction
    score: int
    band: Band
    bound: Fraction
    distance: Fraction

    @property
    def share(self) -> Fraction:
        return self.distance / abs(self.bound) if self.bound else self.distance


def margin(indicator: Indicator, value: Fraction) -> Margin | None:
    """The nearest better band; None at the top, outside the rubric, or where better bands are no intervals.

    >>> from berdaya.domain.index.expression import Expression
    >>> from berdaya.domain.values import Text
    >>> none = Text("", "")
    >>> far, near = Band(1, none, low=Fraction(6), low_open=True), Band(3, none, high=Fraction(6))
    >>> road = Indicator("R", 1, "D", none, none, Expression.parse("km"), bands=(far, near))
    >>> found = margin(road, Fraction(15, 2))
    >>> found.band.score, found.distance, found.share
    (3, Fraction(3, 2), Fraction(1, 4))
    """
    try:
        own = band_of(indicator, value)
    except Problem:
        return None
    better = [band for band in indicator.bands if band.score > own.score and band.members is None]
    found = [_margin(value, own, band) for band in better]
    return min((one for one in found if one is not None), key=lambda one: (one.distance, one.band.score), default=None)


def _margin(value: Fraction, own: Band, band: Band) -> Margin | None:
    """The bound of the band on the side of the value; None where the band is open there."""
    below = band.low is not None and (value < band.low or (value == band.low and band.low_open))
    bound = band.low if below else band.high
    return Margin(value, own.score, band, bound, abs(bound - value)) if bound is not None else None
