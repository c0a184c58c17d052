"""Which indicators hold the regency back most: what each takes from the index on average, and how villages divide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.aggregation import effective_weights
from berdaya.domain.index.definition import Edition, Indicator
from berdaya.domain.index.explanation import intervention_points
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts.bars import Distribution

Scores = Mapping[str, int | None]
NEAREST = ("regency", "village", "csr", "other", "province", "central")


@dataclass(frozen=True)
class Weakness:
    """One indicator: the index lost on average where it is answered, and how many villages have each score."""

    indicator: Indicator
    lost: Fraction
    distribution: Distribution
    executors: tuple[str, ...]


def weakest(edition: Edition, rows: Sequence[ResultRow], count: int = 8) -> list[Weakness]:
    """The indicators that take most from the index, the largest loss first."""
    scores = [row.scores for row in rows if row.scores]
    losses = lost(edition, scores)
    ranked = sorted(losses, key=lambda code: (-losses[code], edition.indicators[code].number))
    chosen = [edition.indicators[code] for code in ranked[:count] if losses[code]]
    return [Weakness(one, losses[one.code], distribution(one, scores), executors(one)) for one in chosen]


def lost(edition: Edition, scores: Sequence[Scores]) -> dict[str, Fraction]:
    """What each indicator takes from the index on average over the villages that answered it."""
    if not edition.is_additive:
        return _lost_by_points(edition, scores)
    weights = effective_weights(edition)
    result = {}
    for code, indicator in edition.indicators.items():
        known = [score for one in scores if (score := one.get(code)) is not None]
        if known:
            share = 1 - Fraction(sum(known), len(known) * indicator.top)
            result[code] = weights[code] * edition.head.scale * share
    return result


def _lost_by_points(edition: Edition, scores: Sequence[Scores]) -> dict[str, Fraction]:
    """Without arithmetic means an indicator's loss depends on the others: the gain of each village is averaged."""
    whole = [
        {code: score for code in edition.indicators if (score := one.get(code)) is not None}
        for one in scores
        if all(one.get(code) is not None for code in edition.indicators)
    ]
    gains: dict[str, Fraction] = dict.fromkeys(edition.indicators, Fraction(0))
    for one in whole:
        for point in intervention_points(edition, one):
            gains[point.indicator] += point.gain / len(whole)
    return gains if whole else {}


def distribution(indicator: Indicator, scores: Sequence[Scores]) -> Distribution:
    counts = Counter(one.get(indicator.code) for one in scores)
    return Distribution(tuple((score, counts[score]) for score in indicator.scores), counts[None])


def executors(indicator: Indicator) -> tuple[str, ...]:
    """The offices that act, those nearest to the regency first, each named once."""
    names = (name for level in NEAREST for name in indicator.executors.get(level, ()))
    return tuple(dict.fromkeys(names))
