"""Family stages: the first failing block decides; unknown answers widen, and only they do."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.domain.welfare.stages import Answer, Block, Instrument, Item, stage


def text(word: str) -> Text:
    return Text(word, word)


def block(code: str, items: str) -> Block:
    return Block(code, text(f"fails {code}"), tuple(Item(one, text(one), text("nobody")) for one in items))


FAMILY = Instrument("toy", text("toy"), (block("I", "abc"), block("II", "de"), block("III", "f")), text("top"))
CODES = tuple(FAMILY.items)
KNOWN = [Answer.YES, Answer.NO, Answer.NOT_APPLICABLE]
answers = st.fixed_dictionaries({code: st.sampled_from(list(Answer)) for code in CODES})
known = st.fixed_dictionaries({code: st.sampled_from(KNOWN) for code in CODES})


def by_hand(given: dict[str, Answer]) -> int:
    """The rule read literally, block by block."""
    for place, items in enumerate(("abc", "de", "f")):
        for code in items:
            if given[code] is Answer.NO:
                return place
    return 3


@given(known)
def test_known_answers_give_one_stage(given: dict[str, Answer]) -> None:
    found = stage(FAMILY, given)
    assert found.low == found.high == by_hand(given)
    assert found.unknown == ()


@given(answers)
def test_the_interval_is_what_every_way_to_answer_gives(given: dict[str, Answer]) -> None:
    unknown = [code for code in CODES if given[code] is Answer.UNKNOWN]
    every = {
        by_hand(given | dict(zip(unknown, filled, strict=True)))
        for filled in product((Answer.YES, Answer.NO), repeat=len(unknown))
    }
    found = stage(FAMILY, given)
    assert (found.low, found.high) == (min(every), max(every))


@given(answers, st.sampled_from(CODES))
def test_a_better_answer_never_lowers_the_stage(given: dict[str, Answer], code: str) -> None:
    worse, better = stage(FAMILY, given | {code: Answer.NO}), stage(FAMILY, given | {code: Answer.YES})
    assert worse.low <= better.low
    assert worse.high <= better.high


@given(answers)
def test_answering_what_is_asked_for_settles_the_stage(given: dict[str, Answer]) -> None:
    found = stage(FAMILY, given)
    assert found.certain == (not found.unknown)
    assert stage(FAMILY, given | dict.fromkeys(found.unknown, Answer.YES)).certain


@given(known)
def test_what_does_not_apply_holds_nobody_back(given: dict[str, Answer]) -> None:
    passed = {code: Answer.YES if answer is Answer.NOT_APPLICABLE else answer for code, answer in given.items()}
    assert stage(FAMILY, given).low == stage(FAMILY, passed).low


def test_one_failing_basic_item_outranks_every_pass() -> None:
    found = stage(FAMILY, dict.fromkeys(CODES, Answer.YES) | {"b": Answer.NO})
    assert (found.low, found.failing) == (0, ("b",))


def test_strangers_and_impossible_answers_are_refused() -> None:
    strict = Instrument("toy", text("toy"), (Block("I", text("low"), (Item("a", text("a")),)),), text("top"))
    with pytest.raises(Problem, match=r"welfare\.unknown_item"):
        stage(strict, {"z": Answer.YES})
    with pytest.raises(Problem, match=r"welfare\.always_applies"):
        stage(strict, {"a": Answer.NOT_APPLICABLE})
