"""Tables of published indices without their scores: dimensions, index and status by village, one year or several a row.

Columns: a dimension's or the index's code, alone (`iks`, `published_iks`, `iks_resmi`) or with a year (`iks_2023`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from django.db import transaction

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Figure
from berdaya.domain.problems import Problem
from berdaya.exchange.assessments import VILLAGE, YEAR
from berdaya.exchange.recording import Failure, ImportedAnswers, decimal
from berdaya.exchange.tables import Row, Table, read_table
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.services import SubmissionEntry, record_document, record_submissions
from berdaya.records.regions.codes import code_book


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where one year of a table stands: the column of each figure by its code, and of the status."""

    figures: Mapping[str, str]
    status: str | None


def holds_indices(table: Table, family: str) -> bool:
    """Whether the table has all dimensions of the family's newest edition for at least one year, by column name."""
    edition = catalogue.newest(family)
    return any(_columns(table, edition, year) is not None for year in (None, *_years(table)))


@transaction.atomic
def import_indices(*, actor: Scope, path: Path, family: str, year: int | None = None) -> ImportedAnswers:
    """Record every village and year of the table, all or nothing; `year` stands in where no column tells it.

    A row about an unknown village becomes a failure. A cell that no scores could have given refuses the table.
    """
    table = read_table(path)
    document = record_document(
        content=path.read_bytes(), kind=DocumentKind.TABLE, source=path.name, fetched_at=datetime.now(UTC)
    )
    imported, book = ImportedAnswers(), code_book()
    village = table.must_have(*VILLAGE)
    entries = []
    for number, row in enumerate(table.rows, start=2):
        for of_year, edition, columns in _parts(table, row, family, year):
            code = str(row[village] or "").strip()
            try:
                region_id = book.region_id(code, of_year)
            except Problem as problem:
                imported.failures.append(Failure(code, of_year, path.name, problem))
                continue
            entries.append(_entry(table, number, row, edition, columns, region_id, of_year, document))
    for entry, kept in zip(entries, record_submissions(actor=actor, entries=entries), strict=True):
        imported.add(entry, kept)
    return imported


def _parts(table: Table, row: Row, family: str, default: int | None) -> Iterator[tuple[int, Edition, _Columns]]:
    """The years a row speaks of, each with its edition and columns."""
    if years := _years(table):
        for year in years:
            edition = catalogue.edition_for(family, year)
            columns = _columns(table, edition, year)
            if columns is not None and any(row[column] not in (None, "") for column in columns.figures.values()):
                yield year, edition, columns
        return
    column = table.column(*YEAR)
    if column is None and default is None:
        table.must_have(*YEAR)
    written = str(row[column]).removesuffix(".0") if column else ""
    told = int(written) if written.isdigit() else default
    if told is None:
        raise Problem("table.missing_columns", path=table.path.name, columns="year", found=", ".join(table.columns))
    edition = catalogue.edition_for(family, told)
    columns = _columns(table, edition, None)
    if columns is None:
        raise Problem(
            "table.missing_columns",
            path=table.path.name,
            columns=", ".join(item.code for item in edition.main_dimensions),
            found=", ".join(table.columns),
        )
    yield told, edition, columns


def _years(table: Table) -> list[int]:
    found = (re.search(r"_((?:19|20)\d\d)$", column) for column in table.columns)
    return sorted({int(match.group(1)) for match in found if match})


def _columns(table: Table, edition: Edition, year: int | None) -> _Columns | None:
    def column(name: str) -> str | None:
        if year is not None:
            return table.column(f"{name}_{year}")
        return table.column(f"published_{name}", f"{name}_resmi", name)

    figures = {code: found for code in (*edition.dimensions, edition.head.code) if (found := column(code))}
    if any(item.code not in figures for item in edition.main_dimensions):
        return None
    return _Columns(figures, column("status"))


def _entry(
    table: Table,
    number: int,
    row: Row,
    edition: Edition,
    columns: _Columns,
    region_id: int,
    year: int,
    document_id: int,
) -> SubmissionEntry:
    figures = {code: _figure(table, number, row, column, edition) for code, column in columns.figures.items()}
    dimensions = {code: figure for code, figure in figures.items() if code in edition.dimensions}
    index = figures.get(edition.head.code)
    return SubmissionEntry(
        region_id=region_id,
        year=year,
        edition=edition.code,
        source=Source.OFFICIAL,
        dimensions={
            code: _attainable(table, number, columns.figures[code], edition, code, figure)
            for code, figure in dimensions.items()
        },
        index={} if index is None else {edition.head.code: decimal(index.value)},
        status=str(row[columns.status]).strip()[:100] if columns.status and row[columns.status] else None,
        document_id=document_id,
    )


def _figure(table: Table, number: int, row: Row, column: str, edition: Edition) -> Figure:
    try:
        return Figure.read(row[column], decimals=edition.head.decimals)
    except ValueError as error:
        raise _bad(table, number, column, str(row[column])) from error


def _attainable(table: Table, number: int, column: str, edition: Edition, code: str, figure: Figure) -> Fraction:
    """The value whole scores can give that is printed like this: 0.9143 is 160/175. Problem where there is none."""
    items = list(edition.indicators_of(code))
    steps = sum(item.top for item in items) / edition.head.scale
    nearest = Fraction(round(figure.value * steps)) / steps
    if not figure.equals(nearest):
        raise _bad(table, number, column, str(float(figure.value)))
    return nearest


def _bad(table: Table, number: int, column: str, value: str) -> Problem:
    reason = "Bukan angka yang dapat dihasilkan skor. / Not a figure that scores can give."
    return Problem("table.bad_value", path=table.path.name, row=number, column=column, value=value, reason=reason)
