"""Contributions add up exactly, a gain is a difference, and what lacks is never more than what would be enough."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.definition import Band, Edition, Indicator
from berdaya.domain.index.explanation import (
    binding,
    contributions,
    intervention_points,
    last_limit,
    limits,
    missing,
    next_limit,
)
from berdaya.domain.index.expression import Expression
from berdaya.domain.index.scoring import read_answers, score
from berdaya.domain.index.wording import activity, lacking_wording
from berdaya.domain.values import Text
from tests.strategies import answers_of, scores_of, small_editions

WORDS = Text("kata", "words")
SHIPPED = catalogue.codes()
ADDITIVE = [code for code in SHIPPED if catalogue.edition(code).is_additive]


def additive() -> st.SearchStrategy[Edition]:
    return small_editions(means=("arithmetic",)) | st.sampled_from(ADDITIVE).map(catalogue.edition)


def every() -> st.SearchStrategy[Edition]:
    return small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition)


@given(st.data())
def test_contributions_add_up_to_the_index_exactly(data: st.DataObject) -> None:
    edition = data.draw(additive())
    scores = data.draw(scores_of(edition))
    parts = contributions(edition, scores)
    assert [part.indicator for part in parts] == list(edition.indicators)
    assert sum(part.amount for part in parts) == assess(edition, scores).index.known
    assert sum(part.possible for part in parts) == edition.head.scale
    assert all(0 <= part.amount <= part.possible for part in parts)
    assert all(part.lost == 0 for part in parts if part.score == edition.indicators[part.indicator].top)


def test_a_geometric_index_is_no_sum_and_says_so() -> None:
    edition = catalogue.edition("contoh-2020")
    with pytest.raises(ValueError, match="geometric"):
        contributions(edition, {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 3})


@given(st.data())
def test_a_gain_is_the_index_reached_less_the_index_now(data: st.DataObject) -> None:
    edition = data.draw(every())
    scores = data.draw(scores_of(edition))
    now = assess(edition, scores)
    points = intervention_points(edition, scores)
    assert {point.indicator for point in points} == {
        code for code, item in edition.indicators.items() if scores[code] < item.top
    }
    for point in points[:5]:
        then = assess(edition, {**scores, point.indicator: point.target})
        assert now.index.known is not None
        assert then.index.known is not None
        assert point.gain == then.index.known - now.index.known >= 0
        dimension = edition.indicators[point.indicator].dimension
        assert point.gain_in_dimension == then.dimensions[dimension].low - now.dimensions[dimension].low >= 0
        assert point.status == then.status
        assert (point.score, point.target) == (scores[point.indicator], edition.indicators[point.indicator].top)
    gains = [point.gain for point in points]
    assert gains == sorted(gains, reverse=True)


@given(st.data())
def test_under_arithmetic_means_the_gain_is_what_was_lost_and_gains_add_up(data: st.DataObject) -> None:
    edition = data.draw(additive())
    scores = data.draw(scores_of(edition))
    lost = {part.indicator: part.lost for part in contributions(edition, scores)}
    points = intervention_points(edition, scores)
    assert {point.indicator: point.gain for point in points} == {code: loss for code, loss in lost.items() if loss}
    now = assess(edition, scores).index.known
    assert now is not None
    assert sum(point.gain for point in points) == edition.head.scale - now


@given(st.data())
def test_equal_gains_stand_in_the_order_of_the_edition(data: st.DataObject) -> None:
    edition = data.draw(additive())
    order = list(edition.indicators)
    points = intervention_points(edition, data.draw(scores_of(edition)))
    for one, other in pairwise(points):
        if one.gain == other.gain:
            assert order.index(one.indicator) < order.index(other.indicator)


@given(st.data())
def test_what_binds_are_the_largest_losses(data: st.DataObject) -> None:
    edition = data.draw(additive())
    scores = data.draw(scores_of(edition))
    found = binding(edition, scores, count=3)
    losses = sorted((part.lost for part in contributions(edition, scores) if part.lost), reverse=True)
    assert [part.lost for part in found] == losses[:3]


@given(every(), st.fractions(0, 1, max_denominator=10**6))
def test_the_limits_around_an_index(edition: Edition, share: Fraction) -> None:
    index = share * edition.head.scale
    around = limits(edition, index)
    assert [limit.value for limit in around] == [item.up_to for item in edition.statuses[:-1]]
    assert all(limit.distance == limit.value - index for limit in around)
    status = next(item for item in edition.statuses if item.up_to is None or index <= item.up_to)
    above, below = next_limit(edition, index), last_limit(edition, index)
    assert (above.lower if above else edition.statuses[-1]) == status
    assert (below.upper if below else edition.statuses[0]) == status
    assert above is None or above.distance >= 0
    assert below is None or below.distance < 0


def test_a_village_on_a_limit_has_still_to_pass_it() -> None:
    edition = catalogue.edition("idm-2023")
    on = Fraction("0.7072")
    above, below = next_limit(edition, on), last_limit(edition, on)
    assert above is not None
    assert below is not None
    assert (above.lower.code, above.upper.code, above.distance) == ("berkembang", "maju", 0)
    assert (below.upper.code, below.distance) == ("berkembang", Fraction("0.5989") - on)


def number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def band(score: int, low: str | None, high: str | None, *, low_open: bool = False, high_open: bool = False) -> Band:
    return Band(score, WORDS, None, number(low), number(high), low_open, high_open)


@pytest.mark.parametrize(
    ("now", "target", "least", "value", "expected"),
    [
        # more is better
        (band(0, "0", "0"), band(5, "5", None), "0", None, 5),
        (band(3, "2", "4"), band(5, "5", None), "0", None, 3),
        (band(3, "2", "4"), band(5, "5", None), "0", "3", 2),
        (band(1, None, "2", high_open=True), band(5, "3", None), "0", None, 3),
        (band(1, None, "2", high_open=True), band(5, "3", None), None, None, None),
        (band(1, None, "2", high_open=True), band(5, "3", None), None, "-4", 7),
        (band(1, "0", "0"), band(5, "0", None, low_open=True), "0", None, 0),
        # less is better
        (band(2, "30", "60", low_open=True), band(5, None, "30"), "0", None, 30),
        (band(2, "30", "60", low_open=True), band(5, None, "30"), "0", "45", 15),
        (band(1, "60", None, low_open=True), band(5, None, "30"), "0", None, None),
        (band(1, "60", None, low_open=True), band(5, None, "30"), "0", "90", 60),
        # exactly one value is best, with the present band below or above it
        (band(3, "1", "2"), band(5, "0", "0"), "0", None, 2),
        (band(3, "1", "2"), band(5, "0", "0"), "0", "1", 1),
        (band(3, "0", None, low_open=True), band(5, "0", "0"), "0", None, None),
        (band(3, "3", "3"), band(5, "4", "4"), "0", None, 1),
        (band(3, "5", "6"), band(5, "2", "4"), "0", None, 2),
        # already there, although the score says otherwise
        (band(3, "1", "2"), band(5, "5", None), "0", "7", 0),
    ],
)
def test_what_lacks_to_a_band(
    now: Band, target: Band, least: str | None, value: str | None, expected: int | None
) -> None:
    asked = Indicator("X", 1, "D", WORDS, WORDS, Expression.parse("q"), bands=(now, target), least=number(least))
    assert missing(asked, now, target, {} if value is None else {"q": Fraction(value)}) == expected


def test_what_lacks_to_words_or_yes_is_no_amount() -> None:
    edition = catalogue.edition("contoh-2020")
    for code in ("MKT", "ROA"):
        item = edition.indicators[code]
        assert missing(item, item.band(1), item.band(4), {"market": False, "road": "earth"}) is None


@given(st.data())
def test_adding_what_lacks_reaches_the_target_and_a_band_never_lacks_more_than_it_says(data: st.DataObject) -> None:
    edition = data.draw(every())
    answers = read_answers(edition, data.draw(answers_of(edition, gaps=False)))
    for item in edition.indicators.values():
        reached_score = score(item, answers)
        if reached_score is None or item.value.text not in edition.inputs:
            continue
        now = item.band(reached_score)
        value, target = answers[item.value.text], item.band(item.top)
        exact, most = missing(item, now, target, answers), missing(item, now, target, {})
        if exact is None:
            assert most is None
            continue
        assert isinstance(value, Fraction)
        assert most is None or exact <= most
        reached = value - exact if target.low is None or value > target.low else value + exact
        assert target.holds(reached) or reached in {target.low, target.high}


@pytest.mark.parametrize("code", SHIPPED)
def test_a_sentence_with_an_amount_stands_only_where_the_amount_suffices(code: str) -> None:
    """`{missing}` is the way to the bound, so the bound must belong to the target."""
    for item in catalogue.edition(code).indicators.values():
        target = item.band(item.top)
        for each in item.bands:
            if each.lift and "{missing}" in each.lift.id:
                assert not target.low_open, (item.code, each.score)
                assert not target.high_open, (item.code, each.score)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_sentence_can_be_filled_in_both_languages(code: str) -> None:
    for item in catalogue.edition(code).indicators.values():
        for each in item.bands:
            if each.lift is None:
                continue
            words = activity(item, each.score, item.top)
            assert words is not None, (item.code, each.score)
            assert "{" not in words.id + words.en
            assert each.lift.id.count("{missing}") == each.lift.en.count("{missing}")
            assert each.lift.id.count("{target}") == each.lift.en.count("{target}")


def test_sentences_of_the_toy_index() -> None:
    edition = catalogue.edition("contoh-2020")
    clinic = edition.indicators["CLI"]
    words = activity(clinic, 2, 4, {"clinic_minutes": Fraction(85, 2)})
    assert words == Text("Persingkat 12,5 menit", "Shorten it by 12.5 minutes")
    assert activity(clinic, 2, 4) == Text("Persingkat paling banyak 30 menit", "Shorten it by up to 30 minutes")
    assert activity(clinic, 0, 4) is None
    assert ("CLI", 0, "lift") in list(lacking_wording(edition))


def test_where_only_the_score_is_known_the_amount_is_a_span() -> None:
    """Two or three groups lack five or six to eight; two groups lack six."""
    groups = catalogue.edition("idm-2023").indicators["IKS18"]
    words = activity(groups, 2, 5)
    assert words is not None
    assert "5 sampai 6" in words.id
    assert "5 to 6" in words.en
    known = activity(groups, 2, 5, {"sports_groups": Fraction(2)})
    assert known is not None
    assert " 6 " in known.id
    assert "sampai" not in known.id
