"""Indeks Desa results as they are given out: sums of points by dimension, total, score and status of each village."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from django.db import transaction

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Dimension, Edition
from berdaya.domain.problems import Problem
from berdaya.exchange.assessments import VILLAGE, YEAR
from berdaya.exchange.recording import Failure, ImportedAnswers, decimal, village_id
from berdaya.exchange.tables import Row, Table, read_table
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.services import SubmissionEntry, record_document, record_submissions
from berdaya.records.regions.codes import code_book

FAMILY = "indeks_desa"
TOTAL = ("total", "jumlah")
SCORE = ("skor_resmi", "skor", "indeks_desa", "nilai")
STATUS = ("status", "status_desa")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what."""

    village: str
    year: str | None
    dimensions: Mapping[str, str]
    total: str | None
    score: str | None
    status: str | None


@dataclass(slots=True)
class ImportedResults(ImportedAnswers):
    """What an import did, and the rows whose total is not the sum of their dimensions."""

    wrong_totals: list[Failure] = field(default_factory=list)


def columns_of(table: Table, edition: Edition) -> Columns:
    """Find the columns: a dimension's is named by its code, its short name or its name, in either language."""
    return Columns(
        village=table.must_have(*VILLAGE),
        year=table.column(*YEAR),
        dimensions={item.code: table.must_have(*_names(item)) for item in edition.main_dimensions},
        total=table.column(*TOTAL),
        score=table.column(*SCORE),
        status=table.column(*STATUS),
    )


def _names(dimension: Dimension) -> list[str]:
    words = (dimension.short.id, dimension.name.id, dimension.short.en, dimension.name.en, dimension.code)
    return [re.sub(r"\W+", "_", word.casefold()) for word in words]


@transaction.atomic
def import_results(*, actor: Scope, path: Path, year: int) -> ImportedResults:
    """Record every row; `year` stands in where the table has no year column. Twice is once.

    A sum that the dimension cannot reach, or a cell that is no number, refuses the whole table. A total that is not the
    sum of the dimensions is told. Whether score and status follow from the sums is for the run's audit to judge.
    """
    table = read_table(path)
    document = record_document(
        content=path.read_bytes(), kind=DocumentKind.TABLE, source=path.name, fetched_at=datetime.now(UTC)
    )
    imported = ImportedResults()
    book = code_book()
    entries = []
    for number, row in enumerate(table.rows, start=2):
        reader = _Reader(table, number, row)
        edition = catalogue.edition_for(FAMILY, reader.year(year))
        columns = columns_of(table, edition)
        village = str(row[columns.village]).strip()
        try:
            region_id = village_id(book, village, year)
        except Problem as problem:
            imported.failures.append(Failure(village, year, path.name, problem))
            continue
        entry, total = reader.entry(edition, columns, region_id, document, year)
        entries.append(entry)
        if columns.total and reader.number(columns.total) != total:
            imported.wrong_totals.append(
                Failure(village, entry.year, path.name, reader.bad(columns.total, f"≠ {total}"))
            )
    for entry, kept in zip(entries, record_submissions(actor=actor, entries=entries), strict=True):
        imported.add(entry, kept)
    return imported


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one row, so that every Problem names row, column and value."""

    table: Table
    row_number: int
    row: Row

    def bad(self, column: str, reason: str) -> Problem:
        return Problem(
            "table.bad_value",
            path=self.table.path.name,
            row=self.row_number,
            column=column,
            value=self.row.get(column),
            reason=reason,
        )

    def number(self, column: str) -> Fraction:
        written = str(self.row.get(column) or "").strip()
        if not re.fullmatch(r"\d{1,9}([.,]\d{1,9})?", written, re.ASCII):
            raise self.bad(column, "Tulis angka. / Write a number.")
        return Fraction(written.replace(",", "."))

    def year(self, default: int) -> int:
        column = self.table.column(*YEAR)
        return int(self.number(column)) if column and self.row[column] not in (None, "") else default

    def entry(
        self, edition: Edition, columns: Columns, region_id: int, document: int, year: int
    ) -> tuple[SubmissionEntry, Fraction]:
        """The ledger entry of the row, and the sum of its dimensions."""
        sums = {code: self.points(edition, code, column) for code, column in columns.dimensions.items()}
        highest = {code: sum(item.top for item in edition.indicators_of(code)) for code in sums}
        entry = SubmissionEntry(
            region_id=region_id,
            year=self.year(year),
            edition=edition.code,
            source=Source.OFFICIAL,
            dimensions={code: sums[code] / highest[code] * edition.head.scale for code in sums},
            index={edition.head.code: decimal(self.number(columns.score))} if columns.score else {},
            status=str(self.row[columns.status]).strip()[:100] if columns.status else None,
            document_id=document,
        )
        return entry, sum(sums.values(), Fraction(0))

    def points(self, edition: Edition, code: str, column: str) -> Fraction:
        """The points of a dimension: whole, and between the least and the most its items can give."""
        items = list(edition.indicators_of(code))
        least, most = sum(item.scores[0] for item in items), sum(item.top for item in items)
        points = self.number(column)
        if points.denominator != 1 or not least <= points <= most:
            raise self.bad(column, f"{least}–{most}")
        return points
