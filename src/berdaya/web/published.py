"""Which indices and years are published, and the address of a page for one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.records.runs.summaries import PublishedRun


@dataclass(frozen=True)
class Choice:
    """One entry of a switch."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class Published:
    """The published years of each index, in the order the definitions name them."""

    years: Mapping[str, tuple[int, ...]]

    def __bool__(self) -> bool:
        return bool(self.years)

    @property
    def families(self) -> list[str]:
        return list(self.years)

    @property
    def newest(self) -> tuple[str, int]:
        """The index and year that a page shows unless others are asked for."""
        return max(((family, years[-1]) for family, years in self.years.items()), key=lambda pair: pair[1])

    def chosen(self, family: str, year: str) -> tuple[str, int]:
        """The index and year asked for; what is not published falls back to the newest.

        A year alone means the index that has it, the newest of them where several do.
        """
        if family.replace("-", "_") not in self.years:
            family, newest = self.newest
            having = [one for one in (family, *reversed(self.families)) if year in map(str, self.years[one])]
            return (having[0], int(year)) if having else (family, newest)
        family = family.replace("-", "_")
        return family, int(year) if year in map(str, self.years[family]) else self.years[family][-1]

    def before(self, family: str, year: int) -> int | None:
        """The published year before, of the same index."""
        return max((other for other in self.years[family] if other < year), default=None)

    def asked(self, family: str, year: int) -> dict[str, str]:
        """The parameters that ask for an index and year; none for what is shown anyway."""
        if (family, year) == self.newest:
            return {}
        return {"indeks": family.replace("_", "-"), "tahun": str(year)}

    def edition(self, family: str, year: int) -> Edition:
        return catalogue.edition_for(family, year)

    def name(self, family: str) -> str:
        return self.edition(family, self.years[family][-1]).short_name


def published(runs: Iterable[PublishedRun]) -> Published:
    """Sort the published runs by index and year. An index whose definition no longer ships is left out."""
    found: dict[str, set[int]] = {}
    for run in runs:
        found.setdefault(run.family, set()).add(run.year)
    known = [family for family in catalogue.FAMILIES if family in found]
    return Published({family: tuple(sorted(found[family])) for family in known})


def address(path: str, *parameters: Mapping[str, str], fragment: str = "") -> str:
    """An address with its parameters; a later parameter replaces an earlier one, an empty one leaves it out."""
    merged = {key: value for part in parameters for key, value in part.items()}
    query = urlencode({key: value for key, value in merged.items() if value})
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def family_choices(shown: Published, family: str, path: str, rest: Mapping[str, str]) -> list[Choice]:
    """The switch between indices: each opens its own newest year."""
    return [
        Choice(shown.name(other), address(path, rest, shown.asked(other, shown.years[other][-1])), other == family)
        for other in shown.families
    ]


def year_choices(
    shown: Published, family: str, year: int, path: str, rest: Mapping[str, str], years: Sequence[int] | None = None
) -> list[Choice]:
    """The switch between the years of one index."""
    return [
        Choice(str(other), address(path, rest, shown.asked(family, other)), other == year)
        for other in (years if years is not None else shown.years[family])
    ]
