"""The nearest better band, held against trying every band on the edges of it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.margins import margin
from berdaya.domain.index.scoring import band_of
from berdaya.domain.problems import Problem

TINY = Fraction(1, 10**9)
INDICATORS = [
    indicator
    for code in ("idm-2016", "idm-2023", "indeks-desa-2025")
    for indicator in catalogue.edition(code).indicators.values()
    if any(band.members is None for band in indicator.bands)
]
values = st.fractions(0, 20_000, max_denominator=1000) | st.integers(0, 12).map(Fraction)


def scored(indicator, value):
    try:
        return band_of(indicator, value).score
    except Problem:
        return None


@given(st.sampled_from(INDICATORS), values)
def test_at_the_bound_or_just_beyond_it_the_score_is_the_better_one(indicator, value):
    found = margin(indicator, value)
    own = scored(indicator, value)
    if found is None:
        assert own is None or all(band.members is not None for band in indicator.bands if band.score > own)
        return
    assert found.score == own < found.band.score
    assert found.distance == abs(found.bound - value)
    beyond = found.bound + (TINY if found.bound >= value else -TINY)
    if value == found.bound:
        reached = {scored(indicator, value + TINY), scored(indicator, value - TINY)}
    else:
        reached = {scored(indicator, found.bound), scored(indicator, beyond)}
    assert found.band.score in reached


@given(st.sampled_from(INDICATORS), values, values)
def test_no_value_nearer_than_the_distance_scores_better(indicator, value, other):
    found = margin(indicator, value)
    if found is None or abs(other - value) >= found.distance:
        return
    score = scored(indicator, other)
    assert score is None or score <= found.score


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.code)
def test_there_is_nothing_above_the_top(indicator):
    top = indicator.band(indicator.top)
    inside = next((bound for bound in (top.low, top.high) if bound is not None and top.holds(bound)), None)
    assert inside is None or margin(indicator, inside) is None
