"""Where a village stands among those of its regency: ranks with their ties, medians, distances to the limits."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from berdaya.domain.index.aggregation import effective_weights
from berdaya.domain.index.definition import Edition
from berdaya.records.runs.selectors import ResultRow

Scores = Mapping[str, int | None]


def rank(row: ResultRow, peers: Sequence[ResultRow]) -> tuple[int, int]:
    """The best and the worst place the village can have: ties share places, and missing answers leave room.

    The first place is the highest index.
    """
    others = [peer for peer in peers if peer.region_id != row.region_id]
    surely_above = sum(1 for peer in others if peer.index_low > row.index_high)
    not_below = sum(1 for peer in others if peer.index_high >= row.index_low)
    return surely_above + 1, not_below + 1


def lowest(value: float, values: Iterable[float]) -> int:
    """Among how many lowest a value is: how many are not above it, itself included.

    >>> lowest(0.5, [0.4, 0.5, 0.5, 0.9])
    3
    """
    return sum(1 for other in values if other <= value)


def raises_needed(edition: Edition, scores: Scores, distance: Fraction) -> int | None:
    """The least number of indicators that must reach their highest score to pass a limit; None where none suffice.

    A value on the limit belongs to the lower class, so the gain must exceed the distance.
    """
    if not edition.is_additive:
        return None
    weights = effective_weights(edition)
    gains = (
        weights[code] * edition.head.scale * Fraction(indicator.top - score, indicator.top)
        for code, indicator in edition.indicators.items()
        if (score := scores.get(code)) is not None
    )
    return _count(sorted(gains, reverse=True), distance, beyond=True)


def falls_needed(edition: Edition, scores: Scores, distance: Fraction) -> int | None:
    """The least number of indicators that, falling by one step of their rubrics each, lose a class; None where none suffice."""
    if not edition.is_additive:
        return None
    weights = effective_weights(edition)
    losses = []
    for code, indicator in edition.indicators.items():
        score = scores.get(code)
        lower = [one for one in indicator.scores if score is not None and one < score]
        if score is not None and lower:
            losses.append(weights[code] * edition.head.scale * Fraction(score - lower[-1], indicator.top))
    return _count(sorted(losses, reverse=True), distance, beyond=False)


def _count(steps: Sequence[Fraction], distance: Fraction, *, beyond: bool) -> int | None:
    total = Fraction(0)
    for count, step in enumerate(steps, 1):
        total += step
        if step and (total > distance or (total == distance and not beyond)):
            return count
    return None
