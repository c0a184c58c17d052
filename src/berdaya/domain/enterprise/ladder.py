"""The growth ladder: separate axes, each with its own steps, each step proven; never one opaque number.

By law nearly every village enterprise is "micro" and stays so; sales, workers, books, licences, market, finance and
digital reach show growth long before the law does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.domain.evidence.conditions import all_asked_for, condition, each_once, holds
from berdaya.domain.evidence.facts import Fact, Facts, facts_from
from berdaya.domain.index.expression import Expression
from berdaya.domain.values import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an axis: what it is called, what must hold, and what proves it."""

    name: Text
    holds: Expression
    proof: Text


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of growth, its steps from the lowest; below the first an enterprise stands at 0."""

    code: str
    name: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Height:
    """How high an enterprise stands on an axis: the lowest and highest step that what is known allows.

    `missing` are the facts whose answer would settle it.
    """

    low: int
    high: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A dated version of the ladder: what is asked, and the axes."""

    code: str
    name: Text
    facts: Mapping[str, Fact]
    axes: tuple[Axis, ...]


def ladder_from(source: Mapping[str, Any], *, file: str) -> Ladder:
    """Build a ladder from a mapping that fits its schema. Problem `definition.invalid` names file, path and remedy."""
    facts = facts_from(source["facts"])
    axes = tuple(_axis(one, facts, file=file) for one in source["axes"])
    each_once((axis.code for axis in axes), file=file, path="axes")
    all_asked_for(facts, (step.holds for axis in axes for step in axis.steps), file=file)
    return Ladder(source["code"], Text(**source["name"]), facts, axes)


def _axis(source: Mapping[str, Any], facts: Mapping[str, Fact], *, file: str) -> Axis:
    path = f"axes[{source['code']}].steps"
    steps = tuple(
        Step(
            Text(**one["name"]),
            condition(one["holds"], facts, file=file, path=f"{path}[{place}].holds"),
            Text(**one["proof"]),
        )
        for place, one in enumerate(source["steps"])
    )
    return Axis(source["code"], Text(**source["name"]), steps)


def height(axis: Axis, facts: Facts) -> Height:
    """Climb step by step until one fails: a step counts only on top of the one below it.

    >>> word = Text("x", "x")
    >>> books = Axis("books", word, tuple(Step(word, Expression.parse(f"months >= {n}"), word) for n in (1, 3, 12)))
    >>> height(books, {"months": 4}), height(books, {}).high
    (Height(low=2, high=2, missing=()), 3)
    """
    low = high = 0
    missing: list[str] = []
    for step in axis.steps:
        held = holds(step.holds, facts)
        if held is False:
            break
        high += 1
        if held is None:
            missing += sorted(name for name in step.holds.names if facts.get(name) is None and name not in missing)
        elif not missing:
            low += 1
    return Height(low, high, tuple(missing))


def climbed(axes: Sequence[Axis], before: Facts, now: Facts) -> dict[str, int]:
    """By how many steps an enterprise surely rose (or fell) on each axis between two dates; 0 where it is not sure.

    >>> word = Text("x", "x")
    >>> reach = Axis("reach", word, tuple(Step(word, Expression.parse(f"buyers >= {n}"), word) for n in (1, 3)))
    >>> climbed([reach], {"buyers": 1}, {"buyers": 5}), climbed([reach], {}, {"buyers": 5})
    ({'reach': 1}, {'reach': 0})
    """
    return {axis.code: _sure(height(axis, before), height(axis, now)) for axis in axes}


def _sure(before: Height, now: Height) -> int:
    if now.low > before.high:
        return now.low - before.high
    return now.high - before.low if now.high < before.low else 0
