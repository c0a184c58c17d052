"""Multidimensional poverty: exact, additive by group and indicator, monotone, bounded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.welfare.deprivation import Household, Measure, bounds, by_group, poverty, score

MEASURE = Measure({"water": Fraction(1, 2), "school": Fraction(1, 3), "floor": Fraction(1, 6)}, Fraction(1, 3))
CODES = tuple(MEASURE.weights)
people = st.integers(1, 9).map(Fraction)
told = st.fixed_dictionaries({code: st.booleans() for code in CODES})
partly = st.fixed_dictionaries({code: st.sampled_from([True, False, None]) for code in CODES})
households = st.lists(st.builds(Household, told, people), min_size=1, max_size=12)
unsure = st.lists(st.builds(Household, partly, people), min_size=1, max_size=12)


@given(households)
def test_the_parts_add_up_and_stay_within_bounds(homes: list[Household]) -> None:
    found = poverty(MEASURE, homes)
    assert sum(found.by_indicator.values()) == found.adjusted == found.headcount * found.intensity
    assert 0 <= found.adjusted <= found.headcount <= 1
    assert found.intensity == 0 or MEASURE.cutoff <= found.intensity <= 1


@given(households)
def test_counted_by_hand(homes: list[Household]) -> None:
    total = sum(home.people for home in homes)
    poor = [
        (home.people, weight)
        for home in homes
        if (weight := sum(MEASURE.weights[code] for code, bad in home.deprived.items() if bad)) >= Fraction(1, 3)
    ]
    found = poverty(MEASURE, homes)
    assert found.headcount == sum((count for count, _ in poor), Fraction(0)) / total
    assert found.adjusted == sum((count * weight for count, weight in poor), Fraction(0)) / total


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.builds(Household, told, people)), min_size=1, max_size=12))
def test_groups_weighted_by_their_people_give_the_whole(placed: list[tuple[str, Household]]) -> None:
    total = sum(home.people for _, home in placed)
    parts = by_group(MEASURE, placed)
    weighted = sum(
        parts[group].adjusted * sum(home.people for where, home in placed if where == group) for group in parts
    )
    assert weighted / total == poverty(MEASURE, [home for _, home in placed]).adjusted


@given(households, st.data())
def test_one_more_deprivation_never_lowers_poverty(homes: list[Household], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(homes) - 1))
    code = data.draw(st.sampled_from(CODES))
    worse = [*homes]
    worse[place] = Household({**homes[place].deprived, code: True}, homes[place].people)
    assert poverty(MEASURE, worse).adjusted >= poverty(MEASURE, homes).adjusted


@given(unsure)
def test_unknown_answers_give_bounds(homes: list[Household]) -> None:
    low, high = bounds(MEASURE, homes)
    assert low.adjusted <= high.adjusted
    if all(None not in home.deprived.values() for home in homes):
        assert low == high


@given(households)
def test_scores_do_not_depend_on_the_order_of_the_answers(homes: list[Household]) -> None:
    for home in homes:
        turned = Household(dict(reversed(list(home.deprived.items()))), home.people)
        assert score(MEASURE, home) == score(MEASURE, turned)


@pytest.mark.parametrize(
    ("weights", "cutoff", "code"),
    [
        ({"a": Fraction(1, 2)}, Fraction(1, 3), "welfare.weights"),
        ({}, Fraction(1, 3), "welfare.weights"),
        ({"a": Fraction(3, 2), "b": Fraction(-1, 2)}, Fraction(1, 3), "welfare.weights"),
        ({"a": Fraction(1)}, Fraction(0), "welfare.cutoff"),
        ({"a": Fraction(1)}, Fraction(2), "welfare.cutoff"),
    ],
)
def test_an_impossible_measure_is_refused(weights: dict[str, Fraction], cutoff: Fraction, code: str) -> None:
    with pytest.raises(Problem, match=code):
        Measure(weights, cutoff)


def test_nobody_and_strangers_are_refused() -> None:
    with pytest.raises(Problem, match=r"welfare\.nobody"):
        poverty(MEASURE, [])
    with pytest.raises(Problem, match=r"welfare\.unknown_item"):
        poverty(MEASURE, [Household({"roof": True})])
