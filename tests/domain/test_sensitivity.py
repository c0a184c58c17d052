"""Sensitivity against assessing again: every single change, every omission, every limit."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess, integer_form
from berdaya.domain.index.loading import edition_from
from berdaya.domain.index.ranks import above_limit
from berdaya.domain.index.sensitivity import changes, omissions, points_to_limits, robustness, weights_margin, without
from tests.strategies import Mapped, edition_source, scores_of, small_editions

IDM = catalogue.edition("idm-2023")
DESA = catalogue.edition("indeks-desa-2025")
TOY = catalogue.edition("contoh-2020")


@given(st.data())
def test_a_change_is_what_assessing_again_gives(data: st.DataObject) -> None:
    edition = data.draw(small_editions())
    scores = data.draw(scores_of(edition))
    now = assess(edition, scores)
    found = changes(edition, scores)
    for one in found:
        then = assess(edition, {**scores, one.indicator: one.to})
        assert (then.index.low - now.index.low, then.status) == (one.by, one.status)
        ladder = edition.indicators[one.indicator].scores
        assert abs(ladder.index(one.to) - ladder.index(one.score)) == 1
    steps = sum(len(item.scores) > 1 for item in edition.indicators.values())
    inner = sum(scores[c] not in (item.scores[0], item.top) for c, item in edition.indicators.items())
    assert len(found) == steps + inner


def left_out(source: Mapped, code: str) -> Mapped:
    """The mapping of an edition without an indicator and without the dimensions that it leaves empty."""
    rest = [item for item in source["indicators"] if item["code"] != code]
    inputs = [item for item in source["inputs"] if item["name"] in {one["value"] for one in rest}]
    dimensions = source["dimensions"]
    while True:
        used = {item["dimension"] for item in rest} | {item["parent"] for item in dimensions}
        kept = [item for item in dimensions if item["code"] in used]
        if kept == dimensions:
            return {**source, "indicators": rest, "inputs": inputs, "dimensions": dimensions}
        dimensions = kept


@given(st.data())
def test_an_omission_is_an_edition_that_never_asked(data: st.DataObject) -> None:
    source = data.draw(edition_source())
    edition = edition_from(source, file="acak-1.yaml")
    scores = data.draw(scores_of(edition))
    now = assess(edition, scores).index.low
    found = omissions(edition, scores)
    assert [one.indicator for one in found] == (list(edition.indicators) if len(edition.indicators) > 1 else [])
    for one in found:
        rest = edition_from(left_out(source, one.indicator), file="acak-1.yaml")
        kept = {code: scores[code] for code in rest.indicators}
        then = assess(rest, kept)
        assert (one.index, one.by, one.status) == (then.index.low, then.index.low - now, then.status)


def test_an_emptied_dimension_goes_with_its_indicator() -> None:
    for edition in (IDM, TOY):
        for dimension in edition.dimensions:
            reduced = edition
            for item in edition.indicators_of(dimension):
                reduced = without(reduced, item.code)
            assert dimension not in reduced.dimensions


@given(st.data())
def test_points_to_the_limits_are_the_least_that_change_the_status(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    scores = data.draw(scores_of(edition))
    form = integer_form(edition)
    assert form is not None
    total = sum(form.weights[code] * score for code, score in scores.items())

    def status(points: int) -> int:
        return sum(points > limit for limit in form.limits)

    fall, rise = points_to_limits(edition, scores)
    assert (fall is None) == (status(total) == 0)
    assert (rise is None) == (status(total) == len(form.limits))
    if fall is not None:
        assert status(total - fall) < status(total) == status(total - fall + 1)
    if rise is not None:
        assert status(total + rise) > status(total) == status(total + rise - 1)


@given(st.data())
def test_weights_within_the_margin_keep_the_status(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    scores = data.draw(scores_of(edition))
    found = weights_margin(edition, scores)
    inside = Fraction(99, 100) if found is None else found * Fraction(99, 100)
    for limit in (one.up_to for one in edition.statuses if one.up_to is not None):
        parts = above_limit(edition, scores, limit)
        total, moved = sum(parts), sum(map(abs, parts)) * inside
        assert (total > 0) == (total - moved > 0) or total == 0
        assert (total <= 0) == (total + moved <= 0) or total == 0


@given(st.data())
def test_what_holds_and_what_flips_add_up(data: st.DataObject) -> None:
    edition = data.draw(st.just(TOY) | small_editions())
    scores = data.draw(scores_of(edition))
    found = robustness(edition, scores)
    single, left = changes(edition, scores), omissions(edition, scores)
    assert found.status == assess(edition, scores).status
    assert found.scenarios == len(single) + len(left)
    assert found.scenarios - found.held == len(found.flips) + sum(one.status != found.status for one in left)
    assert {*found.flips} == {*found.flips_of("rise"), *found.flips_of("fall")}


def test_a_village_at_the_top_of_everything_stands_firm() -> None:
    for edition in (IDM, DESA):
        found = robustness(edition, {code: item.top for code, item in edition.indicators.items()})
        assert (found.to_rise, found.flips, found.held, found.weights) == (None, (), found.scenarios, None)
