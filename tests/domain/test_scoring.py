"""From raw answers to scores: what is read, what is refused, and every band at its edges."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Band, Choice, Edition, Indicator, Input
from berdaya.domain.index.expression import Expression
from berdaya.domain.index.scoring import (
    NO,
    YES,
    answer,
    band_of,
    checked_score,
    checked_scores,
    read_answers,
    score,
    score_answers,
)
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from tests.strategies import answers_of, rising, small_editions

WORDS = Text("kata", "words")
SHIPPED = catalogue.codes()
COUNT = Input("count", "integer", WORDS, minimum=Fraction(0))
SHARE = Input("share", "percent", WORDS, minimum=Fraction(0), maximum=Fraction(100))
MARKET = Input("market", "boolean", WORDS)
ROAD = Input("road", "category", WORDS, choices=(
    Choice("paved", Text("Aspal atau beton", "Paved")), Choice("earth", Text("Tanah", "Earth")),
))  # fmt: skip
BLANK = [None, "", " ", "\t", float("nan")]


@pytest.mark.parametrize("asked", [COUNT, SHARE, MARKET, ROAD], ids=lambda asked: asked.type)
@pytest.mark.parametrize("given", BLANK, ids=repr)
def test_a_blank_is_no_answer(asked: Input, given: object) -> None:
    assert answer(asked, given) is None


@pytest.mark.parametrize(
    ("asked", "given", "read"),
    [
        (COUNT, 3, Fraction(3)), (COUNT, "3", Fraction(3)), (COUNT, " 3 ", Fraction(3)), (COUNT, 3.0, Fraction(3)),
        (COUNT, "3.0", Fraction(3)), (COUNT, "0", Fraction(0)), (COUNT, "1e3", Fraction(1000)),
        (SHARE, 0.1, Fraction(1, 10)), (SHARE, "33.3", Fraction(333, 10)), (SHARE, 100, Fraction(100)),
        (MARKET, True, True), (MARKET, 1, True), (MARKET, 1.0, True), (MARKET, "Ya", True), (MARKET, " ADA ", True),
        (MARKET, False, False), (MARKET, 0, False), (MARKET, "tidak ada", False), (MARKET, "No", False),
        (ROAD, "paved", "paved"), (ROAD, " Tanah ", "earth"), (ROAD, "ASPAL ATAU BETON", "paved"), (ROAD, "Earth", "earth"),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_its_type(asked: Input, given: object, read: object) -> None:
    got = answer(asked, given)
    assert got == read
    assert type(got) is type(read)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (COUNT, "3.5"), (COUNT, 2.5), (COUNT, "three"), (COUNT, "3,0"), (COUNT, "1/2"), (COUNT, "1_0"), (COUNT, True),
        (COUNT, "inf"), (COUNT, float("inf")), (COUNT, "1e999999999"), (COUNT, []), (SHARE, "12,5"), (SHARE, "50%"),
        (MARKET, "mungkin"), (MARKET, 2), (MARKET, "1.00"), (ROAD, "gravel"), (ROAD, 1),
    ],
)  # fmt: skip
def test_what_is_not_of_the_type_is_refused_in_both_languages(asked: Input, given: object) -> None:
    with pytest.raises(Problem) as caught:
        answer(asked, given)
    assert caught.value.code == "answer.wrong_type"
    for language in ("id", "en"):
        assert asked.name in caught.value.message(language)
        assert str(given) in caught.value.message(language)


@pytest.mark.parametrize(
    ("asked", "given", "bounds"), [(COUNT, -1, "≥ 0"), (SHARE, 101, "0–100"), (SHARE, "-0.1", "0–100")]
)
def test_a_number_outside_its_range_is_refused(asked: Input, given: object, bounds: str) -> None:
    with pytest.raises(Problem) as caught:
        answer(asked, given)
    assert caught.value.code == "answer.out_of_range"
    assert bounds in caught.value.message("id")


def test_yes_and_no_have_no_word_in_common() -> None:
    assert not YES & NO


def edges(band: Band, *, step: Fraction) -> list[tuple[Fraction, bool]]:
    """Values at and around the bounds of a band, each with whether the band holds it, by the words of the bound."""
    found = []
    if band.low is not None:
        found += [(band.low - step, False), (band.low, not band.low_open or None), (band.low + step, None)]
    if band.high is not None:
        found += [(band.high + step, False), (band.high, not band.high_open or None)]
    return [(value, held) for value, held in found if held is not None]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_band_holds_its_bounds_as_written_and_nothing_beyond(code: str) -> None:
    step = Fraction(1, 10**6)
    for indicator in catalogue.edition(code).indicators.values():
        for band in indicator.bands:
            for value, held in edges(band, step=step):
                assert band.holds(value) is held, (indicator.code, band, value)


@given(st.data())
def test_every_value_an_edition_can_get_lies_in_exactly_one_band(data: st.DataObject) -> None:
    edition = data.draw(small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition))
    answers = read_answers(edition, data.draw(answers_of(edition, gaps=False)))
    for indicator in edition.indicators.values():
        try:
            value = indicator.value(answers)
        except ZeroDivisionError:
            assert score(indicator, answers) is None
            continue
        assert [band.score for band in indicator.bands if band.holds(value)] == [score(indicator, answers)]


@given(st.data())
def test_more_of_a_good_thing_never_lowers_a_score(data: st.DataObject) -> None:
    edition = data.draw(small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition))
    for indicator in rising(edition).values():
        asked = edition.inputs[indicator.value.text]
        top = int(asked.maximum) if asked.maximum is not None else 200
        low, high = sorted(data.draw(st.tuples(*[st.integers(int(asked.minimum or 0), top)] * 2)))
        scores = [score(indicator, {asked.name: Fraction(value)}) for value in (low, high)]
        assert scores[0] is not None
        assert scores[1] is not None
        assert scores[0] <= scores[1]


@given(st.data())
def test_missing_answers_leave_exactly_the_scores_that_need_them_out(data: st.DataObject) -> None:
    edition = data.draw(small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition))
    raw = data.draw(answers_of(edition))
    scores = score_answers(edition, raw)
    assert list(scores) == list(edition.indicators)
    for code, indicator in edition.indicators.items():
        if all(raw[name] is not None for name in indicator.value.names):
            whole = read_answers(edition, raw)
            try:
                indicator.value(whole)
            except ZeroDivisionError:
                assert scores[code] is None
            else:
                assert scores[code] in indicator.scores
        if scores[code] is not None:
            assert scores[code] in indicator.scores


@given(st.data())
def test_scores_do_not_depend_on_the_order_or_on_what_is_not_asked(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(SHIPPED).map(catalogue.edition))
    raw = data.draw(answers_of(edition))
    turned = {**dict(reversed(raw.items())), "not_asked": "anything"}
    assert score_answers(edition, turned) == score_answers(edition, raw)


def test_a_zero_divisor_is_no_score_rather_than_a_guess() -> None:
    edition = catalogue.edition("contoh-2020")
    assert score_answers(edition, {"pupils": 0, "children": 0})["SCH"] is None
    assert score_answers(edition, {"pupils": 9, "children": 10})["SCH"] == 4
    assert score_answers(edition, {"pupils": 8, "children": 9})["SCH"] == 1


def test_a_share_on_its_bound_is_exact() -> None:
    """0.9 is no float here: 9 of 10 is exactly the bound, however it is computed."""
    edition = catalogue.edition("contoh-2020")
    for people in (10, 30, 70, 110, 10**9):
        assert score_answers(edition, {"pupils": people * 9 // 10, "children": people})["SCH"] == 4


def test_a_value_no_band_holds_is_a_coded_problem() -> None:
    hollow = Indicator("X", 1, "D", WORDS, WORDS, Expression.parse("a"), bands=(Band(1, WORDS, low=Fraction(5)),))
    with pytest.raises(Problem) as caught:
        band_of(hollow, Fraction(4))
    assert caught.value.code == "answer.no_band"
    assert "X" in caught.value.message("id")


def test_words_never_fall_into_a_band_of_numbers() -> None:
    assert not Band(1, WORDS, low=Fraction(0)).holds("paved")
    assert not Band(1, WORDS, members=frozenset({"paved"})).holds(Fraction(1))


def any_indicator() -> Indicator:
    return catalogue.edition("contoh-2020").indicators["CLI"]  # scores 0, 2 and 4


@pytest.mark.parametrize("given", BLANK, ids=repr)
def test_a_blank_score_is_no_score(given: object) -> None:
    assert checked_score(any_indicator(), given) is None


@pytest.mark.parametrize(
    ("given", "read"), [(4, 4), ("4", 4), (" 2 ", 2), (0, 0), ("0", 0), (4.0, 4), ("4.0", 4), ("4.", 4)]
)
def test_a_given_score_is_read_as_a_number(given: object, read: int) -> None:
    got = checked_score(any_indicator(), given)
    assert got == read
    assert type(got) is int


@pytest.mark.parametrize("given", [1, 3, 5, -1, "x", "4,0", 2.5, "4/1", "1e999999999", "inf", True, "-"])
def test_a_score_the_rubric_lacks_is_refused(given: object) -> None:
    with pytest.raises(Problem) as caught:
        checked_score(any_indicator(), given)
    assert caught.value.code == "score.outside_rubric"
    assert "0, 2, 4" in caught.value.message("id")


def test_given_scores_are_read_for_every_indicator() -> None:
    edition = catalogue.edition("contoh-2020")
    assert checked_scores(edition, {"CLI": "4", "ROA": None, "ZZZ": 9}) == {
        "CLI": 4,
        "SCH": None,
        "MKT": None,
        "ROA": None,
    }


@given(st.data())
def test_every_score_of_a_rubric_has_its_band(data: st.DataObject) -> None:
    edition: Edition = data.draw(small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition))
    for indicator in edition.indicators.values():
        assert list(indicator.scores) == sorted(set(indicator.scores))
        assert indicator.top == max(indicator.scores)
        for value in indicator.scores:
            assert indicator.band(value).score == value
        with pytest.raises(KeyError):
            indicator.band(99)


def test_answers_of_the_toy_index_by_hand() -> None:
    raw: dict[str, Any] = {"clinic_minutes": "30", "pupils": 8, "children": "10", "market": "ya", "road": "Kerikil"}
    assert score_answers(catalogue.edition("contoh-2020"), raw) == {"CLI": 4, "SCH": 1, "MKT": 4, "ROA": 3}
