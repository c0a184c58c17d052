"""Ranks with their intervals: which places a village can have while weights err, answers miss, or a class is off by one.

Whole numbers throughout. Terms, guarantees and worked tables: docs/algorithms/sensitivity.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import mul, sub

from berdaya.domain.index.aggregation import integer_form
from berdaya.domain.index.definition import Edition

Span = tuple[int, int]  # the least and the most a sum of points can be


@dataclass(frozen=True, slots=True)
class Parts:
    """What each indicator (or dimension) gives to an index in whole points: the least and the most it can be."""

    low: tuple[int, ...]
    high: tuple[int, ...]

    @property
    def span(self) -> Span:
        return sum(self.low), sum(self.high)


@dataclass(frozen=True, slots=True)
class Places:
    """The best and the worst place a village can have; the first place is the highest index, equals share places."""

    best: int
    worst: int


@lru_cache(maxsize=16)
def _columns(edition: Edition) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The indicators, what a point of score of each weighs, and their lowest and highest scores."""
    form = integer_form(edition)
    if form is None:
        raise ValueError(f"{edition.code} is no sum of scores: it has no weights that could err.")
    items = [edition.indicators[code] for code in form.weights]
    bottoms, tops = tuple(item.scores[0] for item in items), tuple(item.top for item in items)
    return tuple(form.weights), tuple(form.weights.values()), bottoms, tops


def parts_of(edition: Edition, scores: Mapping[str, int | None]) -> Parts:
    """The parts of a village by indicator; a missing score lies anywhere in its rubric.

    ValueError for editions with a geometric mean, or with indicators that have no bands.
    """
    codes, weights, bottoms, tops = _columns(edition)
    given = [scores.get(code) for code in codes]
    low = tuple(w * (end if score is None else score) for w, score, end in zip(weights, given, bottoms, strict=True))
    if None not in given:
        return Parts(low, low)
    high = tuple(w * (end if score is None else score) for w, score, end in zip(weights, given, tops, strict=True))
    return Parts(low, high)


def parts_by_dimension(edition: Edition, values: Mapping[str, tuple[Fraction, Fraction]]) -> Parts:
    """The parts of a village by main dimension, from the least and the most each is on the edition's scale.

    For villages of which only dimensions are known. ValueError as for `parts_of`, KeyError where a dimension lacks.
    """
    codes, weights, _, tops = _columns(edition)
    full = dict(zip(codes, map(mul, weights, tops), strict=True))
    ends: tuple[list[int], list[int]] = ([], [])
    for dimension in edition.main_dimensions:
        points = sum(full[item.code] for item in edition.indicators_of(dimension.code))
        for end, value in zip(ends, values[dimension.code], strict=True):
            end.append(round(value / edition.head.scale * points))
    return Parts(tuple(ends[0]), tuple(ends[1]))


def above_limit(edition: Edition, scores: Mapping[str, int], limit: Fraction) -> list[int]:
    """By how much each part is above the same part of a village that stands on the limit in every indicator."""
    codes, weights, _, tops = _columns(edition)
    share = limit / edition.head.scale
    across, down = share.denominator, share.numerator
    return [
        weight * (across * scores[code] - down * top) for code, weight, top in zip(codes, weights, tops, strict=True)
    ]


def margin(differences: Sequence[int]) -> Fraction | None:
    """The least share by which weights must err to bring a sum of differences to zero; None where none below one does.

    Each weight errs on its own, by at most that share of itself. The sum moves most when every positive difference
    loses that share and every negative one gains it: Σd must equal share · Σ|d|.

    >>> margin([3, -1]), margin([2, 1]), margin([1, -1])
    (Fraction(1, 2), None, Fraction(0, 1))
    """
    total, moved = abs(sum(differences)), sum(map(abs, differences))
    if not moved:
        return Fraction(0)
    return Fraction(total, moved) if total < moved else None


def places(own: Parts, others: Iterable[Parts], share: Fraction = Fraction(0)) -> Places:
    """The places of one village among others while every weight may err by `share` of itself, each its own way.

    Above in every such case: counts before the best place. Above or equal in some: counts before the worst.

    >>> village, *others = (Parts(low, low) for low in ((5, 5), (6, 5), (0, 9), (2, 3)))
    >>> places(village, others), places(village, others, Fraction(1, 5))
    (Places(best=2, worst=2), Places(best=2, worst=3))
    """
    surely, perhaps = 0, 0
    for other in others:
        if can_reach(other, own, share):
            perhaps += 1
            surely += not can_reach(own, other, share)
    return Places(surely + 1, perhaps + 1)


def can_reach(one: Parts, other: Parts, share: Fraction) -> bool:
    """Whether some weights within the share give the first at least as much as the second."""
    differences = list(map(sub, one.high, other.low))
    total: int = sum(differences)
    return total >= 0 or share.denominator * total + share.numerator * sum(map(abs, differences)) >= 0


def _reaches(one: Parts, other: Parts, share: Fraction) -> tuple[bool, bool]:
    """Whether the first can reach the second, and the second the first; at once where both are settled."""
    if one.low is not one.high or other.low is not other.high:
        return can_reach(one, other, share), can_reach(other, one, share)
    differences = list(map(sub, one.low, other.low))
    total: int = sum(differences)
    if not total:
        return True, True
    reached = share.numerator * sum(map(abs, differences)) >= share.denominator * abs(total)
    return (True, reached) if total > 0 else (reached, True)


def all_places(villages: Sequence[Parts], share: Fraction = Fraction(0)) -> list[Places]:
    """The places of every village among all, in the order given; each pair is looked at once."""
    surely, perhaps = [0] * len(villages), [0] * len(villages)
    for here, one in enumerate(villages):
        for there in range(here + 1, len(villages)):
            up, down = _reaches(one, villages[there], share)
            perhaps[there] += up
            perhaps[here] += down
            surely[here] += not up
            surely[there] += not down
    return [Places(above + 1, beside + 1) for above, beside in zip(surely, perhaps, strict=True)]


def span_of(edition: Edition, scores: Mapping[str, int | None]) -> Span:
    """The least and the most points a village can have when any one of its answers is off by one class."""
    parts = parts_of(edition, scores)
    codes, weights, _, _ = _columns(edition)
    drop, rise = 0, 0
    for code, weight in zip(codes, weights, strict=True):
        score, ladder = scores.get(code), edition.indicators[code].scores
        if score is None:
            continue
        place = ladder.index(score)
        drop = max(drop, weight * (score - ladder[place - 1])) if place else drop
        rise = max(rise, weight * (ladder[place + 1] - score)) if place + 1 < len(ladder) else rise
    low, high = parts.span
    return low - drop, high + rise


def places_in(own: Span, others: Iterable[Span]) -> Places:
    """The places of a village of which, as of the others, only a span is sure.

    >>> places_in((4, 6), [(7, 9), (6, 6), (1, 3)])
    Places(best=2, worst=3)
    """
    pairs = list(others)
    return Places(
        1 + sum(low > own[1] for low, _ in pairs),
        1 + sum(high >= own[0] for _, high in pairs),
    )
