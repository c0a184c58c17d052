"""Cells of a table, read in SQL as the pure core reads answers: what is blank, what is of the wrong type, what is out of range.

Stricter than the pure core in spelling only: a number in a text column is written plainly, with at most 18 digits before
and 20 behind the point. What is not understood is NULL here and reported, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from berdaya.domain.index.definition import Input
from berdaya.domain.index.scoring import NO, YES
from berdaya.engine.limits import Decimals, Doubles
from berdaya.engine.quoting import text

WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
WIDE_TYPES = ("HUGEINT", "UBIGINT", "UHUGEINT", "BIGNUM")
FLOATS = ("DOUBLE", "FLOAT")
LARGEST = 10**12  # a whole answer beyond it is refused, which keeps products within the integers

SPACES = r"E' \t\n\r\f'"
PLAIN_WHOLE = r"[+-]?[0-9]{1,15}(\.0*)?"
PLAIN_NUMBER = r"[+-]?[0-9]{1,18}(\.[0-9]{0,20}0*)?"
POWER_NUMBER = r"[+-]?[0-9]{1,9}(\.[0-9]{0,11})?[eE][+-]?0?[0-9]"

Kind = Literal["whole", "decimal", "double", "truth", "word"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one cell is read: the cell typed (NULL where it cannot be), and when the typed value is allowed.

    `allowed` is a template with `{0}` for the typed value's column; `low` and `high` bound a number that is calculated with.
    """

    typed: str
    kind: Kind
    allowed: str = "TRUE"
    low: int = 0
    high: int = 1


def cell(column: str, sql_type: str) -> str:
    """The column, NULL where nothing is given: a blank text, or NaN."""
    if sql_type == "VARCHAR":
        return f"nullif(trim({column}, {SPACES}), '')"
    return f"CASE WHEN NOT isnan({column}) THEN {column} END" if sql_type in FLOATS else column


def whole(column: str, sql_type: str) -> str:
    """A cell as a whole number; NULL where it is none."""
    if sql_type in WHOLE_TYPES:
        return column
    if sql_type in WIDE_TYPES:
        return f"TRY_CAST({column} AS BIGINT)"
    if sql_type in FLOATS or sql_type.startswith("DECIMAL"):
        return f"CASE WHEN {column} = trunc({column}) AND abs({column}) < 1e15 THEN {column}::BIGINT END"
    if sql_type == "VARCHAR":
        return (
            f"CASE WHEN regexp_full_match({column}, {text(PLAIN_WHOLE)}) THEN split_part({column}, '.', 1)::BIGINT END"
        )
    return "NULL::BIGINT"


def reading(asked: Input, column: str, sql_type: str, *, exact: bool) -> Reading:
    """How the cells of an input are read. `exact`: an expression calculates with it, so that a float is not enough."""
    if asked.type == "boolean":
        return Reading(_truth(column, sql_type), "truth")
    if asked.type == "category":
        return Reading(_word(asked, column), "word")
    if asked.type == "integer" or sql_type in WHOLE_TYPES + WIDE_TYPES:
        low = -LARGEST if asked.minimum is None else max(-LARGEST, ceil(asked.minimum))
        high = LARGEST if asked.maximum is None else min(LARGEST, floor(asked.maximum))
        return Reading(whole(column, sql_type), "whole", f"{{0}} BETWEEN {low} AND {high}", low, high)
    return _fraction(asked, column, sql_type, exact=exact)


def _fraction(asked: Input, column: str, sql_type: str, *, exact: bool) -> Reading:
    low, high = asked.minimum, asked.maximum
    if sql_type == "DOUBLE" and not exact:
        # Exponents of three digits are no plain numbers to the pure core either.
        typed = f"CASE WHEN {column} = 0 OR (abs({column}) >= 1e-99 AND abs({column}) < 1e100) THEN {column} END"
        return Reading(typed, "double", _between(Doubles("{0}"), low, high))
    low = Fraction(-LARGEST) if low is None else max(low, Fraction(-LARGEST))
    high = Fraction(LARGEST) if high is None else min(high, Fraction(LARGEST))
    allowed = _between(Decimals("{0}"), low, high)
    return Reading(_decimal(column, sql_type), "decimal", allowed, floor(low), ceil(high))


def _between(number: Doubles | Decimals, low: Fraction | None, high: Fraction | None) -> str:
    bounds = [number.against(">=", low)] if low is not None else []
    bounds += [number.against("<=", high)] if high is not None else []
    return " AND ".join(bounds) or "TRUE"


def _decimal(column: str, sql_type: str) -> str:
    if sql_type != "VARCHAR" and sql_type not in FLOATS and not sql_type.startswith("DECIMAL"):
        return f"NULL::{Decimals.type}"
    written = column if sql_type == "VARCHAR" else f"{column}::VARCHAR"
    fits = f"regexp_full_match({written}, {text(f'{PLAIN_NUMBER}|{POWER_NUMBER}')})"
    return f"CASE WHEN {fits} THEN TRY_CAST({written} AS {Decimals.type}) END"


def _truth(column: str, sql_type: str) -> str:
    if sql_type == "BOOLEAN":
        return column
    known = dict.fromkeys(YES, "TRUE") | dict.fromkeys(NO, "FALSE")
    return _spelled(column, known | {f"{word}.0": truth for word, truth in known.items()})


def _word(asked: Input, column: str) -> str:
    known: dict[str, str] = {}
    for choice in asked.choices:
        for written in (choice.code, choice.label.id, choice.label.en):
            known.setdefault(written.casefold(), text(choice.code))
    return _spelled(column, known)


def _spelled(column: str, known: Mapping[str, str]) -> str:
    """What each spelling means, as one CASE: DuckDB plans that many times faster than a list of texts."""
    cases = " ".join(f"WHEN {text(written)} THEN {meaning}" for written, meaning in known.items())
    return f"CASE lower({column}::VARCHAR) {cases} END"
