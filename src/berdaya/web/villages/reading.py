"""Reads what the pages of one village show: who it is, its results, its neighbours, its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from berdaya.domain.index.definition import Edition, Value
from berdaya.domain.index.scoring import answer
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import Kind
from berdaya.records.observations.selectors import Shown, shown
from berdaya.records.regions.maps import current_village
from berdaya.records.regions.selectors import RegionRow, region_by_code
from berdaya.records.runs.selectors import ResultDetail, ResultRow


def find(scope: Scope, written: str) -> RegionRow:
    """The territory a code means, in any spelling and by former codes too. Raises the Problems of `region_by_code`."""
    code = RegionCode.parse(written)
    row = current_village(scope, code.plain) if code.level == "village" else None
    return row or region_by_code(written, scope=scope)


@dataclass(frozen=True)
class Village:
    """One village in one index and year, among the villages of its regency. `printed` is its index as published."""

    region: RegionRow
    family: str
    year: int
    own: Sequence[ResultDetail]
    peers: Sequence[ResultRow]
    printed: float | None = None

    @cached_property
    def detail(self) -> ResultDetail | None:
        """What is published of the year; None where nothing is."""
        return self.of_year(self.year)

    @property
    def row(self) -> ResultRow | None:
        return self.detail.row if self.detail else None

    @cached_property
    def before(self) -> ResultRow | None:
        """The newest published year before, of the same index."""
        earlier = [one.row for one in self.own if one.row.family == self.family and one.row.year < self.year]
        return earlier[-1] if earlier else None

    def of_year(self, year: int) -> ResultDetail | None:
        return next((one for one in self.own if (one.row.family, one.row.year) == (self.family, year)), None)


def inputs(scope: Scope, region_id: int, year: int, edition: Edition) -> dict[str, Shown]:
    """The raw answers shown for a village and year, by the name of the input."""
    said = shown(scope, region_id, year, edition.code)[Kind.INPUT]
    return {name: one for name, one in said.items() if name in edition.inputs}


def answers(edition: Edition, said: Mapping[str, Shown]) -> dict[str, Value | None]:
    """Answers as the edition computes with them; what it does not understand counts as not answered."""
    known: dict[str, Value | None] = dict.fromkeys(edition.inputs)
    for name, one in said.items():
        try:
            known[name] = answer(edition.inputs[name], one.value)
        except Problem:
            continue
    return known
