"""The integer form of every dimension, and its sums in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from berdaya.domain.index.aggregation import IntegerForm, effective_weights, integer_form
from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem

TYPES = {"TINYINT": 2**7 - 1, "SMALLINT": 2**15 - 1, "INTEGER": 2**31 - 1, "BIGINT": 2**53}
"""Whole types by their largest number; a BIGINT ends where a float no longer holds each number, for indices are floats."""


@dataclass(frozen=True, slots=True)
class DimensionForm:
    """A dimension as whole numbers: Σ weight·score / denominator. `share` of its sum goes into the index's."""

    weights: Mapping[str, int]
    denominator: int
    share: Fraction
    main: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """The integer form of an index and of its dimensions."""

    index: IntegerForm
    dimensions: Mapping[str, DimensionForm]


def forms(edition: Edition) -> Forms:
    """The integer forms of an edition. Problem `engine.no_integer_form` where it has none."""
    form = integer_form(edition)
    if form is None:
        raise Problem("engine.no_integer_form", edition=edition.code)
    main = {dimension.code for dimension in edition.main_dimensions}
    return Forms(form, {code: _dimension(edition, form, code, main=code in main) for code in edition.dimensions})


def _dimension(edition: Edition, form: IntegerForm, code: str, *, main: bool) -> DimensionForm:
    weights = effective_weights(edition)
    own = list(edition.indicators_of(code))
    total = sum((weights[item.code] for item in own), Fraction(0))
    shares = {item.code: weights[item.code] / total / item.top for item in own}
    denominator = lcm(*(share.denominator for share in shares.values()))
    whole = {item: int(share * denominator) for item, share in shares.items()}
    some = own[0].code
    return DimensionForm(whole, denominator, Fraction(form.weights[some], whole[some]), main)


def type_for(largest: int, edition: Edition) -> str:
    """The narrowest whole type that holds a number. Problem `engine.too_large` where none does."""
    for name, limit in TYPES.items():
        if largest <= limit:
            return name
    raise Problem("engine.too_large", indicator=edition.code, expression=largest)


def weighted_sum(edition: Edition, weights: Mapping[str, int], scores: Mapping[str, str]) -> str:
    """Σ weight·score: scores of one weight are added in runs that fit a TINYINT, which is what makes it fast."""
    tops = {code: edition.indicators[code].top for code in weights}
    sum_type = type_for(sum(weight * tops[code] for code, weight in weights.items()), edition)
    parts = []
    for weight in dict.fromkeys(weights.values()):
        own = [code for code, other in weights.items() if other == weight]
        for run in _runs(own, tops):
            added = f"({' + '.join(scores[code] for code in run)})::{sum_type}"
            parts.append(added if weight == 1 else f"{weight} * {added}")
    return f"({' + '.join(parts)})::{sum_type}"


def _runs(codes: Sequence[str], tops: Mapping[str, int]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for code in codes:
        if runs[-1] and sum(tops[other] for other in runs[-1]) + tops[code] > TYPES["TINYINT"]:
            runs.append([])
        runs[-1].append(code)
    return runs


def index_sum(edition: Edition, shapes: Forms, sums: Mapping[str, str]) -> str:
    """The sum of the index from those of its main dimensions; each quotient is whole, as their denominators divide it."""
    widest = max(form.share.denominator for form in shapes.dimensions.values() if form.main)
    sum_type = type_for(shapes.index.denominator * widest, edition)
    parts = []
    for code, form in shapes.dimensions.items():
        if form.main:
            times = "" if form.share.numerator == 1 else f"{form.share.numerator}::{sum_type} * "
            over = "" if form.share.denominator == 1 else f" // {form.share.denominator}"
            parts.append(f"({times}{sums[code]}{over})")
    return f"({' + '.join(parts)})::{sum_type}"
