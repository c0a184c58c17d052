"""Why an index is what it is, and what would move it. Contributions add up exactly; nothing here says what is likely.

"Gain" is arithmetic: what the index would add if the score were reached. Terms and worked table: docs/algorithms/explanation.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.aggregation import effective_weights, figures
from berdaya.domain.index.classification import classify
from berdaya.domain.index.definition import Band, Edition, Indicator, StatusClass, Value
from berdaya.domain.index.expression import Unanswered

Scores = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one indicator adds to the index (`amount`), of what it could add (`possible`)."""

    indicator: str
    score: int
    amount: Fraction
    possible: Fraction

    @property
    def lost(self) -> Fraction:
        return self.possible - self.amount


@dataclass(frozen=True, slots=True)
class Limit:
    """The way from an index to a status limit: `distance` is negative where the limit is already passed."""

    lower: StatusClass
    upper: StatusClass
    value: Fraction
    distance: Fraction


@dataclass(frozen=True, slots=True)
class InterventionPoint:
    """One indicator raised from its score to a higher one: gain in dimension and index, and the status it would give.

    `missing` is how much of the raw value still lacks to the target band: exact where the value is known, else the most
    that the present band can lack; None where that cannot be said (categories, open bands).
    """

    indicator: str
    score: int
    target: int
    gain: Fraction
    gain_in_dimension: Fraction
    status: str
    executors: Mapping[str, tuple[str, ...]]
    missing: Fraction | None


def contributions(edition: Edition, scores: Scores) -> list[Contribution]:
    """Each indicator's share of the index, in the edition's order; they sum to the index.

    Defined for editions with arithmetic means, where the index is a weighted sum; ValueError for others.
    """
    if not edition.is_additive:
        raise ValueError(f"{edition.code} has a geometric mean: its index is not a sum of contributions.")
    weights = effective_weights(edition)
    return [
        Contribution(
            indicator=code,
            score=scores[code],
            amount=weights[code] * edition.head.scale * Fraction(scores[code], indicator.top),
            possible=weights[code] * edition.head.scale,
        )
        for code, indicator in edition.indicators.items()
    ]


def limits(edition: Edition, index: Fraction) -> list[Limit]:
    """The way from the index to every status limit, lowest first."""
    pairs = zip(edition.statuses, edition.statuses[1:], strict=False)
    return [Limit(low, high, low.up_to, low.up_to - index) for low, high in pairs if low.up_to is not None]


def next_limit(edition: Edition, index: Fraction) -> Limit | None:
    """The limit that must be passed to rise one status; None in the highest."""
    return next((limit for limit in limits(edition, index) if limit.distance >= 0), None)


def last_limit(edition: Edition, index: Fraction) -> Limit | None:
    """The limit that was passed last; None in the lowest status."""
    return next((limit for limit in reversed(limits(edition, index)) if limit.distance < 0), None)


def intervention_points(
    edition: Edition, scores: Scores, answers: Mapping[str, Value | None] | None = None
) -> list[InterventionPoint]:
    """Every indicator below its top, raised to its top; the largest gain first, the edition's order among equals.

    `answers`, where known, make `missing` exact.
    """
    now = figures(edition, scores)
    points = [
        _point(edition, indicator, scores, now, answers or {})
        for code, indicator in edition.indicators.items()
        if scores[code] < indicator.top
    ]
    return sorted(points, key=lambda point: -point.gain)


def _point(
    edition: Edition,
    indicator: Indicator,
    scores: Scores,
    now: Mapping[str, Fraction],
    answers: Mapping[str, Value | None],
) -> InterventionPoint:
    score, target = scores[indicator.code], indicator.top
    then = figures(edition, {**scores, indicator.code: target})
    index, dimension = edition.head.code, indicator.dimension
    return InterventionPoint(
        indicator=indicator.code,
        score=score,
        target=target,
        gain=then[index] - now[index],
        gain_in_dimension=then[dimension] - now[dimension],
        status=classify(then[index], edition.statuses).code,
        executors=indicator.executors,
        missing=missing(indicator, indicator.band(score), indicator.band(target), answers),
    )


def missing(indicator: Indicator, now: Band, target: Band, answers: Mapping[str, Value | None]) -> Fraction | None:
    """How much the raw value lacks to the target band: exact from the answers, else the most the present band can lack.

    It is the way to the target's bound; where the bound itself is excluded (`above`, `below`), a little more is needed.
    None where it cannot be said: words, and bands open to infinity.

    >>> from berdaya.domain.index.expression import Expression
    >>> from berdaya.domain.values import Text
    >>> words = Text("", "")
    >>> none, five = (Band(s, words, low=Fraction(n), high=h) for s, n, h in ((0, 0, Fraction(0)), (5, 5, None)))
    >>> shops = Indicator("X", 1, "D", words, words, Expression.parse("shops"), bands=(five, none))
    >>> missing(shops, none, five, {}), missing(shops, none, five, {"shops": Fraction(3)})
    (Fraction(5, 1), Fraction(2, 1))
    """
    if target.members is not None:
        return None
    try:
        value = indicator.value(answers)
    except (Unanswered, ZeroDivisionError):
        return _lacking(_farthest(indicator, now, target), target)
    return None if isinstance(value, str) else _lacking(Fraction(value), target)


def least_missing(indicator: Indicator, now: Band, target: Band) -> Fraction | None:
    """The least a value of the present band can lack to the target; None where `missing` is None too."""
    if missing(indicator, now, target, {}) is None:
        return None
    ends = [_lacking(end, target) for end in (now.low, now.high) if end is not None]
    return min((end for end in ends if end is not None), default=None)


def _lacking(value: Fraction | None, target: Band) -> Fraction | None:
    if value is None:
        return None
    short = target.low - value if target.low is not None else Fraction(0)
    over = value - target.high if target.high is not None else Fraction(0)
    return max(short, over, Fraction(0))


def _farthest(indicator: Indicator, now: Band, target: Band) -> Fraction | None:
    """The end of the present band that is farthest from the target; None where that end is open to infinity."""
    below = now.low is None or (target.low is not None and (now.low, now.low_open) < (target.low, target.low_open))
    if not below:
        return now.high
    return indicator.least if now.low is None else now.low


def binding(edition: Edition, scores: Scores, count: int = 5) -> Sequence[Contribution]:
    """What holds the index back most: the contributions with the largest loss."""
    lost = sorted(contributions(edition, scores), key=lambda item: -item.lost)
    return [item for item in lost if item.lost][:count]
