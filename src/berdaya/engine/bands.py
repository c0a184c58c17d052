"""The score of one indicator in SQL: its value against its bands, exact at every edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.definition import Band, Indicator
from berdaya.domain.problems import Problem
from berdaya.engine.expressions import Term, Truth, Word, as_ratio, compiled
from berdaya.engine.limits import Decimals, Doubles
from berdaya.engine.quoting import text
from berdaya.engine.readings import Reading
from berdaya.engine.whole import LIMITS, Ratio, Whole, Width


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator's score in SQL, its value, and the condition that the value is known."""

    score: str
    value: str
    is_known: str


def scored(indicator: Indicator, columns: Mapping[str, tuple[str, Reading]]) -> Scored:
    """Score an indicator from the columns (SQL and reading) of the inputs it reads.

    Problem `engine.too_large` where its numbers could outgrow the integers of the database.
    """
    bare = columns.get(indicator.value.text)
    if bare is not None and bare[1].kind in ("double", "decimal"):
        return _measured(indicator, Doubles(bare[0]) if bare[1].kind == "double" else Decimals(bare[0]))
    for width in LIMITS:
        names = {name: _term(sql, read, width) for name, (sql, read) in columns.items()}
        term, largest = compiled(indicator.value.tree, names, width)
        if max(largest, _largest(indicator, term, width)) <= LIMITS[width]:
            return _counted(indicator, term, width)
    raise Problem("engine.too_large", indicator=indicator.code, expression=indicator.value.text)


def calculates(indicator: Indicator) -> bool:
    """Whether its value is more than one bare answer."""
    return indicator.value.text not in indicator.value.names


def _term(sql: str, read: Reading, width: Width) -> Term:
    match read.kind:
        case "truth":
            return Truth(sql)
        case "word":
            return Word(sql)
        case "whole":
            return Ratio.whole(Whole(f"{sql}::{width}", read.low, read.high), width)
    unit = 10**Decimals.places
    number = Whole(Decimals(sql).as_whole, read.low * unit, read.high * unit)
    return Ratio.whole(number, width, scale=unit)


def _measured(indicator: Indicator, value: Doubles | Decimals) -> Scored:
    tests = {band.score: " AND ".join(value.against(*bound) for bound in _bounds(band)) for band in indicator.bands}
    return _cases(tests, value.sql, known=f"{value.sql} IS NOT NULL")


def _counted(indicator: Indicator, term: Term, width: Width) -> Scored:
    if isinstance(term, Word):
        tests = {band.score: _words(term, band) for band in indicator.bands}
        return _cases(tests, term.sql, known=f"{term.sql} IS NOT NULL")
    if isinstance(term, Truth) and all(band.members is not None for band in indicator.bands):
        return _cases(
            {band.score: _truths(term, band) for band in indicator.bands}, term.sql, known=f"{term.sql} IS NOT NULL"
        )
    number = as_ratio(term, width)
    tests = {band.score: " AND ".join(_against(number, *bound) for bound in _bounds(band)) for band in indicator.bands}
    parts = number.numerator.sql, number.denominator.sql
    scale = "" if number.scale == 1 else f", '/{number.scale}'"
    over = "" if number.denominator.is_one else f", '/', {parts[1]}"
    return _cases(tests, f"concat({parts[0]}{over}{scale})", known=f"{parts[0]} IS NOT NULL AND {parts[1]} IS NOT NULL")


def _cases(tests: Mapping[int, str], value: str, *, known: str) -> Scored:
    cases = " ".join(f"WHEN {test} THEN {score}" for score, test in tests.items())
    return Scored(f"CASE {cases} END", value, known)


def _words(term: Word, band: Band) -> str:
    return " OR ".join(f"{term.sql} = {text(str(member))}" for member in sorted(map(str, band.members or ())))


def _truths(term: Truth, band: Band) -> str:
    members = band.members or frozenset()
    if True in members and False in members:
        return f"{term.sql} IS NOT NULL"
    return term.sql if True in members else f"NOT {term.sql}"


def _bounds(band: Band) -> list[tuple[str, Fraction]]:
    bounds = []
    if band.low is not None:
        bounds.append((">" if band.low_open else ">=", band.low))
    if band.high is not None:
        bounds.append(("<" if band.high_open else "<=", band.high))
    return bounds


def _sides(number: Ratio, limit: Fraction) -> tuple[Whole, Whole]:
    return number.sides(Ratio.constant(limit, number.width))


def _against(number: Ratio, sign: str, limit: Fraction) -> str:
    left, right = _sides(number, limit)
    return f"{left.sql} {sign} {right.sql}"


def _largest(indicator: Indicator, term: Term, width: Width) -> int:
    """The largest number that the value, or its comparison with a band, can need."""
    if isinstance(term, Word):
        return 0
    number = as_ratio(term, width)
    limits = [limit for band in indicator.bands for _, limit in _bounds(band)]
    sides = [side.largest for limit in limits for side in _sides(number, limit)]
    return max([number.numerator.largest, number.denominator.largest, *sides])
