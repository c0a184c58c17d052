"""Which items of two indices ask the same thing, and a score over those alone that both can give: ours, never a ministry's.

Terms, guarantees and worked tables: docs/algorithms/crosswalk.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from berdaya.domain.index.aggregation import Interval
from berdaya.domain.index.definition import Edition, Indicator
from berdaya.domain.values import Text

Kind = Literal["same", "similar", "none"]
Scores = Mapping[str, int | None]

SAME: Final[tuple[Kind, ...]] = ("same",)
COMPARABLE: Final[tuple[Kind, ...]] = ("same", "similar")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two indices: its family and the editions whose items are meant."""

    family: str
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Items that are the same, similar, or without a counterpart, and why.

    `cut`: an item of which only two classes count, from this score up and below it.
    """

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]
    cut: Mapping[str, int]
    reason: Text

    def items(self, *, later: bool) -> tuple[str, ...]:
        return self.after if later else self.before


@dataclass(frozen=True)
class Crosswalk:
    """Every item of two indices beside its counterpart, as read on a date."""

    code: str
    name: Text
    summary: Text
    dated: date
    before: Side
    after: Side
    links: tuple[Link, ...]

    def joins(self, kinds: Collection[Kind] = SAME) -> tuple[Link, ...]:
        """The links of these kinds that have items on both sides."""
        return tuple(link for link in self.links if link.kind in kinds and link.before and link.after)

    def is_later(self, edition: Edition) -> bool:
        """Whether an edition stands on the later side. ValueError where it stands on neither."""
        if edition.code in self.after.editions:
            return True
        if edition.code in self.before.editions:
            return False
        raise ValueError(f"{edition.code} is not of the crosswalk {self.code}.")


@dataclass(frozen=True, slots=True)
class Comparable:
    """The comparable-items score, from 0 to 1, over `links` links; the missing scores leave an interval."""

    value: Interval
    links: int
    missing: tuple[str, ...]


def steps(indicator: Indicator, cut: int | None) -> int:
    """How many steps lead from the lowest class of an item to its highest; one where it is cut in two."""
    return 1 if cut is not None else len(indicator.scores) - 1


def climbed(indicator: Indicator, score: int, cut: int | None) -> int:
    """How many of them a score has climbed. ValueError for a score the rubric lacks."""
    place = indicator.scores.index(score)
    return place if cut is None else int(score >= cut)


def level(edition: Edition, link: Link, scores: Scores, *, later: bool) -> Interval:
    """How far up a village stands on one link, from 0 (lowest classes) to 1 (highest): steps climbed of all steps.

    Classes count, not scores: a middle class is half way up whether it is scored 3 of 0 to 5 or 3 of 1 to 5.
    """
    low, high, all_steps = 0, 0, 0
    for code in link.items(later=later):
        indicator, cut, score = edition.indicators[code], link.cut.get(code), scores.get(code)
        ladder = steps(indicator, cut)
        all_steps += ladder
        low += 0 if score is None else climbed(indicator, score, cut)
        high += ladder if score is None else climbed(indicator, score, cut)
    return Interval(Fraction(low, all_steps), Fraction(high, all_steps))


def comparable(crosswalk: Crosswalk, edition: Edition, scores: Scores, kinds: Collection[Kind] = SAME) -> Comparable:
    """The comparable-items score of a village by one of the two indices: the mean level over the links of these kinds.

    Each link counts alike, because the two indices weigh their items differently and neither's weights would be fair to
    the other. ValueError for an edition of neither side.
    """
    later = crosswalk.is_later(edition)
    links = crosswalk.joins(kinds)
    levels = [level(edition, link, scores, later=later) for link in links]
    value = Interval(_mean(one.low for one in levels), _mean(one.high for one in levels))
    asked = [code for link in links for code in link.items(later=later)]
    return Comparable(value, len(links), tuple(code for code in asked if scores.get(code) is None))


def _mean(values: Iterable[Fraction]) -> Fraction:
    found = list(values)
    return sum(found, Fraction(0)) / len(found) if found else Fraction(0)
