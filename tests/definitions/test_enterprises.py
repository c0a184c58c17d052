"""The shipped definitions on enterprises: ordered, complete, climbable."""

from fractions import Fraction

import pytest

from berdaya.definitions.enterprises import ladder, licence_kinds, size_classes
from berdaya.domain.enterprise.ladder import Axis, height, ladder_from
from berdaya.domain.index.expression import Value
from berdaya.domain.problems import Problem


def test_the_classes_rise_and_the_last_has_no_limit() -> None:
    *limited, last = size_classes()
    assert [one.sales_up_to for one in limited] == sorted(one.sales_up_to or 0 for one in limited)
    assert [one.capital_up_to for one in limited] == sorted(one.capital_up_to or 0 for one in limited)
    assert (last.sales_up_to, last.capital_up_to) == (None, None)


@pytest.mark.parametrize("axis", ladder().axes, ids=lambda axis: axis.code)
def test_every_axis_can_be_climbed_to_its_top_and_begins_at_the_ground(axis: Axis) -> None:
    best: dict[str, Value] = {
        code: True if fact.kind == "yes_no" else Fraction(10**12) for code, fact in ladder().facts.items()
    }
    least: dict[str, Value] = {
        code: False if fact.kind == "yes_no" else Fraction(0) for code, fact in ladder().facts.items()
    }
    assert height(axis, best).low == len(axis.steps)
    assert height(axis, least).high == 0
    assert height(axis, {}).high == len(axis.steps)


def test_what_can_be_renewed_has_an_end() -> None:
    for kind in licence_kinds().values():
        assert (kind.renew_days is None) == (kind.years is None)


def test_a_step_over_an_unknown_fact_is_refused() -> None:
    word = {"id": "x", "en": "x"}
    source = {
        "code": "toy",
        "name": word,
        "facts": {"sold": {"kind": "yes_no", "ask": word}},
        "axes": [{"code": "a", "name": word, "steps": [{"holds": "lost", "name": word, "proof": word}]}],
    }
    with pytest.raises(Problem) as caught:
        ladder_from(source, file="toy.yaml")
    assert (caught.value.details["fault"], caught.value.details["path"]) == ("unknown_name", "axes[a].steps[0].holds")
