"""A pathway: the stages a case goes through, and the gate before each of the later ones.

A pathway is a dated definition. A case keeps the version it is judged by, so a threshold that changes later moves no
case that was judged before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from berdaya.domain.evidence.facts import Fact
from berdaya.domain.index.expression import Expression
from berdaya.domain.values import Text

Subject = Literal["family", "enterprise", "group", "village"]


class Proof(Enum):
    """How a criterion is proven."""

    ANSWER = "answer"
    DOCUMENT = "document"
    FIGURES = "figures"
    ORDER = "order"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What must hold: an expression over the facts of one reading, how it is proven, and in how many readings in a row."""

    code: str
    text: Text
    holds: Expression
    proof: Proof
    in_a_row: int = 1
    required: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `gate` is what must be proven to leave it; `falls_back_when` sends a case that had left it back here."""

    code: str
    name: Text
    visit_every: int  # days
    gate: tuple[Criterion, ...]
    falls_back_when: Expression | None = None

    @property
    def conditions(self) -> tuple[Expression, ...]:
        back = (self.falls_back_when,) if self.falls_back_when else ()
        return (*(criterion.holds for criterion in self.gate), *back)


@dataclass(frozen=True, slots=True)
class Pathway:
    """A version of a pathway for one kind of subject. The last stage is the watch after graduation."""

    code: str
    subject: Subject
    name: Text
    since: date
    facts: Mapping[str, Fact]
    stages: tuple[Stage, ...]

    def place(self, stage: str) -> int:
        """Where a stage stands, from 0. KeyError for a stage of another pathway."""
        for place, one in enumerate(self.stages):
            if one.code == stage:
                return place
        raise KeyError(stage)
