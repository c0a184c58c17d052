"""Size, ladder and licences: monotone, bounded, honest about what is not known."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.enterprise.ladder import Axis, Step, climbed, height
from berdaya.domain.enterprise.licences import Licence, Validity, validity
from berdaya.domain.enterprise.size import SizeClass, size_by_capital, size_by_sales, yearly_sales
from berdaya.domain.index.expression import Expression
from berdaya.domain.values import Text

WORD = Text("x", "x")
MILLIARD = 1_000_000_000
LAW = (
    SizeClass("micro", WORD, 2 * MILLIARD, MILLIARD),
    SizeClass("small", WORD, 15 * MILLIARD, 5 * MILLIARD),
    SizeClass("medium", WORD, 50 * MILLIARD, 10 * MILLIARD),
    SizeClass("large", WORD, None, None),
)
AXIS = Axis(
    "market", WORD, tuple(Step(WORD, Expression.parse(text), WORD) for text in ("buyers >= 1", "far", "export"))
)
FACTS = {"buyers": [0, 1, 5], "far": [True, False], "export": [True, False]}
partly = st.fixed_dictionaries({name: st.sampled_from([*values, None]) for name, values in FACTS.items()})


@given(st.integers(0, 100 * MILLIARD), st.integers(0, MILLIARD))
def test_more_sales_never_make_a_smaller_class(sales: int, more: int) -> None:
    assert LAW.index(size_by_sales(sales, LAW)) <= LAW.index(size_by_sales(sales + more, LAW))
    assert LAW.index(size_by_capital(sales, LAW)) <= LAW.index(size_by_capital(sales + more, LAW))


@given(st.lists(st.one_of(st.none(), st.integers(0, MILLIARD)), min_size=12, max_size=12))
def test_the_estimate_is_never_below_what_is_known(months: list[int | None]) -> None:
    found = yearly_sales(months)
    if found is None:
        assert set(months) == {None}
    else:
        assert found[0] <= found[1]
        assert (found[0] == found[1]) or None in months


@given(partly)
def test_the_height_spans_what_every_answer_would_give(facts: dict[str, object]) -> None:
    unknown = [name for name, value in facts.items() if value is None]
    sure = {
        height(AXIS, facts | dict(zip(unknown, filled, strict=True))).low
        for filled in product(*(FACTS[name] for name in unknown))
    }
    found = height(AXIS, facts)
    assert (found.low, found.high) == (min(sure), max(sure))
    assert (found.low == found.high) == (not found.missing)


@given(partly, partly)
def test_a_rise_is_told_only_where_it_is_sure(before: dict[str, object], now: dict[str, object]) -> None:
    rise = climbed([AXIS], before, now)["market"]
    assert climbed([AXIS], now, before)["market"] == -rise
    low, high = height(AXIS, before), height(AXIS, now)
    assert (rise > 0) == (high.low > low.high)


@given(st.integers(-400, 4000), st.integers(0, 400))
def test_a_licence_passes_through_its_states_in_order(day: int, notice: int) -> None:
    issued = date(2022, 3, 1)
    licence = Licence("p-irt", issued, issued + timedelta(days=1826))
    order = [Validity.NOT_YET, Validity.VALID, Validity.RENEW, Validity.EXPIRED]
    today = issued + timedelta(days=day)
    here, after = (validity(licence, one, renew_within=notice) for one in (today, today + timedelta(days=1)))
    assert order.index(here) <= order.index(after)


@pytest.mark.parametrize("years", [0, 1, 40])
def test_a_licence_without_end_stays_valid(years: int) -> None:
    assert validity(Licence("nib", date(2020, 1, 1)), date(2020 + years, 1, 1)) is Validity.VALID
