"""What both pages read: one index and year, the villages of a territory with their scores, and the territories to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.choosing import territories
from berdaya.records.regions.maps import names_above
from berdaya.records.runs.selectors import ResultRow, published_results
from berdaya.records.runs.summaries import PublishedRun
from berdaya.web.home.asked import territory
from berdaya.web.home.reading import widest
from berdaya.web.keeping import kept, standing
from berdaya.web.measure import Measure
from berdaya.web.published import Published


@dataclass(frozen=True)
class View:
    """One index, year and territory (plain digits) of the published results. `scope` is that of published figures."""

    scope: Scope
    shown: Published
    runs: Sequence[PublishedRun]
    family: str
    year: int
    asked: str

    @cached_property
    def measure(self) -> Measure:
        return Measure(self.shown.edition(self.family, self.year))

    @cached_property
    def every(self) -> list[ResultRow]:
        """All villages with a result."""
        key = standing(self.runs, self.family, self.year)
        return kept("scored", key, lambda: published_results(self.scope, self.family, [self.year], scores=True))

    @cached_property
    def territory(self) -> str:
        return self.asked or widest(row.code for row in self.every)

    @cached_property
    def rows(self) -> list[ResultRow]:
        return [row for row in self.every if row.code.startswith(self.territory)]

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The territories to choose from, by code and name."""
        return territories(self.scope, self.asked).options

    @cached_property
    def place(self) -> str:
        """The name of the territory; empty where it is the whole country."""
        above = names_above(self.scope, self.territory) if self.territory else []
        return above[-1][1] if above else ""

    @property
    def parameters(self) -> dict[str, str]:
        """What asks for this view again."""
        return {**self.shown.asked(self.family, self.year), **self.within}

    @property
    def within(self) -> dict[str, str]:
        return {"wilayah": RegionCode(self.asked).dotted} if self.asked else {}


def view(
    scope: Scope, shown: Published, runs: Sequence[PublishedRun], parameters: Mapping[str, str], family: str = ""
) -> View:
    """What an address asks for; what is not published falls back to the newest."""
    chosen, year = shown.chosen(family or parameters.get("indeks", ""), parameters.get("tahun", ""))
    asked = territory(parameters.get("wilayah", ""))
    found = View(scope, shown, runs, chosen, year, asked)
    return found if found.rows or not asked else View(scope, shown, runs, chosen, year, "")
