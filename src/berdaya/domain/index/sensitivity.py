"""How much an index, its status and its ranks hang on a single answer, a single indicator, or the weights. Nothing is drawn.

Terms, guarantees and worked tables: docs/algorithms/sensitivity.md; ranks and weights stand in `ranks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Literal

from berdaya.domain.index.aggregation import effective_weights, figures, integer_form
from berdaya.domain.index.classification import classify
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.ranks import above_limit, margin

Scores = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator scored one class higher or lower than it is: by how much the index moves, and the status it gives."""

    indicator: str
    score: int
    to: int
    by: Fraction
    status: str

    @property
    def is_rise(self) -> bool:
        return self.to > self.score


@dataclass(frozen=True, slots=True)
class Omission:
    """The index without one indicator; its weight goes to the others of its dimension."""

    indicator: str
    index: Fraction
    by: Fraction
    status: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """How firmly a status stands.

    `to_fall` and `to_rise`: the distances to the limits in whole points of the edition's integer form (None: no lower or
    higher class, or no such form). `flips`: the single changes that give another status. `held` of `scenarios`: the single
    changes and omissions that leave the status as it is. `weights`: the largest share by which the indicators' weights may
    all err, each its own way, with the status unchanged; None where no such weights exist or the means are geometric.
    """

    status: str
    to_fall: int | None
    to_rise: int | None
    flips: tuple[Change, ...]
    held: int
    scenarios: int
    weights: Fraction | None

    def flips_of(self, way: Literal["rise", "fall"]) -> tuple[Change, ...]:
        return tuple(change for change in self.flips if change.is_rise == (way == "rise"))


def changes(edition: Edition, scores: Scores) -> list[Change]:
    """Each indicator one class down and one class up in its rubric, in the edition's order; nothing at the ends."""
    now = figures(edition, scores)[edition.head.code]
    found = []
    for code, indicator in edition.indicators.items():
        place = indicator.scores.index(scores[code])
        neighbours = indicator.scores[max(place - 1, 0) : place] + indicator.scores[place + 1 : place + 2]
        for to in neighbours:
            then = _with(edition, scores, code, to, now)
            found.append(Change(code, scores[code], to, then - now, classify(then, edition.statuses).code))
    return found


def _with(edition: Edition, scores: Scores, code: str, to: int, now: Fraction) -> Fraction:
    """The index with one score changed: a difference of whole numbers where the edition allows."""
    form = integer_form(edition) if edition.is_additive else None
    if form is None:
        return figures(edition, {**scores, code: to})[edition.head.code]
    moved = form.weights[code] * (to - scores[code])
    return now + Fraction(moved * form.scale.numerator, form.denominator * form.scale.denominator)


def omissions(edition: Edition, scores: Scores) -> list[Omission]:
    """The index without each indicator in turn; nothing for an edition of one indicator."""
    now = figures(edition, scores)[edition.head.code]
    found = []
    for code, reduced in _reduced(edition).items():
        index = reduced.value(scores)
        found.append(Omission(code, index, index - now, classify(index, edition.statuses).code))
    return found


@dataclass(frozen=True, slots=True)
class _Reduced:
    """An edition without one indicator: its weights as whole numbers, or itself where a mean is geometric."""

    edition: Edition
    weights: tuple[tuple[str, int], ...] | None
    denominator: int

    def value(self, scores: Scores) -> Fraction:
        if self.weights is None:
            kept = {code: scores[code] for code in self.edition.indicators}
            return figures(self.edition, kept)[self.edition.head.code]
        total = sum(weight * scores[code] for code, weight in self.weights)
        return total * self.edition.head.scale / self.denominator


@lru_cache(maxsize=16)
def _reduced(edition: Edition) -> Mapping[str, _Reduced]:
    if len(edition.indicators) < 2:
        return {}
    return {code: _weighed(without(edition, code)) for code in edition.indicators}


def _weighed(edition: Edition) -> _Reduced:
    if not edition.is_additive:
        return _Reduced(edition, None, 1)
    shares = {code: share / edition.indicators[code].top for code, share in effective_weights(edition).items()}
    denominator = lcm(*(share.denominator for share in shares.values()))
    return _Reduced(edition, tuple((code, int(share * denominator)) for code, share in shares.items()), denominator)


def without(edition: Edition, code: str) -> Edition:
    """The edition as if an indicator had never been asked; a dimension left empty goes with it."""
    indicators = {name: item for name, item in edition.indicators.items() if name != code}
    dimensions = dict(edition.dimensions)
    while True:
        used = {item.dimension for item in indicators.values()} | {item.parent for item in dimensions.values()}
        empty = [name for name in dimensions if name not in used]
        if not empty:
            return replace(edition, indicators=indicators, dimensions=dimensions)
        for name in empty:
            del dimensions[name]


def robustness(edition: Edition, scores: Scores) -> Robustness:
    """How firmly the status of complete scores stands. KeyError where a score is missing."""
    status = classify(figures(edition, scores)[edition.head.code], edition.statuses).code
    single = changes(edition, scores)
    left = omissions(edition, scores)
    statuses = [one.status for one in single] + [one.status for one in left]
    to_fall, to_rise = points_to_limits(edition, scores)
    return Robustness(
        status=status,
        to_fall=to_fall,
        to_rise=to_rise,
        flips=tuple(one for one in single if one.status != status),
        held=statuses.count(status),
        scenarios=len(statuses),
        weights=weights_margin(edition, scores),
    )


def points_to_limits(edition: Edition, scores: Scores) -> tuple[int | None, int | None]:
    """How many whole points the sum must lose to fall a class, and gain to rise one.

    For the IDM a point is 1/6300 of the index, for Indeks Desa one point of one item.
    """
    form = integer_form(edition)
    if form is None:
        return None, None
    total = sum(weight * scores[code] for code, weight in form.weights.items())
    passed = [limit for limit in form.limits if limit < total]
    ahead = [limit for limit in form.limits if limit >= total]
    return (total - max(passed) if passed else None), (min(ahead) - total + 1 if ahead else None)


def weights_margin(edition: Edition, scores: Scores) -> Fraction | None:
    """The least share by which the weights must err to bring the index to a limit of its class; below it the status holds.

    Every weight errs on its own, up or down, by at most this share of itself. None where no share below one suffices.
    """
    if integer_form(edition) is None:
        return None
    limits = (item.up_to for item in edition.statuses if item.up_to is not None)
    shares = [margin(above_limit(edition, scores, limit)) for limit in limits]
    return min((share for share in shares if share is not None), default=None)
