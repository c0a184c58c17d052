"""The comparable-items score: bounds, gaps, order, and that a village which did not change does not seem to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalk
from berdaya.domain.index.aggregation import Interval
from berdaya.domain.index.crosswalk import COMPARABLE, SAME, Crosswalk, Kind, comparable, level
from berdaya.domain.index.definition import Edition
from tests.strategies import gappy_scores_of, scores_of

IDM, DESA, TOY = (catalogue.edition(code) for code in ("idm-2023", "indeks-desa-2025", "contoh-2020"))
KINDS = st.sampled_from([SAME, COMPARABLE])


def joined() -> Crosswalk:
    found = crosswalk("idm", "indeks_desa")
    assert found is not None
    return found


WALK = joined()


@pytest.mark.parametrize("edition", [IDM, DESA], ids=lambda one: one.code)
@pytest.mark.parametrize("kinds", [SAME, COMPARABLE])
def test_the_ends_of_the_scale(edition: Edition, kinds: tuple[Kind, ...]) -> None:
    lowest = {code: item.scores[0] for code, item in edition.indicators.items()}
    highest = {code: item.top for code, item in edition.indicators.items()}
    assert comparable(WALK, edition, lowest, kinds).value.known == 0
    assert comparable(WALK, edition, highest, kinds).value.known == 1
    nothing = comparable(WALK, edition, {}, kinds)
    assert nothing.value == Interval(Fraction(0), Fraction(1))


@given(st.data())
def test_a_gap_holds_whatever_the_answer_would_have_been(data: st.DataObject) -> None:
    edition, kinds = data.draw(st.sampled_from([IDM, DESA])), data.draw(KINDS)
    gappy = data.draw(gappy_scores_of(edition, most=10))
    whole = data.draw(scores_of(edition))
    filled = {code: whole[code] if score is None else score for code, score in gappy.items()}
    between, found = comparable(WALK, edition, gappy, kinds), comparable(WALK, edition, filled, kinds)
    known = found.value.known
    assert known is not None
    assert between.value.low <= known <= between.value.high
    assert set(between.missing) <= {code for code, score in gappy.items() if score is None}
    assert (between.value.known is None) == bool(between.missing)


@given(st.data())
def test_a_higher_score_never_lowers_it_and_other_items_never_move_it(data: st.DataObject) -> None:
    edition, kinds = data.draw(st.sampled_from([IDM, DESA])), data.draw(KINDS)
    scores = data.draw(scores_of(edition))
    code = data.draw(st.sampled_from(sorted(edition.indicators)))
    raised = {**scores, code: edition.indicators[code].top}
    before, after = (comparable(WALK, edition, one, kinds).value.low for one in (scores, raised))
    later = WALK.is_later(edition)
    asked = {item for link in WALK.joins(kinds) for item in link.items(later=later)}
    assert after >= before
    assert code in asked or after == before


def test_what_is_the_same_in_both_years_stands_on_the_same_level() -> None:
    """Every class of an item of kind same has a counterpart of the same level: nothing seems to move at the break."""
    for link in WALK.joins(SAME):
        levels = []
        for edition, later in ((IDM, False), (DESA, True)):
            found = {Fraction(0)}
            for code in link.items(later=later):
                steps = {level(edition, link, {**lows(edition), code: score}, later=later).low
                         for score in edition.indicators[code].scores}  # fmt: skip
                found = {one + other for one in found for other in steps}
            levels.append(found)
        assert levels[0] == levels[1], link


def lows(edition: Edition) -> dict[str, int]:
    return {code: item.scores[0] for code, item in edition.indicators.items()}


def test_an_index_of_neither_side_is_refused() -> None:
    with pytest.raises(ValueError, match="contoh-2020"):
        comparable(WALK, TOY, {})
