"""Gates: rows of readings, what is unknown, and the way back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.expression import Expression
from berdaya.domain.mentoring.gates import Reading, fallen_back_to, gate, standing
from berdaya.domain.mentoring.pathway import Criterion, Pathway, Proof, Stage
from berdaya.domain.mentoring.schedule import due, rhythm
from berdaya.domain.values import Text

WORD = Text("x", "x")
START = date(2026, 1, 1)
FOOD = Criterion("food", WORD, Expression.parse("meals >= 2"), Proof.VISIT, in_a_row=2)
BOOK = Criterion("book", WORD, Expression.parse("months_of_books >= 3"), Proof.FIGURES)
WISH = Criterion("garden", WORD, Expression.parse("garden"), Proof.VISIT, required=False)
STAGES = (
    Stage("stabilise", WORD, 7, (FOOD,), Expression.parse("meals < 2")),
    Stage("skills", WORD, 14, (BOOK, WISH)),
    Stage("watch", WORD, 30, ()),
)
PATHWAY = Pathway("family-1", "family", WORD, START, {}, STAGES)
meals = st.lists(st.sampled_from([1, 2, 3, None]), max_size=8)


def readings(*found: int | None) -> list[Reading]:
    return [Reading(START + timedelta(days=7 * place), {"meals": count}) for place, count in enumerate(found)]


@given(meals)
def test_the_row_is_counted_back_from_the_newest_reading_that_speaks(found: list[int | None]) -> None:
    spoken = [count for count in found if count is not None]
    row = 0
    for count in reversed(spoken):
        if count < 2:
            break
        row += 1
    assert standing(FOOD, readings(*found)).row == row
    assert standing(FOOD, readings(*found)).unknown == (not spoken)


@given(meals, st.randoms(use_true_random=False))
def test_the_order_in_which_readings_are_given_does_not_matter(found: list[int | None], chance) -> None:
    shuffled = readings(*found)
    chance.shuffle(shuffled)
    assert standing(FOOD, shuffled) == standing(FOOD, readings(*found))


@given(meals)
def test_one_more_good_reading_never_closes_a_gate(found: list[int | None]) -> None:
    before, after = gate(STAGES[0], readings(*found)), gate(STAGES[0], readings(*found, 3))
    assert after.open or not before.open
    assert after.readiness >= before.readiness


def test_one_good_visit_is_not_two() -> None:
    assert not gate(STAGES[0], readings(1, 3)).open
    assert gate(STAGES[0], readings(1, 3, None, 2)).open


def test_a_wish_does_not_keep_a_gate_shut_and_no_gate_opens_by_itself() -> None:
    assert gate(STAGES[1], [Reading(START, {"months_of_books": 3, "garden": False})]).open
    assert gate(STAGES[1], [Reading(START, {"months_of_books": 3})]).readiness == (1, 1)
    assert not gate(STAGES[2], readings(3, 3)).open


def test_a_relapse_leads_back_to_the_earliest_stage_that_asks_for_it() -> None:
    assert fallen_back_to(PATHWAY, "watch", readings(3, 1)) == "stabilise"
    assert fallen_back_to(PATHWAY, "watch", readings(1, 3)) is None
    assert fallen_back_to(PATHWAY, "stabilise", readings(1)) is None
    with pytest.raises(KeyError):
        fallen_back_to(PATHWAY, "elsewhere", [])


@given(st.integers(1, 60), st.lists(st.integers(0, 200), max_size=6), st.integers(0, 300))
def test_a_visit_is_due_once_after_the_last_one(every: int, days: list[int], now: int) -> None:
    today = START + timedelta(days=now)
    found = due(every, since=START, visits=[START + timedelta(days=day) for day in days], today=today)
    past = [day for day in days if day <= now]
    assert found.on == START + timedelta(days=max(past, default=0) + every)
    assert found.overdue == max(0, (today - found.on).days)


def test_what_was_agreed_counts_until_the_next_visit() -> None:
    visits, agreed = [START], START + timedelta(days=3)
    assert due(14, since=START, visits=visits, today=START, agreed=agreed).on == agreed
    assert due(14, since=START, visits=[agreed], today=agreed, agreed=agreed).on == agreed + timedelta(days=14)


@given(st.integers(1, 40), st.integers(0, 120), st.lists(st.integers(-10, 130), max_size=30))
def test_the_share_of_the_rhythm_is_bounded(every: int, length: int, days: list[int]) -> None:
    kept = rhythm(
        every, start=START, end=START + timedelta(days=length), visits=[START + timedelta(days=day) for day in days]
    )
    assert kept.share is None or 0 <= kept.share <= 1
    assert kept.made == len({day for day in days if 0 <= day <= length})
