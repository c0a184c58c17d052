"""Reads what Beranda shows: one query each for runs, results, the long series, and the territories with their shapes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from berdaya.records.access.scope import Scope
from berdaya.records.regions.maps import Area, areas, names_above
from berdaya.records.runs.selectors import ResultRow, published_results
from berdaya.records.runs.summaries import IndexPoint, index_series
from berdaya.web.home.asked import Asked
from berdaya.web.published import Published


@dataclass(frozen=True)
class Read:
    """The rows of one view of Beranda, all within its territory."""

    territory: str
    above: Sequence[tuple[str, str]]
    areas: Sequence[Area]
    rows: Sequence[ResultRow]
    before_year: int | None
    before_rows: Sequence[ResultRow]
    series: Sequence[IndexPoint]

    @property
    def desa(self) -> list[Area]:
        return [area for area in self.areas if area.is_village and area.is_desa]


REGENCY = 4  # digits of its code


def read(scope: Scope, shown: Published, asked: Asked) -> Read:
    """Read the year asked for, the one before, and every year's index."""
    before = shown.before(asked.family, asked.year)
    years = [asked.year] if before is None else [asked.year, before]
    results = published_results(scope, asked.family, years, scores=True)
    everything = areas(scope, asked.territory)
    territory = asked.territory or widest(area.code for area in everything if area.is_village)
    measured = widest(f"{row.code[:REGENCY]}000000" for row in results)[:REGENCY]
    if not asked.territory and len(territory) < len(measured):
        # A list of the whole province or country is known, and one regency of it is measured: that is the page.
        territory, everything = measured, areas(scope, measured)
    kept = [row for row in results if row.code.startswith(territory)]
    return Read(
        territory=territory,
        above=names_above(scope, territory),
        areas=everything,
        rows=[row for row in kept if row.year == asked.year],
        before_year=before,
        before_rows=[row for row in kept if row.year == before],
        series=index_series(scope, territory),
    )


def widest(codes: Iterable[str]) -> str:
    """The smallest territory above villages that holds all of them; empty where they share none.

    >>> widest(["6402042001", "6402052003"]), widest(["6402042001", "3301012001"])
    ('6402', '')
    """
    every = set(codes)
    shared = ({code[:length] for code in every} for length in (6, 4, 2))
    return next((territories.pop() for territories in shared if len(territories) == 1), "")
