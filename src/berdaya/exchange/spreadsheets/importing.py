"""The way of a file into the ledger: read, map, hold against what is known, commit; each step kept on the import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import reverse

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets import guard
from berdaya.exchange.spreadsheets.headings import (
    LOOKED_AT,
    Heading,
    Marks,
    headings,
    likeliest,
    marks,
    signature,
    target_of,
)
from berdaya.exchange.spreadsheets.layout import VILLAGE, YEAR, columns_of
from berdaya.exchange.spreadsheets.reading import read_book
from berdaya.exchange.spreadsheets.understanding import (
    Place,
    may_be_village,
    understand,
    unused_sheets,
)
from berdaya.records.access.scope import Scope
from berdaya.records.imports import selectors, services
from berdaya.records.imports.contents import ColumnMapping, Preview
from berdaya.records.imports.differences import differences
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.services import tell
from berdaya.records.observations.current import Held, held_values
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import WRITERS
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.selectors import villages
from berdaya.records.runs.services import COMPUTERS

# Up to so many rows a request answers at once; more are left to a worker.
INLINE_ROWS = 1_000
HEAD = 2 * LOOKED_AT + 5  # lines that finding the columns needs


@dataclass(frozen=True)
class Opened:
    """A file as its sender maps it: what it is, its tables, and the mapping to begin with."""

    edition: Edition
    marks: Marks | None
    headings: list[Heading]
    signature: str
    mapping: ColumnMapping
    remembered: bool
    unused: tuple[str, ...]


def upload(*, actor: Scope, name: str, content: bytes) -> int:
    """Keep a file that can be read; Problem `spreadsheet.*` where it cannot or must not be. Returns the import's id."""
    read_book(content, most=HEAD)
    return services.send(actor=actor, name=name, content=content)


def sources_of(scope: Scope) -> list[Source]:
    """What a person's file may count as: the office's own may be official, everybody's is from the field."""
    return [source for source in (Source.FIELD, Source.OFFICIAL) if scope.acting_as(*WRITERS[source]).held]


def open_file(scope: Scope, batch_id: int, edition_code: str = "") -> Opened:
    """Find the columns of an import's file, for the edition given, remembered or likeliest."""
    row = selectors.batch(scope, batch_id)
    book = read_book(selectors.content(scope, batch_id), most=HEAD)
    said = marks(book)
    chosen = edition_code or (row.mapping.edition if row.mapping else "")
    edition = catalogue.edition(chosen) if chosen else likeliest(book)
    found = headings(book, edition)
    mark = signature(found)
    kept = row.mapping or selectors.remembered(scope, mark)
    if kept is not None and kept.edition != edition.code and not chosen and kept.edition in catalogue.codes():
        return open_file(scope, batch_id, kept.edition)
    if kept is not None and kept.edition == edition.code and _fits(kept, found):
        # The year is not remembered: next year's file has the same headings.
        known = row.mapping is None
        mapping = replace(kept, year=said.year if said else None) if known else kept
    else:
        mapping, known = _detected(scope, edition, said, found), False
    return Opened(edition, said, found, mark, mapping, known, tuple(unused_sheets(book, found)))


def _fits(mapping: ColumnMapping, found: list[Heading]) -> bool:
    keys = {column.key for heading in found for column in heading.columns}
    return set(mapping.targets) <= keys


def _detected(scope: Scope, edition: Edition, said: Marks | None, found: list[Heading]) -> ColumnMapping:
    targets = {column.key: column.target for heading in found for column in heading.columns if column.target}
    has_year = YEAR in targets.values()
    year = said.year if said else None
    # A village's own people and mentors report from the field; that the office speaks for the ministry, it says itself.
    return ColumnMapping(edition.code, None if has_year else year, sources_of(scope)[0], targets)


def checked_mapping(
    scope: Scope, found: list[Heading], edition: Edition, *, year: int | None, source: str, given: Mapping[str, str]
) -> tuple[ColumnMapping, dict[str, Problem]]:
    """A mapping from what the sender chose, and what is wrong with it, by column; "" is the file as a whole."""
    wrong: dict[str, Problem] = {}
    targets: dict[str, str] = {}
    for heading in found:
        used: set[str] = set()
        for column in heading.columns:
            written = given.get(column.key, "").strip()
            target = _chosen(written, edition)
            if written and not target:
                wrong[column.key] = Problem("mapping.unknown_target", given=written[:40], edition=edition.short_name)
            elif target in used:
                wrong[column.key] = Problem("mapping.twice", target=written[:40])
            elif target:
                targets[column.key] = target
                used.add(target)
    values = {key.partition(".")[0] for key, target in targets.items() if ":" in target}
    coded = {key.partition(".")[0] for key, target in targets.items() if target == VILLAGE}
    if not values:
        wrong.setdefault("", Problem("mapping.no_values"))
    elif not values <= coded:
        wrong.setdefault("", Problem("mapping.no_village"))
    elif year is None and YEAR not in targets.values():
        wrong.setdefault("", Problem("mapping.no_year"))
    allowed = [str(one) for one in sources_of(scope)]
    return ColumnMapping(edition.code, year, source if source in allowed else allowed[0], targets), wrong


def _chosen(written: str, edition: Edition) -> str:
    """The machine's name of what the sender wrote: a code, a name, or the name itself."""
    if written in (VILLAGE, YEAR) or written in columns_of(edition):
        return written
    return target_of(written, edition) if written else ""


def rows_of(scope: Scope, batch_id: int) -> int:
    """How many rows an import has to read, without reading them all into memory at once."""
    content = selectors.content(scope, batch_id)
    return guard.inspect(content).rows if guard.is_workbook(content) else content.count(b"\n") + 1


def look(*, actor: Scope, batch_id: int, progress: Callable[[int], None] = lambda _: None) -> Preview:
    """Read the whole file and hold it against the ledger; the preview is kept on the import."""
    row = selectors.batch(actor, batch_id)
    mapping = row.mapping
    if mapping is None:
        raise Problem("import.wrong_state", state=row.state)
    book = read_book(selectors.content(actor, batch_id))
    found = headings(book, catalogue.edition(mapping.edition))
    source = Source(mapping.source)
    finder = _Finder(actor, source)
    known = _Known(actor)
    read = understand(book, found, mapping, finder, known, progress)
    _, changes, same = differences(read.entries, source, services.held_for(actor, read.entries))
    fresh = Preview(
        entries=tuple(read.entries),
        changes=tuple(changes),
        faults=tuple(read.faults),
        rows=read.rows,
        same=same,
        unused=tuple(unused_sheets(book, found)),
        untold=read.untold,
    )
    earlier = selectors.preview(actor, batch_id)
    kept = _with_conflicts(earlier, fresh)
    services.keep_preview(actor=actor, batch_id=batch_id, preview=kept)
    return kept


def save(*, actor: Scope, batch_id: int, seen: str) -> int:
    """Commit what was looked at. Where the ledger changed since, nothing is written and the preview is made anew."""
    try:
        with transaction.atomic():
            written = services.commit(actor=actor, batch_id=batch_id, seen=seen)
            if written:
                _tell_office(actor, batch_id, "import.committed")
            return written
    except Problem as problem:
        if problem.code == "import.conflict":
            look(actor=actor, batch_id=batch_id)
        raise


@transaction.atomic
def take_back(*, actor: Scope, batch_id: int) -> int:
    """Undo an import; returns how many of its records stepped back."""
    moved = services.undo(actor=actor, batch_id=batch_id)
    if moved:
        _tell_office(actor, batch_id, "import.undone")
    return moved


def _tell_office(actor: Scope, batch_id: int, kind: str) -> None:
    """Those who compute results learn that what they computed no longer says what the ledger says."""
    row = selectors.batch(actor, batch_id)
    others = set(people_over(row.territory, COMPUTERS)) - {actor.user_id or 0}
    tell(others, kind, subject=subject_of(row), territory=row.territory, href=reverse("import", args=[batch_id]))


def subject_of(row: selectors.BatchRow) -> str:
    """An import in a message: number, index and year; never the name of the file, which may name a person."""
    name = catalogue.edition(row.edition).short_name if row.edition else ""
    return " ".join(part for part in (f"#{row.id}", name, str(row.year or "")) if part)


def _with_conflicts(earlier: Preview, fresh: Preview) -> Preview:
    """Mark what differs from the preview that was looked at before: somebody recorded something in between."""
    if not earlier.rows:
        return fresh
    before = {change.key: change for change in earlier.changes}
    conflicts = tuple(change for change in fresh.changes if before.get(change.key) != change)
    return replace(fresh, conflicts=conflicts)


class _Known:
    """What the ledger holds of an edition and year, read when first asked for."""

    def __init__(self, actor: Scope) -> None:
        self.actor = actor
        self.found: dict[tuple[str, int], Mapping[int, Held]] = {}

    def __call__(self, edition: str, year: int) -> Mapping[int, Held]:
        if (edition, year) not in self.found:
            self.found[edition, year] = held_values(self.actor, year, edition, services.KINDS)
        return self.found[edition, year]


class _Finder:
    """Finds villages by their written code, former ones included, and refuses those that are not the sender's."""

    def __init__(self, actor: Scope, source: Source) -> None:
        self.writer = actor.acting_as(*WRITERS[source])
        self.book = code_book()
        self.names = {row.id: (row.code, row.name) for row in villages(self.writer)}

    def __call__(self, written: str, year: int) -> Place:
        may_be_village(written)
        region_id = self.book.region_id(written, year)
        if region_id not in self.names:
            raise Problem("row.outside", code=RegionCode.parse(written).dotted)
        return Place(region_id, *self.names[region_id])
