"""A table of answers or scores, assessed row by row through an edition, without a database.

Columns: village_code, year, and indicator codes or raw input names. A value that cannot be used is reported with its
row and column and counts as missing, so that one bad cell never stops a file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import Assessment, assess
from berdaya.domain.index.definition import Edition, Value
from berdaya.domain.index.scoring import answer, checked_score, score
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.tables import Table

VILLAGE = ("village_code", "kode_desa", "kode", "id_desa")
YEAR = ("year", "tahun")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be used."""

    row: int
    column: str
    value: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """One row with its scores and its assessment; `answers` where raw answers were given."""

    village: str
    year: int | None
    edition: Edition
    scores: Mapping[str, int | None]
    answers: Mapping[str, Value | None]
    assessment: Assessment
    bad_cells: tuple[BadCell, ...]


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds what."""

    village: str
    year: str | None
    indicators: Mapping[str, str]
    inputs: Mapping[str, str]


def columns_of(table: Table, edition: Edition) -> Columns:
    """Find the columns; an indicator's may carry a name behind its code (`IKS01_AKSES_SARKES`).

    Problem `table.missing_columns` where neither indicators nor inputs of the edition are there.
    """
    by_code = {re.match(r"[A-Za-z]*\d*", name).group().upper(): name for name in table.columns}  # type: ignore[union-attr]  # always found
    by_name = {name.casefold(): name for name in table.columns}
    indicators = {
        code: by_name.get(code.casefold()) or by_code[code.upper()]
        for code in edition.indicators
        if code.casefold() in by_name or code.upper() in by_code
    }
    inputs = {name: by_name[name.casefold()] for name in edition.inputs if name.casefold() in by_name}
    if not indicators and not inputs:
        some = ", ".join([*list(edition.indicators)[:2], "…", *list(edition.inputs)[:2], "…"])
        raise Problem("table.missing_columns", path=table.path.name, columns=some, found=", ".join(table.columns[:12]))
    return Columns(table.must_have(*VILLAGE), table.column(*YEAR), indicators, inputs)


def holds_indicators(table: Table, edition: Edition) -> bool:
    """Whether the table has a column for at least one indicator of the edition."""
    try:
        return bool(columns_of(table, edition).indicators)
    except Problem:
        return False


def assessed(table: Table, edition: Edition | str, *, year: int | None = None) -> Iterator[AssessedRow]:
    """Assess every row by the edition, or by the edition of a family (its name) that serves the row's year.

    `year` stands in where the table has no year column.
    """
    finder = _EditionFinder(table, edition)
    for number, row in enumerate(table.rows, start=2):
        of_year = _year(table, row, number, year)
        own = finder(of_year)
        yield _assess_row(own, finder.columns(own), row, number, of_year)


class _EditionFinder:
    """Finds the edition of a row, and its columns once per edition."""

    def __init__(self, table: Table, edition: Edition | str) -> None:
        self.table = table
        self.edition = edition
        self.found: dict[str, Columns] = {}

    def __call__(self, year: int | None) -> Edition:
        if isinstance(self.edition, Edition):
            return self.edition
        if year is None:
            self.table.must_have(*YEAR)
        return catalogue.edition_for(self.edition, year or 0)

    def columns(self, edition: Edition) -> Columns:
        if edition.code not in self.found:
            self.found[edition.code] = columns_of(self.table, edition)
        return self.found[edition.code]


def _year(table: Table, row: Mapping[str, Any], number: int, default: int | None) -> int | None:
    column = table.column(*YEAR)
    if column is None or row[column] in (None, ""):
        return default
    written = str(row[column]).strip().removesuffix(".0")
    if not re.fullmatch(r"(19|20)\d\d", written):
        reason = "Tahun ditulis empat angka. / A year has four digits."
        raise Problem("table.bad_value", path=table.path.name, row=number, column=column, value=written, reason=reason)
    return int(written)


def _assess_row(
    edition: Edition, columns: Columns, row: Mapping[str, Any], number: int, year: int | None
) -> AssessedRow:
    bad: list[BadCell] = []

    def tried(column: str, read: Any, *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except Problem as problem:
            bad.append(BadCell(number, column, str(row.get(column)), problem))
            return None

    village = tried(columns.village, lambda: RegionCode.parse(row[columns.village]).plain) or str(row[columns.village])
    answers = {
        name: tried(column, answer, edition.inputs[name], row[column]) for name, column in columns.inputs.items()
    }
    scores: dict[str, int | None] = {}
    for code, indicator in edition.indicators.items():
        column = columns.indicators.get(code)
        given = tried(column, checked_score, indicator, row[column]) if column else None
        computed = tried(indicator.value.text, score, indicator, answers) if given is None and answers else None
        scores[code] = computed if given is None else given
    return AssessedRow(village, year, edition, scores, answers, assess(edition, scores), tuple(bad))
