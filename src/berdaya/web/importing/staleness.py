"""Which published results no longer say what the ledger says, because an import was committed or undone after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from berdaya.definitions import catalogue
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.imports.selectors import BatchRow
from berdaya.records.runs.selectors import runs
from berdaya.records.runs.summaries import PublishedRun, published_runs

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Stale:
    """Results of an edition and year that were computed before an import was committed or undone."""

    edition: str
    name: str
    year: int
    territory: str
    published: bool
    # Computed anew already, and waiting for whoever may publish.
    drafted: bool


def stale(scope: Scope, row: BatchRow, years: list[tuple[str, int]]) -> list[Stale]:
    """What has to be computed anew because of an import."""
    moved = max(filter(None, (row.committed_at, row.undone_at)), default=None)
    if moved is None:
        return []
    standing = published_runs()
    found = []
    for edition, year in years:
        run = _covering(standing, edition, year, row.territory)
        # A draft may be published long after it was computed.
        if run is None or run.computed_at < moved:
            territory = run.territory if run else row.territory[:4]
            name = catalogue.edition(edition).short_name
            drafted = _drafted(scope, edition, year, territory, moved)
            found.append(Stale(edition, name, year, territory, run is not None, drafted))
    return found


def _drafted(scope: Scope, edition: str, year: int, territory: str, since: datetime) -> bool:
    """Whether results computed after a moment wait to be published."""
    return any(
        run.state == DRAFT and (run.year, run.territory) == (year, territory) and run.computed_at >= since
        for run in runs(scope, catalogue.family_of(edition))
    )


def _covering(standing: list[PublishedRun], edition: str, year: int, territory: str) -> PublishedRun | None:
    """The published run whose territory holds the import's, the narrowest of several."""
    family = catalogue.family_of(edition)
    runs = [run for run in standing if (run.family, run.year) == (family, year) and territory.startswith(run.territory)]
    return max(runs, key=lambda run: len(run.territory), default=None)


def may(scope: Scope, roles: Sequence[Role], waiting: list[Stale]) -> bool:
    """Whether a person holds one of the roles over all that waits."""
    held = scope.acting_as(*roles)
    return bool(waiting) and all(held.covers(one.territory) for one in waiting)
