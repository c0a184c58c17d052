"""From scores to index and status: bounded, monotone, order-free, exact, and honest about what is missing."""

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess, composite, effective_weights, integer_form, mean
from berdaya.domain.index.classification import classify, spanned
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.loading import edition_from
from berdaya.domain.problems import Problem
from tests.strategies import MEANS, edition_source, gappy_scores_of, scores_of, small_editions

SHIPPED = catalogue.codes()
ADDITIVE = [code for code in SHIPPED if catalogue.edition(code).is_additive]
NEAR = Fraction(1, 10**9)  # what the rounding of geometric means may cost, on a scale of 100

pairs = st.lists(
    st.tuples(st.fractions(0, 1, max_denominator=30), st.fractions(Fraction(1, 4), 9, max_denominator=4)),
    min_size=1,
    max_size=6,
)


def drawn(data: st.DataObject, *, shipped: bool = True) -> Edition:
    """A small random edition or a shipped one."""
    sources = small_editions()
    return data.draw(sources | st.sampled_from(SHIPPED).map(catalogue.edition) if shipped else sources)


def completions(edition: Edition, scores: Mapping[str, int | None]) -> Iterator[dict[str, int]]:
    """Every way to fill the gaps."""
    choices = [
        edition.indicators[code].scores if scores[code] is None else (scores[code],) for code in edition.indicators
    ]
    for filled in product(*choices):
        yield dict(zip(edition.indicators, filled, strict=True))  # type: ignore[arg-type]


@given(pairs, st.sampled_from(MEANS))
def test_a_mean_lies_between_its_parts_and_no_weighting_by_a_common_factor_moves_it(
    parts: list[tuple[Fraction, Fraction]], kind: Any
) -> None:
    value = mean(kind, parts)
    values = [part for part, _ in parts]
    assert min(values) - NEAR <= value <= max(values) + NEAR
    assert abs(mean(kind, [(part, weight * 7) for part, weight in parts]) - value) <= NEAR
    assert abs(mean(kind, list(reversed(parts))) - value) <= NEAR


@given(pairs)
def test_the_geometric_mean_is_never_above_the_arithmetic_one(parts: list[tuple[Fraction, Fraction]]) -> None:
    assert mean("geometric", parts) <= mean("arithmetic", parts) + NEAR


def test_a_mean_of_thirds_is_a_third() -> None:
    third = Fraction(1, 3)
    assert mean("arithmetic", [(third, Fraction(1))] * 7) == third
    assert mean("geometric", [(third, Fraction(1))] * 7) == pytest.approx(1 / 3, abs=1e-12)


def test_a_geometric_mean_on_a_limit_stays_on_it() -> None:
    """√(0.16 · 1) is 0.4; the float next to it would be above the limit and in the wrong class."""
    assert mean("geometric", [(Fraction(4, 25), Fraction(1)), (Fraction(1), Fraction(1))]) == Fraction(2, 5)
    assert mean("geometric", [(Fraction(0), Fraction(1)), (Fraction(1), Fraction(1))]) == 0


@given(st.data())
def test_the_index_and_all_dimensions_are_bounded_by_the_scale(data: st.DataObject) -> None:
    edition = drawn(data)
    result = assess(edition, data.draw(gappy_scores_of(edition)))
    assert set(result.dimensions) == set(edition.dimensions)
    for interval in (result.index, *result.dimensions.values()):
        assert 0 <= interval.low <= interval.high <= edition.head.scale


@given(st.data())
def test_the_top_scores_give_the_full_scale_and_the_best_status(data: st.DataObject) -> None:
    edition = drawn(data)
    result = assess(edition, {code: item.top for code, item in edition.indicators.items()})
    assert result.index.known == edition.head.scale
    assert {interval.known for interval in result.dimensions.values()} == {edition.head.scale}


@given(st.data())
def test_a_better_score_never_lowers_anything(data: st.DataObject) -> None:
    edition = drawn(data)
    scores = data.draw(gappy_scores_of(edition))
    code = data.draw(st.sampled_from(sorted(edition.indicators)))
    low, high = sorted(data.draw(st.tuples(*[st.sampled_from(edition.indicators[code].scores)] * 2)))
    before, after = assess(edition, {**scores, code: low}), assess(edition, {**scores, code: high})
    assert before.index.low <= after.index.low
    assert before.index.high <= after.index.high
    for dimension, interval in before.dimensions.items():
        assert interval.low <= after.dimensions[dimension].low
    order = [item.code for item in edition.statuses]
    assert order.index(before.statuses[0]) <= order.index(after.statuses[0])


@given(st.data())
def test_the_order_of_scores_dimensions_and_indicators_does_not_matter(data: st.DataObject) -> None:
    source = data.draw(edition_source())
    edition = edition_from(source, file="x.yaml")
    scores = data.draw(gappy_scores_of(edition))
    turned = {**source, "dimensions": source["dimensions"][::-1], "indicators": source["indicators"][::-1]}
    other = assess(edition_from(turned, file="x.yaml"), dict(reversed(scores.items())))
    one = assess(edition, scores)
    assert abs(one.index.low - other.index.low) <= NEAR
    assert abs(one.index.high - other.index.high) <= NEAR
    if edition.is_additive:
        assert (one.index, one.dimensions, one.statuses) == (other.index, other.dimensions, other.statuses)
    assert set(one.missing) == set(other.missing)


@given(st.data())
def test_weights_count_only_by_their_ratio(data: st.DataObject) -> None:
    source = data.draw(edition_source(means=("arithmetic",)))
    edition = edition_from(source, file="x.yaml")
    scores = data.draw(scores_of(edition))
    heavier = {
        **source,
        "dimensions": [{**item, "weight": item["weight"] * 4} for item in source["dimensions"]],
        "indicators": [{**item, "weight": item["weight"] * 4} for item in source["indicators"]],
    }
    assert assess(edition_from(heavier, file="x.yaml"), scores).index == assess(edition, scores).index


@settings(max_examples=60)
@given(st.data())
def test_the_interval_holds_every_completion_and_both_its_ends_are_reached(data: st.DataObject) -> None:
    """The oracle is brute force: every way to fill at most four gaps."""
    edition = drawn(data, shipped=False)
    scores = data.draw(gappy_scores_of(edition, most=4))
    result = assess(edition, scores)
    whole = [assess(edition, filled) for filled in completions(edition, scores)]
    found = [item.index.known for item in whole]
    assert (result.index.low, result.index.high) == (min(found), max(found))  # type: ignore[type-var]
    for code, interval in result.dimensions.items():
        inside = [item.dimensions[code].known for item in whole]
        assert (interval.low, interval.high) == (min(inside), max(inside))  # type: ignore[type-var]
    reached = {item.status for item in whole}
    assert reached <= set(result.statuses)
    assert {result.statuses[0], result.statuses[-1]} <= reached
    between = range(len(result.statuses))
    assert [edition.statuses.index(item) - edition.statuses.index(_class(edition, result.statuses[0]))
            for item in edition.statuses if item.code in result.statuses] == list(between)  # fmt: skip
    assert result.complete == (len(whole) == 1)


def _class(edition: Edition, code: str | None) -> Any:
    return next(item for item in edition.statuses if item.code == code)


def test_the_toy_index_by_brute_force() -> None:
    """All 3 · 2 · 2 · 3 completions of the toy index; statuses spanned are exactly those that occur."""
    edition = catalogue.edition("contoh-2020")
    nothing = dict.fromkeys(edition.indicators)
    whole = [assess(edition, filled) for filled in completions(edition, nothing)]
    result = assess(edition, nothing)
    assert len(whole) == 36
    assert result.index.low == min(item.index.low for item in whole)
    assert result.index.high == max(item.index.high for item in whole)
    assert set(result.statuses) == {item.status for item in whole} == {"low", "middle", "high"}
    assert (result.status, result.complete, result.missing) == (None, False, ("CLI", "SCH", "MKT", "ROA"))


@given(st.data())
def test_filling_a_gap_never_widens_the_interval(data: st.DataObject) -> None:
    edition = drawn(data)
    scores = data.draw(gappy_scores_of(edition))
    result = assess(edition, scores)
    for code in result.missing[:3]:
        filled = assess(edition, {**scores, code: data.draw(st.sampled_from(edition.indicators[code].scores))})
        assert result.index.low <= filled.index.low <= filled.index.high <= result.index.high
        assert set(filled.statuses) <= set(result.statuses)


@given(st.data())
def test_the_weights_in_the_index_sum_to_one_and_give_it(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)) | st.sampled_from(ADDITIVE).map(catalogue.edition))
    scores = data.draw(scores_of(edition))
    weights = effective_weights(edition)
    assert set(weights) == set(edition.indicators)
    assert sum(weights.values()) == 1
    assert min(weights.values()) > 0
    total = sum(weight * Fraction(scores[code], edition.indicators[code].top) for code, weight in weights.items())
    assert assess(edition, scores).index.known == total * edition.head.scale


@given(st.data())
def test_counting_in_whole_numbers_gives_what_averaging_fractions_gives(data: st.DataObject) -> None:
    edition = data.draw(small_editions() | st.sampled_from(SHIPPED).map(catalogue.edition))
    scores = data.draw(scores_of(edition))
    averaged = composite(edition, {code: Fraction(scores[code], item.top) for code, item in edition.indicators.items()})
    result = assess(edition, scores)
    assert averaged.pop(edition.head.code) == result.index.known
    assert averaged == {code: interval.known for code, interval in result.dimensions.items()}


def by_integers(edition: Edition, scores: Mapping[str, int]) -> tuple[Fraction, str]:
    form = integer_form(edition)
    assert form is not None
    total = sum(form.weights[code] * score for code, score in scores.items())
    place = sum(total > limit for limit in form.limits)
    return Fraction(total, form.denominator), edition.statuses[place].code


@given(st.data())
def test_the_integer_form_gives_the_same_index_and_status(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)) | st.sampled_from(ADDITIVE).map(catalogue.edition))
    scores = data.draw(scores_of(edition))
    index, status = by_integers(edition, scores)
    result = assess(edition, scores)
    assert index * edition.head.scale == result.index.known
    assert status == result.status


@pytest.mark.parametrize("code", ["idm-2016", "idm-2023"])
def test_the_integer_form_of_the_idm_is_the_one_the_design_states(code: str) -> None:
    form = integer_form(catalogue.edition(code))
    assert form is not None
    assert form.denominator == 6300
    assert form.limits == (3091, 3773, 4455, 5137)
    assert {name[:3]: weight for name, weight in form.weights.items()} == {"IKS": 12, "IKE": 35, "IKL": 140}
    assert [sum(name.startswith(part) for name in form.weights) for part in ("IKS", "IKE", "IKL")] == [35, 12, 3]


def test_the_integer_form_of_indeks_desa_counts_every_item_once() -> None:
    form = integer_form(catalogue.edition("indeks-desa-2025"))
    assert form is not None
    assert (form.denominator, set(form.weights.values()), len(form.weights)) == (635, {1}, 127)
    assert form.limits == (314, 364, 440, 505)  # 49.48, 57.38, 69.34, 79.62 per cent of 635, rounded down


def reached(edition: Edition, total: int) -> dict[str, int]:
    """Scores of the edition whose weighted sum is `total`, found by trying from a seeded start."""
    form = integer_form(edition)
    assert form is not None
    draw = random.Random(total)
    while True:
        scores = {code: draw.choice(item.scores) for code, item in edition.indicators.items()}
        for _ in range(4000):
            lack = total - sum(form.weights[code] * score for code, score in scores.items())
            if lack == 0:
                return scores
            code = draw.choice(list(scores))
            other = draw.choice(edition.indicators[code].scores)
            if abs(lack - form.weights[code] * (other - scores[code])) <= abs(lack) or draw.random() < 0.05:
                scores[code] = other


@pytest.mark.parametrize("code", ADDITIVE)
def test_both_sides_of_every_limit_are_classed_alike_by_integers_and_by_fractions(code: str) -> None:
    edition = catalogue.edition(code)
    form = integer_form(edition)
    assert form is not None
    for place, limit in enumerate(form.limits):
        for total, expected in ((limit, place), (limit + 1, place + 1)):
            scores = reached(edition, total)
            assert assess(edition, scores).status == edition.statuses[expected].code == by_integers(edition, scores)[1]


def test_an_edition_with_a_geometric_mean_has_no_integer_form() -> None:
    assert integer_form(catalogue.edition("contoh-2020")) is None


@given(st.data())
def test_a_value_on_a_limit_belongs_to_the_lower_class(data: st.DataObject) -> None:
    edition = drawn(data)
    step = Fraction(1, 10**15)
    for lower, upper in zip(edition.statuses, edition.statuses[1:], strict=False):
        assert lower.up_to is not None
        assert classify(lower.up_to, edition.statuses) == lower
        assert classify(lower.up_to + step, edition.statuses) == upper
        assert spanned(lower.up_to, lower.up_to + step, edition.statuses) == (lower, upper)
        assert spanned(lower.up_to, lower.up_to, edition.statuses) == (lower,)
    assert classify(Fraction(-1), edition.statuses) == edition.statuses[0]
    assert classify(Fraction(10**9), edition.statuses) == edition.statuses[-1]


def test_the_idm_limits_are_classed_as_the_source_classes_them() -> None:
    edition = catalogue.edition("idm-2023")
    of = {
        value: classify(Fraction(value), edition.statuses).name.id
        for value in ("0.4907", "0.49070001", "0.8155", "0.8156")
    }
    assert of == {"0.4907": "Sangat Tertinggal", "0.49070001": "Tertinggal", "0.8155": "Maju", "0.8156": "Mandiri"}


def test_a_score_outside_the_rubric_is_no_assessment() -> None:
    edition = catalogue.edition("contoh-2020")
    for score in (-1, 1, 3, 5):
        with pytest.raises(KeyError):
            assess(edition, {"CLI": score, "SCH": 4, "MKT": 4, "ROA": 4})


def test_a_score_of_an_indicator_the_edition_lacks_is_left_alone() -> None:
    edition = catalogue.edition("contoh-2020")
    whole = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 3}
    assert assess(edition, {**whole, "ZZZ": 9}) == assess(edition, whole)


def test_an_edition_of_continuous_indicators_is_not_assessed_village_by_village() -> None:
    source = {
        "format": 1, "code": "x-1", "family": "x", "based_on": None, "name": {"id": "a", "en": "a"}, "short_name": "a",
        "summary": {"id": "a", "en": "a"}, "confidence": "high", "years": {"first": 2020, "last": None},
        "index": {"code": "ALL", "mean": "arithmetic", "scale": 1, "decimals": 4, "rounding": "half_up"},
        "status_edge": "lower", "statuses": [{"code": "low", "name": {"id": "a", "en": "a"}, "up_to": None}],
        "dimensions": [{"code": "D", "parent": None, "name": {"id": "a", "en": "a"}, "short": {"id": "a", "en": "a"},
                        "weight": 1, "mean": "arithmetic"}],
        "inputs": [{"name": "q", "type": "number", "label": {"id": "a", "en": "a"}}],
        "indicators": [{"code": "X", "number": 1, "dimension": "D", "name": {"id": "a", "en": "a"},
                        "short": {"id": "a", "en": "a"}, "value": "q", "normalise": {"method": "minmax"}}],
    }  # fmt: skip
    edition = edition_from(source, file="x.yaml")
    assert integer_form(edition) is None
    with pytest.raises(Problem) as caught:
        assess(edition, {"X": None})
    assert caught.value.code == "definition.continuous"


@given(small_editions())
def test_the_indicators_of_a_dimension_are_those_of_its_whole_subtree(edition: Edition) -> None:
    for code in edition.dimensions:
        expected = []
        for indicator in edition.indicators.values():
            above: str | None = indicator.dimension
            while above is not None and above != code:
                above = edition.dimensions[above].parent
            if above == code:
                expected.append(indicator)
        assert list(edition.indicators_of(code)) == expected


def test_the_toy_index_by_hand() -> None:
    """SVC = (1·½ + 3·¼) / 4 = 5/16; WRK = 3/4; LIV = (¼ + ¾) / 2 = ½; TOY = 100 · (5/16)^⅔ · ½^⅓."""
    result = composite(
        catalogue.edition("contoh-2020"),
        {"CLI": Fraction(1, 2), "SCH": Fraction(1, 4), "MKT": Fraction(1, 4), "ROA": Fraction(3, 4)},
    )
    assert (result["SVC"], result["WRK"], result["LIV"]) == (Fraction(500, 16), 75, 50)
    assert float(result["TOY"]) == pytest.approx(100 * (5 / 16) ** (2 / 3) * 0.5 ** (1 / 3), abs=1e-9)
