"""Family stages in blocks: the first block with a failing item decides, and no number of passes makes up for it.

The stages of BKKBN (tahapan keluarga sejahtera) are the known case: Pra Sejahtera, KS I, KS II, KS III, KS III Plus.
An answer that does not apply holds nobody back, and is kept apart from a yes. An unknown answer may be either, so the
result is an interval of stages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text


class Answer(Enum):
    """What is known of an item."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `not_applicable_when` says for whom it is none; sensitive ones are never a condition for help."""

    code: str
    text: Text
    not_applicable_when: Text | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Items that belong together, and the stage of a family that fails one of them."""

    code: str
    stage: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A dated version of the stages: blocks from the basic to the highest, and the stage of who fails none."""

    code: str
    name: Text
    blocks: tuple[Block, ...]
    top: Text

    @property
    def stages(self) -> tuple[Text, ...]:
        """All stages, the lowest first; a stage is known by its place here, from 0."""
        return (*(block.stage for block in self.blocks), self.top)

    @property
    def items(self) -> Mapping[str, Item]:
        return {item.code: item for block in self.blocks for item in block.items}


@dataclass(frozen=True, slots=True)
class Staging:
    """The lowest and the highest stage that the answers allow, and what is holding the family there.

    `failing` are the items of the deciding block that were answered no; `unknown` those whose answer would narrow the
    interval, in the order to ask them.
    """

    low: int
    high: int
    failing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def certain(self) -> bool:
        return self.low == self.high


def stage(instrument: Instrument, answers: Mapping[str, Answer]) -> Staging:
    """Place a family by the first block it fails. Items without an answer are unknown.

    Problem `welfare.unknown_item` for an answer to no item, `welfare.always_applies` for "not applicable" where the
    item applies to every family. Source: BKKBN, tahapan keluarga sejahtera.

    >>> yes, no = Answer.YES, Answer.NO
    >>> text = lambda word: Text(word, word)
    >>> blocks = tuple(Block(code, text(stage), (Item(code, text(code)),)) for code, stage in (("a", "Pra S"), ("b", "KS I")))
    >>> family = Instrument("x", text("x"), blocks, text("KS II"))
    >>> stage(family, {"a": no, "b": yes})
    Staging(low=0, high=0, failing=('a',), unknown=())
    >>> stage(family, {"a": yes})
    Staging(low=1, high=2, failing=(), unknown=('b',))
    """
    _check(instrument, answers)
    given = {code: answers.get(code, Answer.UNKNOWN) for code in instrument.items}
    high = _first_block(instrument, given, {Answer.NO})
    low = _first_block(instrument, given, {Answer.NO, Answer.UNKNOWN})
    return Staging(low, high, _in_block(instrument, high, given, Answer.NO), _open(instrument, given, high))


def _first_block(instrument: Instrument, answers: Mapping[str, Answer], failing: set[Answer]) -> int:
    """The place of the first block that holds one of these answers; the top where none does."""
    held = (any(answers[item.code] in failing for item in block.items) for block in instrument.blocks)
    return next((place for place, fails in enumerate(held) if fails), len(instrument.blocks))


def _in_block(instrument: Instrument, place: int, answers: Mapping[str, Answer], wanted: Answer) -> tuple[str, ...]:
    if place == len(instrument.blocks):
        return ()
    return tuple(item.code for item in instrument.blocks[place].items if answers[item.code] is wanted)


def _open(instrument: Instrument, answers: Mapping[str, Answer], high: int) -> tuple[str, ...]:
    """What is unknown below the block that decides: within it, a no is there already."""
    return tuple(
        item.code for block in instrument.blocks[:high] for item in block.items if answers[item.code] is Answer.UNKNOWN
    )


def _check(instrument: Instrument, answers: Mapping[str, Answer]) -> None:
    for code, answer in answers.items():
        item = instrument.items.get(code)
        if item is None:
            raise Problem("welfare.unknown_item", code=code, instrument=instrument.code)
        if answer is Answer.NOT_APPLICABLE and item.not_applicable_when is None:
            raise Problem("welfare.always_applies", item=item.text)
