"""What stands in a column of a comparison: a village, or a kecamatan as the mean of its villages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from berdaya.domain.index.definition import Edition
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.selectors import RegionRow
from berdaya.records.runs.selectors import ResultRow


@dataclass(frozen=True)
class Subject:
    """A territory with the results of its villages in the year shown and in the year it is compared with."""

    region: RegionRow
    rows: Sequence[ResultRow]
    before: Sequence[ResultRow]

    @property
    def code(self) -> str:
        return self.region.code

    @property
    def name(self) -> str:
        return self.region.name

    @property
    def is_village(self) -> bool:
        return self.region.level == Level.VILLAGE

    @property
    def row(self) -> ResultRow | None:
        """The result of a village."""
        return self.rows[0] if self.is_village and self.rows else None


def subjects(regions: Iterable[RegionRow], rows: Sequence[ResultRow], before: Sequence[ResultRow]) -> list[Subject]:
    """The territories with their villages' results, in the order chosen."""
    return [
        Subject(
            region,
            [row for row in rows if row.code.startswith(region.code)],
            [row for row in before if row.code.startswith(region.code)],
        )
        for region in regions
    ]


def value(edition: Edition, code: str, rows: Iterable[ResultRow]) -> float | None:
    """The mean of the index, a dimension or an indicator over the villages where it is known."""
    known = [one for row in rows if (one := _own(edition, code, row)) is not None]
    return fmean(known) if known else None


def _own(edition: Edition, code: str, row: ResultRow) -> float | None:
    if code == edition.head.code:
        return row.index
    if code in edition.dimensions:
        return row.dimension(code)
    return (row.scores or {}).get(code)
