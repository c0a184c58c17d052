"""What an expression can give is never narrower than what it gives, and words never meet numbers."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.definition import Choice, Input
from berdaya.domain.index.expression import Expression, ExpressionError
from berdaya.domain.index.reach import YES_NO, Reach, reach, reach_of_input
from berdaya.domain.values import Text

WORDS = Text("kata", "words")
numbers = st.fractions(min_value=-9, max_value=9, max_denominator=4)
ROAD = Reach("word", words=frozenset({"paved", "earth"}))
COUNT = Reach("number", Fraction(0), inf)


def texts() -> st.SearchStrategy[str]:
    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} > 0 else {p[2]})"),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
            inner.map(lambda p: f"(-{p})"),
        )

    return st.recursive(st.sampled_from(["a", "b", "c", "2", "0.5", "0"]), grown, max_leaves=6)


@given(texts(), st.data())
def test_no_value_falls_outside_the_reach(text: str, data: st.DataObject) -> None:
    expression = Expression.parse(text)
    answers, reaches = {}, {}
    for name in ("a", "b", "c"):
        value, one, other = data.draw(numbers), data.draw(numbers), data.draw(numbers)
        answers[name] = value
        low, high = min(value, one, other), max(value, one, other)
        reaches[name] = Reach(
            "number", data.draw(st.sampled_from([low, -inf])), data.draw(st.sampled_from([high, inf]))
        )
    try:
        value = expression(answers)
    except ZeroDivisionError:
        return
    found = reach(expression, reaches)
    assert isinstance(value, Fraction)
    assert found.low <= value <= found.high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("yes + yes + 1", 1, 3),
        ("n / (n + n)", 0, inf),
        ("n / 4", 0, inf),
        ("share / 4", 0, 25),
        ("100 - share", 0, 100),
        ("1 / share", Fraction(1, 100), inf),
        ("-1 / share", -inf, Fraction(-1, 100)),
        ("n if yes else -1", -1, inf),
        ("min(n, 7)", 0, 7),
        ("max(n, 7)", 7, inf),
        ("share * share", 0, 10000),
        ("n > 1", 0, 1),
        ("not yes", 0, 1),
        ("yes and n > 3", 0, 1),
    ],
)
def test_bounds_are_as_narrow_as_the_inputs_allow(text: str, low: Fraction, high: Fraction) -> None:
    names = {"yes": YES_NO, "n": COUNT, "share": Reach("number", Fraction(0), Fraction(100))}
    found = reach(Expression.parse(text), names)
    assert (found.low, found.high) == (low, high)


def test_words_chosen_by_a_condition_are_words() -> None:
    assert reach(Expression.parse("road if yes else 'none'"), {"road": ROAD, "yes": YES_NO}).words == {
        "paved",
        "earth",
        "none",
    }


@pytest.mark.parametrize(
    "text",
    ["road + 1", "-road", "not road", "road and n", "road < 'paved'", "road == 1", "n == 'paved'", "road == 'pavd'",
     "road if n else 1", "n if road else 1", "min(road, 1)", "road < 3"],
)  # fmt: skip
def test_words_that_meet_numbers_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        reach(Expression.parse(text), {"road": ROAD, "n": COUNT})
    assert caught.value.reason.id != caught.value.reason.en


def test_what_inputs_can_be_answered_with() -> None:
    assert reach_of_input(Input("x", "boolean", WORDS)) == YES_NO
    assert reach_of_input(Input("x", "integer", WORDS)) == Reach("number", -inf, inf)
    assert reach_of_input(Input("x", "percent", WORDS, minimum=Fraction(0), maximum=Fraction(100))).high == 100
    assert reach_of_input(Input("x", "category", WORDS, choices=(Choice("a", WORDS),))).words == {"a"}
