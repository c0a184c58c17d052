"""Whether the bands of an indicator hold every value its expression can give, each exactly once."""

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, inf

from berdaya.domain.index.definition import Band, Input
from berdaya.domain.index.expression import Expression
from berdaya.domain.index.reach import Reach
from berdaya.domain.values import Text

Found = tuple[str, Mapping[str, object]]

YES_OR_NO: Mapping[object, Text] = {True: Text("ya", "yes"), False: Text("tidak", "no")}


def fault_in(bands: Sequence[Band], values: Reach, *, whole: bool) -> Found | None:
    """The first fault of the bands and its details (see `faults`); None where every value lies in exactly one band.

    `values` is what the expression can give; `whole` says that it gives whole numbers only, so that the bands up to 4
    and from 5 leave no gap between them.
    """
    by_members = [band.members is not None for band in bands]
    if all(by_members) and values.kind != "number":
        return _fault_in_members(bands, values)
    if any(by_members) or values.kind == "word":
        return "bands_mixed", {}
    return _fault_in_intervals(bands, values, whole=whole)


def is_whole(inputs: Sequence[Input], value: Expression) -> bool:
    """Counts and yes/no answers give whole numbers, unless they are divided or meet a fraction."""
    breaks = any(
        isinstance(node, ast.Div) or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        for node in ast.walk(value.tree)
    )
    return not breaks and all(item.type in ("integer", "boolean") for item in inputs)


def _fault_in_members(bands: Sequence[Band], values: Reach) -> Found | None:
    possible: frozenset[str | bool] = values.words if values.kind == "word" else frozenset({True, False})
    counts = Counter(member for band in bands for member in band.members or ())
    for member, count in counts.items():
        if member not in possible:
            return "answer_unknown", {"name": member, "known": ", ".join(sorted(map(str, possible)))}
        if count > 1:
            return "answer_twice", {"name": YES_OR_NO.get(member, member), "count": count}
    lacking = sorted(possible - counts.keys(), key=str)
    return ("answer_uncovered", {"name": YES_OR_NO.get(lacking[0], lacking[0])}) if lacking else None


def _fault_in_intervals(bands: Sequence[Band], values: Reach, *, whole: bool) -> Found | None:
    ordered = sorted(bands, key=lambda band: _begin(band, whole=whole))
    for lower, upper in pairwise(ordered):
        ends, begins = _end(lower, whole=whole), _begin(upper, whole=whole)
        if ends != begins:
            fault = "bands_overlap" if ends > begins else "bands_gap"
            return fault, {"lower": lower.score, "upper": upper.score}
    first, last = _begin(ordered[0], whole=whole), _end(ordered[-1], whole=whole)
    if first > (values.low, False):
        return "bands_uncovered", {"values": f"< {_plain(first[0])}" if not first[1] else f"≤ {_plain(first[0])}"}
    if last < (values.high, True):
        return "bands_uncovered", {"values": f"≥ {_plain(last[0])}" if not last[1] else f"> {_plain(last[0])}"}
    return None


def _begin(band: Band, *, whole: bool) -> tuple[Fraction | float, bool]:
    """The point where a band begins, and whether it begins only behind it."""
    if band.low is None:
        return -inf, False
    if whole:
        return Fraction(floor(band.low) + 1 if band.low_open else ceil(band.low)), False
    return band.low, band.low_open


def _end(band: Band, *, whole: bool) -> tuple[Fraction | float, bool]:
    """Where the next band must begin: the point, and whether that point belongs to this band already."""
    if band.high is None:
        return inf, True
    if whole:
        return Fraction(ceil(band.high) if band.high_open else floor(band.high) + 1), False
    return band.high, not band.high_open


def is_empty(band: Band, *, whole: bool) -> bool:
    """Whether no number at all falls into the band."""
    return band.members is None and _begin(band, whole=whole) >= _end(band, whole=whole)


def _plain(number: Fraction | float) -> str:
    return f"{float(number):g}"
