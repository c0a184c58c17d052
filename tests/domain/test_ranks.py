"""Ranks against brute force: every corner of the weights, every way to fill a gap, every answer off by one class."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess, integer_form
from berdaya.domain.index.ranks import (
    Parts,
    Places,
    above_limit,
    all_places,
    can_reach,
    margin,
    parts_by_dimension,
    parts_of,
    places,
    places_in,
    span_of,
)
from tests.strategies import gappy_scores_of, scores_of, small_editions

IDM = catalogue.edition("idm-2023")
TOY = catalogue.edition("contoh-2020")
SHARES = st.fractions(0, Fraction(9, 10), max_denominator=20)


def parts(most: int = 3) -> st.SearchStrategy[Parts]:
    """Parts of a few indicators, some of them not settled."""
    ends = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(ends, min_size=most, max_size=most).map(
        lambda pairs: Parts(tuple(low for low, _ in pairs), tuple(high for _, high in pairs))
    )


def corners(share: Fraction, count: int) -> list[tuple[Fraction, ...]]:
    return list(product((1 - share, Fraction(1), 1 + share), repeat=count))


def sums(values: tuple[int, ...], weights: tuple[Fraction, ...]) -> Fraction:
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0))


@given(parts(), parts(), SHARES)
def test_one_can_reach_another_where_some_corner_of_the_weights_lets_it(
    one: Parts, other: Parts, share: Fraction
) -> None:
    found = any(sums(one.high, weights) >= sums(other.low, weights) for weights in corners(share, 3))
    assert can_reach(one, other, share) == found


@given(st.lists(parts(), min_size=2, max_size=5), SHARES)
def test_no_weights_within_the_share_give_a_place_outside_the_interval(villages: list[Parts], share: Fraction) -> None:
    found = all_places(villages, share)
    for weights in corners(share, 3):
        for settled in ("low", "high"):
            values = [sums(getattr(one, settled), weights) for one in villages]
            for value, place in zip(values, found, strict=True):
                above, beside = sum(other > value for other in values), sum(other >= value for other in values)
                assert place.best <= above + 1 <= beside <= place.worst


@given(st.lists(parts(), min_size=1, max_size=5), SHARES)
def test_all_places_are_the_places_of_each(villages: list[Parts], share: Fraction) -> None:
    one_by_one = [
        places(one, [other for there, other in enumerate(villages) if there != here], share)
        for here, one in enumerate(villages)
    ]
    assert all_places(villages, share) == one_by_one


@given(st.lists(parts(), min_size=2, max_size=5), SHARES, SHARES)
def test_a_wider_share_never_narrows_an_interval(villages: list[Parts], one: Fraction, other: Fraction) -> None:
    for narrow, wide in zip(all_places(villages, min(one, other)), all_places(villages, max(one, other)), strict=True):
        assert wide.best <= narrow.best <= narrow.worst <= wide.worst


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=4))
def test_the_margin_is_where_a_corner_first_brings_the_sum_to_zero(differences: list[int]) -> None:
    found, sign = margin(differences), sum(differences)
    if found is None:
        assert all(sign * one >= 0 for one in differences)
        return
    if sign == 0:
        assert found == 0
        return
    worst = {share: min(sums(tuple(differences), w) * sign for w in corners(share, len(differences)))
             for share in (found, found * Fraction(99, 100))}  # fmt: skip
    assert worst[found] == 0
    assert worst[found * Fraction(99, 100)] > 0


@given(st.data())
def test_parts_add_up_to_the_index(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    scores = data.draw(gappy_scores_of(edition))
    form = integer_form(edition)
    assert form is not None
    low, high = parts_of(edition, scores).span
    index = assess(edition, scores).index
    assert [Fraction(end) * form.scale / form.denominator for end in (low, high)] == [index.low, index.high]


@given(st.data())
def test_parts_by_dimension_add_up_to_the_same_sums(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    assume(not any(edition.leaves_of(None)))
    scores = data.draw(gappy_scores_of(edition))
    found = assess(edition, scores)
    values = {code: (one.low, one.high) for code, one in found.dimensions.items()}
    assert parts_by_dimension(edition, values).span == parts_of(edition, scores).span
    floats = {code: (Fraction(float(low)), Fraction(float(high))) for code, (low, high) in values.items()}
    assert parts_by_dimension(edition, floats) == parts_by_dimension(edition, values)


@given(st.data())
def test_the_distance_to_a_limit_has_the_sign_of_the_index(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    scores = data.draw(scores_of(edition))
    limit = data.draw(st.sampled_from([one.up_to for one in edition.statuses if one.up_to is not None]))
    above, index = sum(above_limit(edition, scores, limit)), assess(edition, scores).index.low
    assert (above > 0, above == 0) == (index > limit, index == limit)


@given(st.data())
def test_the_span_is_what_one_answer_off_by_one_class_can_give(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    scores = data.draw(scores_of(edition))
    totals = [sum(parts_of(edition, scores).low)]
    for code, item in edition.indicators.items():
        place = item.scores.index(scores[code])
        for other in item.scores[max(place - 1, 0) : place + 2]:
            totals.append(sum(parts_of(edition, {**scores, code: other}).low))
    assert span_of(edition, scores) == (min(totals), max(totals))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=4))
def test_places_in_spans_hold_every_order(drawn: list[tuple[int, int]]) -> None:
    spans = [(low, low + wide) for low, wide in drawn]
    found = places_in(spans[0], spans[1:])
    for values in product(*(range(low, high + 1) for low, high in spans)):
        above, beside = sum(v > values[0] for v in values), sum(v >= values[0] for v in values)
        assert found.best <= above + 1 <= beside <= found.worst


def test_ranks_of_equal_villages_are_shared() -> None:
    top = parts_of(IDM, {code: item.top for code, item in IDM.indicators.items()})
    assert all_places([top, top, top]) == [Places(1, 3)] * 3


def test_an_edition_with_a_geometric_mean_has_no_weights_that_could_err() -> None:
    with pytest.raises(ValueError, match="contoh-2020"):
        parts_of(TOY, {})
