"""Rules between scores, rare changes, and single scores that would explain a figure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.consistency import holds, implausible
from berdaya.domain.index.jumps import SWING, index_jump, score_swings
from berdaya.domain.index.publication import Figure
from berdaya.domain.index.suspects import suspects
from tests.strategies import scores_of

IDM = catalogue.edition("idm-2023")
INDEKS_DESA = catalogue.edition("indeks-desa-2025")
VILLAGE = "9901012001"


@given(scores=scores_of(INDEKS_DESA))
def test_a_broken_rule_is_told_with_every_score_it_is_about(scores: dict[str, int]) -> None:
    broken = {rule.code: rule for rule in INDEKS_DESA.rules if not holds(rule, scores)}
    found = list(implausible(INDEKS_DESA, VILLAGE, 2025, scores))
    assert [finding.rule for finding in found] == list(broken)
    for finding in found:
        for name in broken[finding.rule or ""].rule.names:
            assert f"{name} = {scores[name]}" in finding.message()


def test_the_rules_of_indeks_desa_tell_right_from_wrong() -> None:
    low = dict.fromkeys(INDEKS_DESA.indicators, 1)
    assert not list(implausible(INDEKS_DESA, VILLAGE, 2025, low))
    for changed, rule in (
        ({"ID126": 5}, "productive_assets"),
        ({"ID017": 2}, "no_doctor"),
        ({"ID038": 5}, "no_mutual_aid"),
        ({"ID077": 5}, "other_economic_institutions"),
    ):
        assert [one.rule for one in implausible(INDEKS_DESA, VILLAGE, 2025, low | changed)] == [rule]


def test_a_missing_score_breaks_no_rule() -> None:
    assert not list(implausible(INDEKS_DESA, VILLAGE, 2025, dict.fromkeys(INDEKS_DESA.indicators)))


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [("0.7", "0.8", True), ("0.7", "0.7999", False), ("0.7", "0.65", True), ("0.7", "0.6501", False)],
)
def test_an_index_that_jumps_is_found_at_the_limits(before: str, now: str, found: bool) -> None:
    jump = index_jump(IDM, VILLAGE, 2024, Fraction(before), Fraction(now))
    assert (jump is not None) == found
    # An index of another scale is held to the same shares of it.
    scaled = index_jump(INDEKS_DESA, VILLAGE, 2026, Fraction(before) * 100, Fraction(now) * 100)
    assert (scaled is not None) == found


@given(st.data())
def test_a_swing_needs_equal_ends_and_three_steps(data: st.DataObject) -> None:
    before, now, after = (data.draw(scores_of(IDM)) for _ in range(3))
    found = {one.indicator for one in score_swings(IDM, VILLAGE, 2023, before, now, after)}
    assert found == {
        code for code in IDM.indicators if before[code] == after[code] and abs(now[code] - before[code]) >= SWING
    }


@given(scores=scores_of(IDM), data=st.data())
def test_the_score_that_was_changed_is_among_the_suspects(scores: dict[str, int], data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(IDM.indicators)))
    true = data.draw(st.sampled_from([score for score in IDM.indicators[code].scores if score != scores[code]]))
    found = assess(IDM, {**scores, code: true})
    dimension = IDM.indicators[code].dimension
    figures = {
        dimension: Figure.read(f"{float(found.dimensions[dimension].low):.10f}", decimals=4),
        "IDM": Figure.read(f"{float(found.index.low):.10f}", decimals=4),
    }
    leads = suspects(IDM, scores, dimension, figures)
    assert (code, true) in {(lead.indicator, lead.would_be) for lead in leads}
    for lead in leads:
        again = assess(IDM, {**scores, lead.indicator: lead.would_be})
        assert figures[dimension].equals(again.dimensions[dimension].low)


def test_no_suspects_without_a_figure_or_with_a_gap() -> None:
    scores = {code: item.top for code, item in IDM.indicators.items()}
    assert suspects(IDM, scores, "IKS", {}) == []
    assert suspects(IDM, {**scores, "IKS01": None}, "IKS", {"IKS": Figure.read("0.5", decimals=4)}) == []
