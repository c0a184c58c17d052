"""The catalogue of coded problems: what went wrong and what to do, in both languages, for every channel.

A code is part of the contract with scripts and pages: it never changes its meaning. Each module here holds the problems
of one subject; together they are the one catalogue. All of them stand in `docs/reference/problems.md`.
"""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from berdaya.domain.problems import (
    decisions,
    files,
    measuring,
    mentoring,
    office,
    papers,
    people,
    records,
    running,
    spreadsheets,
    welfare,
)
from berdaya.domain.problems.kinds import ProblemKind

PARTS = (decisions, files, measuring, mentoring, office, papers, people, records, running, spreadsheets, welfare)
CATALOGUE: Mapping[str, ProblemKind] = {code: kind for part in PARTS for code, kind in part.PROBLEMS.items()}


@runtime_checkable
class Spoken(Protocol):
    """A detail that has words of its own in both languages, such as a Text."""

    def in_(self, language: str) -> str: ...


class Problem(Exception):
    """A coded problem with its details; a detail that is a Text speaks the language of the message.

    >>> Problem("region.unknown", code="64.99").message("en")
    'There is no territory with the code 64.99. Check the code, or import a region list that has it.'
    """

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.kind = CATALOGUE[code]
        self.details = details
        super().__init__(code, details)

    @property
    def status(self) -> int:
        return self.kind.status

    def message(self, language: str = "id") -> str:
        template = self.kind.en if language.startswith("en") else self.kind.id
        details = {key: item.in_(language) if isinstance(item, Spoken) else item for key, item in self.details.items()}
        return template.format_map(details)

    def __str__(self) -> str:
        return f"{self.code}: {self.message('en')}"
