"""What a page on findings is asked for: index and year, and the findings of them within the reader's work."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from berdaya.definitions import catalogue
from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.findings import Found, Key, by_regency, found
from berdaya.records.decisions.kinds import DECIDERS, REMARKERS
from berdaya.records.decisions.selectors import Standing, standings
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.maps import stamp
from berdaya.records.regions.selectors import regions
from berdaya.records.runs.summaries import PublishedRun, published_runs
from berdaya.web.account.reader import reader
from berdaya.web.keeping import kept, standing
from berdaya.web.measure import Measure
from berdaya.web.published import Published, address, published

READERS: Final = (*REMARKERS, Role.AUDITOR)
# Stands in an address where a finding is about nothing in particular.
NOTHING = "-"
# Beyond so many villages one regency is shown at a time.
MOST_VILLAGES: Final = 3000


@dataclass(frozen=True)
class Asked:
    """The index and year of a page, and who reads: only in the territories where their role concerns the data."""

    shown: Published
    runs: list[PublishedRun]
    family: str
    year: int
    scope: Scope
    # The regency looked at (plain digits), where the scope holds more villages than one page can.
    territory: str = ""
    regencies: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        return Measure(catalogue.edition_for(self.family, self.year))

    @property
    def parameters(self) -> dict[str, str]:
        return self.shown.asked(self.family, self.year) | ({"wilayah": self.territory} if self.territory else {})

    @property
    def places(self) -> list[tuple[str, str, bool]]:
        """The regencies to choose from: code, name, whether it is the one looked at."""
        if not self.regencies:
            return []
        found = [row for row in regions(self.scope, Level.REGENCY) if row.code in self.regencies]
        return [(row.code, row.name, row.code == self.territory) for row in found]

    @property
    def decides(self) -> bool:
        return bool(self.scope.roles & set(DECIDERS))

    def address(self, url_name: str = "quality", **parameters: str) -> str:
        return address(reverse(url_name), self.parameters, parameters)

    def findings(self) -> list[Standing]:
        """Every finding with its state. What runs say is kept until another is published; decisions are read anew."""

        def make() -> list[Found]:
            return found(self.scope, self.family, self.year, self.territory)

        key = standing(self.runs, stamp(), self.family, self.year, self.scope.prefixes, self.territory)
        return standings(self.scope, kept("findings", key, make), self.family, self.year)


def asked(request: HttpRequest) -> Asked | None:
    """Read the address; None where nothing is published yet. What is not published falls back to the newest."""
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return None
    given = request.POST if request.method == "POST" else request.GET
    family, year = shown.chosen(given.get("indeks", ""), given.get("tahun", ""))
    scope = reader(request).acting_as(*READERS)
    villages = by_regency(scope, family, year)
    if sum(villages.values()) <= MOST_VILLAGES:
        return Asked(shown, runs, family, year, scope)
    wished = given.get("wilayah", "")
    territory = wished if wished in villages else next(iter(villages))
    return Asked(shown, runs, family, year, scope, territory, tuple(villages))


def finding_address(one: Found) -> str:
    """The page of one finding."""
    key = one.key
    parts = [key.family.replace("_", "-"), key.year, RegionCode(one.village).dotted, key.code, key.subject or NOTHING]
    return reverse("finding", args=parts)


def key_of(region_id: int, family: str, year: int, kind: str, subject: str) -> Key:
    """The key that an address names."""
    return Key(region_id, family.replace("-", "_"), year, kind, "" if subject == NOTHING else subject)
