"""Any expression of the language, over any answers: the SQL gives the score that the pure core gives."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from berdaya.domain.index.definition import Band, Choice, Indicator, Input
from berdaya.domain.index.expression import Expression, ExpressionError
from berdaya.domain.index.reach import reach, reach_of_input
from berdaya.domain.index.scoring import answer, score
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.engine.bands import scored
from berdaya.engine.readings import reading

WORDS = Text("", "")
INPUTS = {
    "i": Input("i", "integer", WORDS, minimum=Fraction(0), maximum=Fraction(1000)),
    "j": Input("j", "integer", WORDS),
    "b": Input("b", "boolean", WORDS),
    "c": Input("c", "boolean", WORDS),
    "n": Input("n", "number", WORDS, minimum=Fraction(-5), maximum=Fraction(100)),
    "w": Input("w", "category", WORDS, choices=(Choice("p", WORDS), Choice("q", WORDS))),
}
TYPES = {"i": "BIGINT", "j": "SMALLINT", "b": "BOOLEAN", "c": "BOOLEAN", "n": "DOUBLE", "w": "VARCHAR"}
ROWS = st.fixed_dictionaries({
    "i": st.none() | st.integers(0, 4) | st.integers(0, 1000),
    "j": st.none() | st.integers(-3, 3) | st.integers(-9999, 9999),
    "b": st.none() | st.booleans(),
    "c": st.none() | st.booleans(),
    "n": st.none() | st.sampled_from([0.1, 0.2, 0.3, 0.30000000000000004, 33.333333333333336, -1.5, 0.0, 7.0]),
    "w": st.none() | st.sampled_from("pq"),
})  # fmt: skip


def numbers() -> st.SearchStrategy[str]:
    return st.recursive(st.sampled_from(["i", "j", "b", "n", "0", "1", "0.1", "2.5", "i", "j"]), grown, max_leaves=5)


def truths(number: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["<", "<=", "==", "!=", ">", ">="])
    compared = st.tuples(number, signs, number).map(lambda parts: f"({' '.join(parts)})")
    chained = st.tuples(number, signs, number, signs, number).map(lambda parts: f"({' '.join(parts)})")
    simple = st.sampled_from(["b", "c", "w == 'p'", "w != 'q'", "True"]) | compared | chained | number
    joined = st.tuples(simple, st.sampled_from(["and", "or"]), simple).map(lambda parts: f"({' '.join(parts)})")
    return simple | joined | simple.map(lambda one: f"(not {one})")


def grown(number: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(number, st.sampled_from("+-*/"), number).map(lambda parts: f"({' '.join(parts)})")
    chosen = st.tuples(number, truths(number), number).map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})")
    extreme = st.tuples(st.sampled_from(["min", "max"]), number, number).map(
        lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"
    )
    return binary | chosen | extreme | number.map(lambda one: f"(-{one})") | truths(number)


def indicator_of(text: str, edges: list[Fraction], closed: bool) -> Indicator:
    bounds = [None, *edges, None]
    bands = tuple(
        Band(place, WORDS, low=low, high=high, low_open=not closed, high_open=closed)
        for place, (low, high) in enumerate(pairwise(bounds))
    )
    return Indicator("X", 1, "D", WORDS, WORDS, Expression.parse(text), bands=bands)


def in_sql(indicator: Indicator, rows: list[dict[str, Any]], types: dict[str, str]) -> list[int | None]:
    exact = indicator.value.text not in INPUTS
    readings = {name: reading(INPUTS[name], f'"{name}"', types[name], exact=exact) for name in indicator.value.names}
    answers = ", ".join(f'{read.typed} AS "a:{name}"' for name, read in readings.items()) or "1"
    sql = scored(indicator, {name: (f'"a:{name}"', read) for name, read in readings.items()}).score
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        connection.execute(f"CREATE TABLE given (place INTEGER, {columns})")
        marks = ", ".join("?" * (len(types) + 1))
        connection.executemany(
            f"INSERT INTO given VALUES ({marks})",
            [[place, *(row[name] for name in types)] for place, row in enumerate(rows)],
        )
        query = f"WITH answers AS (SELECT place, {answers} FROM given) SELECT {sql} FROM answers ORDER BY place"
        return [line[0] for line in connection.execute(query).fetchall()]


def in_core(indicator: Indicator, row: dict[str, Any]) -> int | None:
    return score(indicator, {name: answer(INPUTS[name], row[name]) for name in INPUTS})


def is_of_the_language(expression: Expression) -> bool:
    try:
        reach(expression, {name: reach_of_input(asked) for name, asked in INPUTS.items()})
    except ExpressionError:
        return False
    return True


@settings(max_examples=settings.default.max_examples * 3)
@given(
    text=numbers(),
    rows=st.lists(ROWS, min_size=5, max_size=25),
    edges=st.sets(st.sampled_from([Fraction(n, 10) for n in (-20, -5, 0, 1, 3, 5, 9, 10, 25)]), min_size=1, max_size=4),
    closed=st.booleans(),
    kind=st.sampled_from(["DOUBLE", "VARCHAR", "DECIMAL(30, 18)"]),
)  # fmt: skip
def test_every_expression(text: str, rows: list[dict[str, Any]], edges: set[Fraction], closed: bool, kind: str) -> None:
    indicator = indicator_of(text, sorted(edges), closed)
    assume(is_of_the_language(indicator.value))
    types = {**TYPES, "n": kind}
    spelled = [{**row, "n": row["n"] if row["n"] is None or kind == "DOUBLE" else str(row["n"])} for row in rows]
    try:
        found = in_sql(indicator, spelled, types)
    except Problem as problem:
        assume(problem.code != "engine.too_large")
        raise
    assert found == [in_core(indicator, row) for row in rows]


@pytest.mark.parametrize(("text", "row", "wanted"), [
    ("i / j", {"i": 9, "j": 10}, 1),
    ("i / j", {"i": 9, "j": 0}, None),
    ("i / j if j > 0 else 0", {"i": None, "j": 0}, 0),
    ("i / j if j > 0 else 0", {"i": None, "j": 1}, None),
    ("1 if b or c else 0", {"b": True, "c": None}, 1),
    ("1 if c or b else 0", {"b": True, "c": None}, None),
    ("1 if b else 1", {"b": None}, None),
    ("i * (1 if b else 1)", {"i": 1, "b": None}, None),
    ("i / (1 if b else 1)", {"i": 1, "b": None}, None),
    ("i * 0 + 1", {"i": None}, None),
    ("n * 3", {"n": 0.3}, 1),
    ("n + 0.6", {"n": 0.30000000000000004}, 1),
    ("n + 0.6", {"n": 0.29999999999999993}, 0),
    ("i / (-j)", {"i": 9, "j": -10}, 1),
    ("i / (-j)", {"i": 9, "j": 10}, 0),
    ("i / (j - 1)", {"i": 9, "j": 1}, None),
])  # fmt: skip
def test_what_is_easily_got_wrong(text: str, row: dict[str, Any], wanted: int | None) -> None:
    indicator = indicator_of(text, [Fraction(9, 10)], True)
    whole = {**dict.fromkeys(TYPES), **row}
    assert in_sql(indicator, [whole], TYPES) == [wanted]


def test_numbers_too_large_for_the_database_are_refused_when_compiled() -> None:
    with pytest.raises(Problem, match=r"engine\.too_large"):
        in_sql(indicator_of("j * j * j * j", [Fraction(1)], True), [], TYPES)
