"""From scores to dimensions, index and status, in exact fractions. Missing scores give an interval, never a guess.

Terms, guarantees and a worked table: docs/algorithms/aggregation.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm, prod

from berdaya.domain.index.classification import spanned
from berdaya.domain.index.definition import Edition, Mean
from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Interval:
    """What a figure can be: from `low` to `high`, both equal where it is known."""

    low: Fraction
    high: Fraction

    @property
    def known(self) -> Fraction | None:
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One village by one edition: index and dimensions as intervals, the statuses they span, the scores that lack."""

    index: Interval
    dimensions: Mapping[str, Interval]
    statuses: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def status(self) -> str | None:
        """The status; None while missing scores leave more than one possible."""
        return self.statuses[0] if len(self.statuses) == 1 else None


def mean(kind: Mean, parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The weighted mean of (value, weight) pairs: the arithmetic one exact, the geometric one rounded to 12 decimals.

    The rounding takes away the last digits of the floats it is computed with, so that a value on a limit stays on it.

    >>> mean("arithmetic", [(Fraction(1), Fraction(1)), (Fraction(1, 2), Fraction(3))])
    Fraction(5, 8)
    >>> mean("geometric", [(Fraction(4, 25), Fraction(1)), (Fraction(1), Fraction(1))])
    Fraction(2, 5)
    """
    pairs = list(parts)
    total = sum((weight for _, weight in pairs), Fraction(0))
    if kind == "arithmetic":
        return sum((value * weight for value, weight in pairs), Fraction(0)) / total
    product = prod(float(value) ** float(weight / total) for value, weight in pairs)
    return Fraction(f"{product:.12f}")


def composite(edition: Edition, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Every dimension and the index on the edition's scale, from indicator values normalised to 0..1.

    The index stands under its own code. KeyError where a value is missing.
    """
    result: dict[str, Fraction] = {}

    def node(code: str | None, kind: Mean) -> Fraction:
        parts = [(node(child.code, child.mean), child.weight) for child in edition.children(code)]
        parts += [(values[item.code], item.weight) for item in edition.leaves_of(code)]
        value = mean(kind, parts)
        result[code or edition.head.code] = value * edition.head.scale
        return value

    node(None, edition.head.mean)
    return result


def assess(edition: Edition, scores: Mapping[str, int | None]) -> Assessment:
    """Assess one village from its scores. A missing score takes its lowest and its highest possible value in turn.

    Raises KeyError for a score the rubric lacks (check given scores with `scoring.checked_scores` first), Problem
    `definition.continuous` where indicators are normalised instead of scored (see `normalisation.index_table`).
    """
    if not edition.is_ordinal:
        raise Problem("definition.continuous", edition=edition.code)
    missing = tuple(code for code in edition.indicators if scores.get(code) is None)
    low = figures(edition, _filled(edition, scores, lowest=True))
    high = figures(edition, _filled(edition, scores, lowest=False)) if missing else low
    intervals = {code: Interval(low[code], high[code]) for code in low}
    index = intervals.pop(edition.head.code)
    statuses = tuple(item.code for item in spanned(index.low, index.high, edition.statuses))
    return Assessment(index, intervals, statuses, missing)


def _filled(edition: Edition, scores: Mapping[str, int | None], *, lowest: bool) -> dict[str, int]:
    """Every score, a missing one at its lowest or highest. KeyError for a score the rubric lacks."""
    filled = {}
    for code, indicator in edition.indicators.items():
        score = scores.get(code)
        if score is None:
            score = indicator.scores[0] if lowest else indicator.top
        elif score not in indicator.scores:
            raise KeyError(score)
        filled[code] = score
    return filled


def figures(edition: Edition, scores: Mapping[str, int]) -> dict[str, Fraction]:
    """Every dimension and the index: by whole numbers where the edition allows, which is the same and much quicker."""
    if not edition.is_additive:
        return composite(edition, {c: Fraction(s, edition.indicators[c].top) for c, s in scores.items()})
    return {code: form.value(scores) for code, form in _forms(edition).items()}


@dataclass(frozen=True, slots=True)
class IntegerForm:
    """An index or dimension as whole numbers: value = scale · Σ weight·score / denominator. Every engine that counts in
    integers then agrees on every status; `limits` are the highest sums of each class but the last."""

    weights: Mapping[str, int]
    denominator: int
    scale: Fraction
    limits: tuple[int, ...] = ()

    def value(self, scores: Mapping[str, int]) -> Fraction:
        total = sum(weight * scores[code] for code, weight in self.weights.items())
        return Fraction(total * self.scale.numerator, self.denominator * self.scale.denominator)


def integer_form(edition: Edition) -> IntegerForm | None:
    """The integer form of an ordinal edition with arithmetic means only; None for any other.

    For the IDM it is 6300·IDM = 12·ΣIKS + 35·ΣIKE + 140·ΣIKL with limits 3091, 3773, 4455 and 5137.
    """
    if not edition.is_ordinal or not edition.is_additive:
        return None
    form = _forms(edition)[edition.head.code]
    limits = [item.up_to / form.scale * form.denominator for item in edition.statuses if item.up_to is not None]
    return replace(form, limits=tuple(limit.numerator // limit.denominator for limit in limits))


@lru_cache(maxsize=64)
def _forms(edition: Edition) -> dict[str, IntegerForm]:
    """The integer form of every dimension and of the index of an edition with arithmetic means only."""
    forms = {}
    for code in (None, *edition.dimensions):
        shares = {
            leaf: weight / edition.indicators[leaf].top for leaf, weight in effective_weights(edition, code).items()
        }
        denominator = lcm(*(share.denominator for share in shares.values()))
        weights = {leaf: int(share * denominator) for leaf, share in shares.items()}
        forms[code or edition.head.code] = IntegerForm(weights, denominator, edition.head.scale)
    return forms


def effective_weights(edition: Edition, within: str | None = None) -> dict[str, Fraction]:
    """The weight of each indicator in a dimension (None: in the index) under arithmetic means; they sum to one."""
    weights: dict[str, Fraction] = {}

    def spread(code: str | None, share: Fraction) -> None:
        children = list(edition.children(code))
        own = edition.leaves_of(code)
        total = sum([*(child.weight for child in children), *(item.weight for item in own)], Fraction(0))
        for child in children:
            spread(child.code, share * child.weight / total)
        for item in own:
            weights[item.code] = share * item.weight / total

    spread(within, Fraction(1))
    return weights
