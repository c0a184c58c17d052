"""Whether the bands of an indicator cover every value exactly once."""

import ast
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from berdaya.domain.index.definition import Band, Input
from berdaya.domain.index.expression import Expression


def overlap_or_gap(
    bands: Sequence[Band], inputs: Sequence[Input], asked: Input | None, value: Expression
) -> str | None:
    """Say in one sentence where bands overlap or leave a gap; None where they do neither.

    `inputs` are those the value reads; `asked` is the input the value is, where it is one bare input.
    """
    if not bands:
        return None
    if any(band.members is not None for band in bands):
        return _category_fault(bands, asked)
    return _interval_fault(bands, whole=_is_whole(inputs, value))


def _is_whole(inputs: Sequence[Input], value: Expression) -> bool:
    """Counts and yes/no answers without a division give whole numbers, so that 4 and 5 leave no gap between them."""
    divides = any(isinstance(node, ast.Div) for node in ast.walk(value.tree))
    return not divides and all(item.type in ("integer", "boolean") for item in inputs)


def _category_fault(bands: Sequence[Band], asked: Input | None) -> str | None:
    if asked is None or any(band.members is None for band in bands):
        return "Bands with “is” need a value that is one bare category or yes/no input."
    possible: set[str | bool] = {True, False} if asked.type == "boolean" else {choice.code for choice in asked.choices}
    counts = Counter(member for band in bands for member in band.members or ())
    for member, count in counts.items():
        if member not in possible:
            return f"“{member}” is not an answer of {asked.name}."
        if count > 1:
            return f"“{member}” lies in {count} bands."
    if missing := sorted(map(str, possible - counts.keys())):
        return f"No band holds {', '.join(missing)}."
    return None


def _interval_fault(bands: Sequence[Band], *, whole: bool) -> str | None:
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or Fraction(0), band.low_open))
    for lower, upper in zip(ordered, ordered[1:], strict=False):
        if lower.high is None or upper.low is None:
            return f"The bands of scores {lower.score} and {upper.score} overlap."
        ends, begins = _end(lower, whole=whole), _begin(upper, whole=whole)
        if ends > begins:
            return f"The bands of scores {lower.score} and {upper.score} overlap."
        if ends < begins:
            return f"Between the bands of scores {lower.score} and {upper.score} there is a gap."
    return None


def _end(band: Band, *, whole: bool) -> tuple[Fraction, bool]:
    """Where the next band must begin: the point, and whether that point belongs to this band already."""
    assert band.high is not None
    if whole:
        return Fraction(ceil(band.high) if band.high_open else floor(band.high) + 1), False
    return band.high, not band.high_open


def _begin(band: Band, *, whole: bool) -> tuple[Fraction, bool]:
    assert band.low is not None
    if whole:
        return Fraction(floor(band.low) + 1 if band.low_open else ceil(band.low)), False
    return band.low, band.low_open
