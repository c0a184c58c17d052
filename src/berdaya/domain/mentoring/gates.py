"""Whether a gate is passed: each criterion over the readings of a case, the newest first in a row.

A reading is what was found on one day: at a visit, in a month's figures, in a document. A criterion asks for so many
readings in a row, up to the newest, in which it holds. What is not known neither proves nor breaks a row of its own
accord: a reading that lacks a fact the criterion needs is passed over, and the criterion stays open until it is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from berdaya.domain.evidence.conditions import holds
from berdaya.domain.evidence.facts import Facts
from berdaya.domain.mentoring.pathway import Criterion, Pathway, Stage


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one day."""

    on: date
    facts: Facts


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a criterion is proven: the row up to the newest reading that speaks of it, of how many needed."""

    criterion: Criterion
    row: int
    last_read: date | None

    @property
    def met(self) -> bool:
        return self.row >= self.criterion.in_a_row

    @property
    def unknown(self) -> bool:
        """Whether no reading speaks of it at all."""
        return self.last_read is None


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of a stage as a case stands before it."""

    standings: tuple[Standing, ...]

    @property
    def open(self) -> bool:
        """Whether everything required is proven; a gate without criteria is opened by decision, never by itself."""
        required = [one for one in self.standings if one.criterion.required]
        return bool(required) and all(one.met for one in required)

    @property
    def readiness(self) -> tuple[int, int]:
        """How many of the required criteria are proven, of how many."""
        required = [one for one in self.standings if one.criterion.required]
        return sum(one.met for one in required), len(required)


def standing(criterion: Criterion, readings: Sequence[Reading]) -> Standing:
    """The row of readings, back from the newest that speaks of the criterion, in which it holds."""
    newest_first = sorted(readings, key=lambda reading: reading.on, reverse=True)
    spoken = [
        (reading.on, found) for reading in newest_first if (found := holds(criterion.holds, reading.facts)) is not None
    ]
    row = next((place for place, (_, found) in enumerate(spoken) if not found), len(spoken))
    return Standing(criterion, row, spoken[0][0] if spoken else None)


def gate(stage: Stage, readings: Sequence[Reading]) -> Gate:
    """How a case stands before the gate of its stage."""
    return Gate(tuple(standing(criterion, readings) for criterion in stage.gate))


def fallen_back_to(pathway: Pathway, stage: str, readings: Sequence[Reading]) -> str | None:
    """The earliest stage before the present one whose condition for falling back holds in the newest reading that
    speaks of it; None where the case may stay. Graduation is reversible: a relapse is proposed, a person decides.
    """
    newest_first = sorted(readings, key=lambda reading: reading.on, reverse=True)
    for one in pathway.stages[: pathway.place(stage)]:
        if one.falls_back_when is not None:
            spoken = (
                found for reading in newest_first if (found := holds(one.falls_back_when, reading.facts)) is not None
            )
            if next(spoken, False):
                return one.code
    return None
