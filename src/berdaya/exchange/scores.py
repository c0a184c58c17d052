"""Takes tables of published scores (the columns of an official extract) into the ledger, all rows or none."""

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.exchange.official.auditing import FAMILY, publications
from berdaya.exchange.recording import Failure, ImportedAnswers, edition_of, entry_of, village_id
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.observations.services import record_document, record_submissions
from berdaya.records.regions.codes import code_book


@transaction.atomic
def import_scores(*, actor: Scope, path: Path, year: int | None = None, family: str = FAMILY) -> ImportedAnswers:
    """Record every row of a table; `year` stands in where it has no year column. Twice is once.

    A row about an unknown village or a year without an edition becomes a failure. A cell that cannot be read refuses
    the whole table, naming row, column, value and reason; so does a table that tells no year at all.
    """
    rows = list(publications([path], year=year))
    if rows and all(not isinstance(row, Problem) and row.year is None for row in rows):
        # Told once, not again for every village.
        raise Problem("official.no_year", source=path.name)
    document = record_document(
        content=path.read_bytes(), kind=DocumentKind.TABLE, source=path.name, fetched_at=datetime.now(UTC)
    )
    imported = ImportedAnswers()
    book = code_book()
    entries = []
    for number, row in enumerate(rows, start=2):
        if isinstance(row, Problem):
            raise row
        for column, value in row.unreadable.items():
            reason = Text("Tulis angka.", "Write a number.")
            raise Problem("table.bad_value", path=path.name, row=number, column=column, value=value, reason=reason)
        try:
            edition = edition_of(family, row)
            entries.append(entry_of(row, edition, village_id(book, row.village, row.year), document))
        except Problem as problem:
            imported.failures.append(Failure(row.village, row.year, row.source, problem))
    for entry, kept in zip(entries, record_submissions(actor=actor, entries=entries), strict=True):
        imported.add(entry, kept)
    return imported
