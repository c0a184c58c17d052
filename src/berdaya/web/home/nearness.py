"""Which villages one step of a rubric on one indicator would lift to the next class, how far off, and on which."""

from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.aggregation import effective_weights
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.explanation import next_limit
from berdaya.records.runs.selectors import ResultRow


@dataclass(frozen=True)
class Step:
    """One indicator raised to the next score of its rubric, which may be several points higher."""

    indicator: str
    score: int
    next: int
    gain: Fraction


@dataclass(frozen=True)
class Nearness:
    """The distance to the next limit, and the indicators of which one step passes it, the largest gain first."""

    distance: Fraction
    steps: tuple[Step, ...]


def nearness(edition: Edition, row: ResultRow) -> Nearness | None:
    """How near the next class is; None where no single step suffices, or answers are missing.

    A value on the limit belongs to the lower class, so the gain must exceed the distance.
    """
    if not row.complete or not row.scores or not edition.is_additive:
        return None
    limit = next_limit(edition, Fraction(row.exact))
    if limit is None:
        return None
    enough = [step for step in steps(edition, row) if step.gain > limit.distance]
    return Nearness(limit.distance, tuple(sorted(enough, key=lambda step: -step.gain))) if enough else None


def steps(edition: Edition, row: ResultRow) -> list[Step]:
    """The next step of every indicator below its highest score."""
    weights, found = effective_weights(edition), []
    for code, indicator in edition.indicators.items():
        score = (row.scores or {}).get(code)
        higher = None if score is None else next((one for one in indicator.scores if one > score), None)
        if score is not None and higher is not None:
            gain = weights[code] * edition.head.scale * Fraction(higher - score, indicator.top)
            found.append(Step(code, score, higher, gain))
    return found
