"""What the page of one import says and offers, by its state and by who reads."""

from dataclasses import dataclass

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.imports.contents import Preview
from berdaya.records.imports.kinds import BatchState, Outcome
from berdaya.records.imports.selectors import BatchRow
from berdaya.records.imports.services import SENDERS
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import WRITERS
from berdaya.records.runs.services import COMPUTERS, PUBLISHERS
from berdaya.web.importing.lists import state_words, what
from berdaya.web.importing.staleness import Stale, may, stale
from berdaya.web.measure import language, listed


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import: its row, its counts, and which steps are open to the reader."""

    row: BatchRow
    state: str
    data: str
    source: str
    fresh: int
    changed: int
    overshadowed: int
    same: int
    faults: int
    untold: int
    rows: int
    conflicts: int
    unused: tuple[str, ...]
    failure: str
    waiting: list[Stale]
    may_act: bool
    may_compute: bool
    may_publish: bool

    @property
    def values(self) -> int:
        return self.fresh + self.changed + self.overshadowed

    @property
    def waiting_names(self) -> str:
        return listed([f"{one.name} {one.year}" for one in self.waiting])

    @property
    def is_drafted(self) -> bool:
        """Whether all that waits is computed anew already, and others publish it."""
        return not self.may_publish and all(one.drafted for one in self.waiting)

    @property
    def is_previewed(self) -> bool:
        return self.row.state == BatchState.PREVIEWED

    @property
    def is_committed(self) -> bool:
        return self.row.state == BatchState.COMMITTED

    @property
    def is_undone(self) -> bool:
        return self.row.state == BatchState.UNDONE

    @property
    def is_abandoned(self) -> bool:
        return self.row.state == BatchState.ABANDONED

    @property
    def was_saved(self) -> bool:
        return self.is_committed or self.is_undone

    @property
    def is_mapped(self) -> bool:
        return self.row.state == BatchState.MAPPED


def import_page(scope: Scope, row: BatchRow, found: Preview) -> ImportPage:
    """Gather it."""
    waiting = stale(scope, row, found.years) if row.state in (BatchState.COMMITTED, BatchState.UNDONE) else []
    own = row.sender_id == scope.user_id and bool(scope.acting_as(*SENDERS).held)
    return ImportPage(
        row=row,
        state=state_words(row),
        data=what(row),
        source=str(Source(row.source).label) if row.source else "",
        fresh=found.count(Outcome.NEW),
        changed=found.count(Outcome.CHANGED),
        overshadowed=found.count(Outcome.OVERSHADOWED),
        same=found.same,
        faults=len(found.faults) + found.untold,
        untold=found.untold,
        rows=found.rows,
        conflicts=len(found.conflicts),
        unused=found.unused,
        failure=row.failure.get("en" if language().startswith("en") else "id", ""),
        waiting=waiting,
        may_act=own or scope.acting_as(Role.ADMINISTRATOR, *WRITERS[Source.OFFICIAL]).covers(row.territory),
        may_compute=may(scope, COMPUTERS, waiting),
        may_publish=may(scope, PUBLISHERS, waiting),
    )
