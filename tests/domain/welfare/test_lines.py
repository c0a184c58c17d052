"""Poverty lines and score cards: bounded, monotone, and as the published tables have them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.domain.welfare.lines import Income, gap, headcount, median_gap, quantile, quintile_ratio
from berdaya.domain.welfare.scorecard import Card, Line, Option, Question, card_score, group_rate, probability

incomes = st.lists(st.builds(Income, st.integers(1, 1000).map(float), st.integers(1, 9).map(float)), min_size=1)
WORD = Text("x", "x")
LINE = Line("line", WORD, 1.7, -0.1)
CARD = Card(
    "toy",
    WORD,
    WORD,
    {"line": LINE},
    {
        1: Question("?", {"yes": Option("Yes", {"line": 5}), "no": Option("No", {"line": 0})}),
        2: Question("?", {"a": Option("A", {"line": 2})}),
    },
)


@given(incomes, st.integers(1, 1100).map(float))
def test_shares_and_gaps_are_bounded_and_ordered(people: list[Income], line: float) -> None:
    assert 0 <= gap(people, line, 2) <= gap(people, line) <= gap(people, line, 0) <= 1
    assert gap(people, line, 0) == pytest.approx(headcount(people, line))
    assert 0 <= median_gap(people, line) < 1


@given(incomes, st.integers(1, 1000).map(float), st.integers(0, 100).map(float))
def test_a_higher_line_never_has_fewer_below(people: list[Income], line: float, more: float) -> None:
    assert headcount(people, line + more) >= headcount(people, line)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30), st.sampled_from([0.2, 0.5, 0.8]))
def test_a_weight_is_as_many_people(amounts: list[int], share: float) -> None:
    weighted = [Income(amount, 3) for amount in amounts]
    repeated = [Income(amount) for amount in amounts for _ in range(3)]
    assert quantile(weighted, share) == quantile(repeated, share)


@given(incomes)
def test_quantiles_rise_and_lie_within(people: list[Income]) -> None:
    low, middle, high = (quantile(people, share) for share in (0.2, 0.5, 0.8))
    assert min(one.amount for one in people) <= low <= middle <= high <= max(one.amount for one in people)


def test_the_richest_fifth_has_more() -> None:
    assert quintile_ratio([Income(amount) for amount in range(1, 101)]) > 1


@given(st.integers(0, 99))
def test_more_points_are_a_lower_probability(points: int) -> None:
    assert 0 < probability(LINE, points + 1) < probability(LINE, points) < 1


@given(st.lists(st.integers(0, 100), min_size=2, max_size=20, unique=True))
def test_the_rate_of_a_group_is_not_the_probability_of_its_mean_score(points: list[int]) -> None:
    rate = group_rate([probability(LINE, one) for one in points])
    odds = math.fsum(probability(LINE, one) for one in points) / len(points)
    assert rate == pytest.approx(odds)


def test_points_add_up_and_every_question_counts() -> None:
    assert card_score(CARD, "line", {1: "yes", 2: "a"}) == 7
    with pytest.raises(Problem, match=r"welfare\.unanswered"):
        card_score(CARD, "line", {1: "yes"})


@pytest.mark.parametrize(
    "act", [lambda: quantile([], 0.5), lambda: headcount([], 1), lambda: gap([], 1), lambda: group_rate([])]
)
def test_nobody_is_refused(act) -> None:
    with pytest.raises(Problem, match=r"welfare\.nobody"):
        act()
