"""Continuous indicators: bounded, turned round by direction, and moved by no change of unit."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.definition import Edition
from berdaya.domain.index.loading import edition_from
from berdaya.domain.index.normalisation import bounds, index_table, normalise
from tests.strategies import words

numbers = st.fractions(-1000, 1000, max_denominator=50)
factors = st.fractions(Fraction(1, 100), 100, max_denominator=100)


def edition(*directions: str, mean: str = "arithmetic", goalposts: tuple[int, int] | None = None) -> Edition:
    """An edition of continuous indicators q0, q1 … in one dimension, weighted 1, 2 …"""
    rule: dict[str, Any] = {"method": "minmax"}
    if goalposts is not None:
        rule = {"method": "goalposts", "low": goalposts[0], "high": goalposts[1]}
    source = {
        "format": 1, "code": "halus-1", "family": "halus", "based_on": None, "name": words(), "short_name": "x",
        "summary": words(), "confidence": "high", "years": {"first": 2020, "last": None}, "status_edge": "lower",
        "index": {"code": "ALL", "mean": "arithmetic", "scale": 100, "decimals": 2, "rounding": "half_up"},
        "statuses": [{"code": "a", "name": words(), "up_to": 50}, {"code": "b", "name": words(), "up_to": None}],
        "dimensions": [{"code": "D", "parent": None, "name": words(), "short": words(), "weight": 1, "mean": mean}],
        "inputs": [{"name": f"q{n}", "type": "number", "label": words()} for n in range(len(directions))],
        "indicators": [{"code": f"X{n}", "number": n + 1, "dimension": "D", "name": words(), "short": words(),
                        "value": f"q{n}", "weight": n + 1, "normalise": {**rule, "direction": direction}}
                       for n, direction in enumerate(directions)],
    }  # fmt: skip
    return edition_from(source, file="halus.yaml")


def tables(columns: int, *, least: int = 2) -> st.SearchStrategy[list[dict[str, Fraction]]]:
    return st.lists(st.fixed_dictionaries({f"q{n}": numbers for n in range(columns)}), min_size=least, max_size=8)


def table_of(item: Edition, rows: list[dict[str, Fraction]]) -> list[dict[str, Fraction]]:
    """The table of rows without gaps."""
    found = index_table(item, rows)
    assert None not in found
    return found  # type: ignore[return-value]


@given(numbers, numbers, numbers)
def test_a_share_is_bounded_and_the_two_directions_complete_each_other(
    value: Fraction, one: Fraction, other: Fraction
) -> None:
    low, high = min(one, other), max(one, other)
    up, down = normalise(value, low, high, "up"), normalise(value, low, high, "down")
    assert 0 <= up <= 1
    if low < high:
        assert up + down == 1
        assert normalise(low, low, high, "up") == 0
        assert normalise(high, low, high, "up") == 1
    else:
        assert up == down == 0


@given(numbers, numbers, st.tuples(numbers, numbers))
def test_a_higher_value_never_has_a_lower_share(
    one: Fraction, other: Fraction, ends: tuple[Fraction, Fraction]
) -> None:
    low, high = min(ends), max(ends)
    assert normalise(min(one, other), low, high, "up") <= normalise(max(one, other), low, high, "up")
    assert normalise(min(one, other), low, high, "down") >= normalise(max(one, other), low, high, "down")


@given(tables(2), factors, numbers)
def test_min_max_does_not_depend_on_unit_or_zero_point(
    rows: list[dict[str, Fraction]], factor: Fraction, shift: Fraction
) -> None:
    item = edition("up", "down")
    moved = [{"q0": row["q0"] * factor + shift, "q1": row["q1"]} for row in rows]
    assert table_of(item, moved) == table_of(item, rows)


@given(tables(2))
def test_turning_the_sign_is_turning_the_direction(rows: list[dict[str, Fraction]]) -> None:
    turned = [{"q0": -row["q0"], "q1": row["q1"]} for row in rows]
    if len({row["q0"] for row in rows}) > 1:
        assert table_of(edition("down", "up"), turned) == table_of(edition("up", "up"), rows)


@given(tables(2), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Fraction]], random: Any) -> None:
    item = edition("up", "down")
    order = list(range(len(rows)))
    random.shuffle(order)
    found = table_of(item, rows)
    assert table_of(item, [rows[place] for place in order]) == [found[place] for place in order]


@given(tables(1))
def test_the_best_has_all_the_worst_nothing(rows: list[dict[str, Fraction]]) -> None:
    found = [row["ALL"] for row in table_of(edition("up"), rows)]
    values = [row["q0"] for row in rows]
    if min(values) < max(values):
        assert (found[values.index(max(values))], found[values.index(min(values))]) == (100, 0)
    else:
        assert set(found) == {0}


@given(tables(3, least=1), numbers)
def test_goalposts_judge_each_row_by_itself(rows: list[dict[str, Fraction]], far: Fraction) -> None:
    item = edition("up", "down", "up", goalposts=(-100, 100))
    alone = [table_of(item, [row])[0] for row in rows]
    assert table_of(item, [*rows, {"q0": far, "q1": far, "q2": far}])[:-1] == alone


@given(tables(2))
def test_weights_are_kept_and_means_are_exact(rows: list[dict[str, Fraction]]) -> None:
    item = edition("up", "down")
    ends = bounds(item, rows)
    for row, found in zip(rows, table_of(item, rows), strict=True):
        shares = [normalise(row[f"q{n}"], *ends[f"X{n}"], direction) for n, direction in enumerate(("up", "down"))]
        assert found["D"] == found["ALL"] == 100 * (shares[0] + 2 * shares[1]) / 3


@given(tables(2), st.data())
def test_a_row_with_a_gap_has_no_index_and_does_not_move_the_others(
    rows: list[dict[str, Fraction]], data: st.DataObject
) -> None:
    item = edition("up", "up")
    place = data.draw(st.integers(0, len(rows) - 1))
    holed: list[Mapping[str, Fraction | None]] = [dict(row) for row in rows]
    holed[place] = {**rows[place], "q0": None}
    found = index_table(item, holed)
    assert found[place] is None
    rest = [row for at, row in enumerate(rows) if at != place]
    assert bounds(item, holed)["X0"] == (min(row["q0"] for row in rest), max(row["q0"] for row in rest))
    assert bounds(item, holed)["X1"] == (min(row["q1"] for row in rows), max(row["q1"] for row in rows))


def test_no_rows_and_no_values_give_no_bounds() -> None:
    item = edition("up")
    assert index_table(item, []) == []
    assert index_table(item, [{"q0": None}, {}]) == [None, None]
    assert bounds(item, [{}]) == {}
    assert bounds(edition("up", goalposts=(0, 10)), []) == {"X0": (0, 10)}


def test_a_geometric_mean_of_shares() -> None:
    item = edition("up", "up", mean="geometric", goalposts=(0, 100))
    (found,) = table_of(item, [{"q0": Fraction(25), "q1": Fraction(100)}])
    assert float(found["ALL"]) == pytest.approx(100 * 0.25 ** (1 / 3), abs=1e-9)
    (nothing,) = table_of(item, [{"q0": Fraction(0), "q1": Fraction(100)}])
    assert nothing["ALL"] == 0
