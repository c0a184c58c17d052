"""From mapped columns to what a file says: the values of each village and year, and every cell that cannot be used."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition, Indicator
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets.book import Book, Cell, Sheet, column_letters
from berdaya.exchange.spreadsheets.headings import Heading
from berdaya.exchange.spreadsheets.layout import COVER, MARKS, VILLAGE, YEAR
from berdaya.exchange.spreadsheets.layout import columns_of as columns_of_edition
from berdaya.exchange.spreadsheets.numbers import is_no_answer, read_answer, read_score, read_year
from berdaya.records.imports.contents import ColumnMapping, Fault, GivenEntry, GivenValue
from berdaya.records.observations.current import Held
from berdaya.records.observations.values import read, written

FAULTS = 5_000  # as many as are told one by one; a file with more is wrong as a whole
TOTALS = ("jumlah", "total", "rata rata", "rata-rata", "mean", "sum")
HeldValues = Callable[[str, int], Mapping[int, Held]]


@dataclass(frozen=True, slots=True)
class Place:
    """A village as the reader of a file needs it: id, code, name, and whether the sender may write about it."""

    id: int
    code: str
    name: str


# The village a written code means in a year; raises a Problem where it is none, or not the sender's.
FindPlace = Callable[[str, int], Place]


@dataclass(slots=True)
class Understood:
    """What a file says, by village, year and edition, and what could not be used."""

    entries: list[GivenEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    untold: int = 0


@dataclass(slots=True)
class _Statement:
    """The values of one village and year gathered from all sheets, with the place of each."""

    place: Place
    year: int
    edition: str
    sheet: str
    row: int
    values: dict[tuple[str, str], tuple[str, str, int]] = field(default_factory=dict)

    def entry(self) -> GivenEntry:
        given = tuple(GivenValue(kind, code, text) for (kind, code), (text, _, _) in sorted(self.values.items()))
        return GivenEntry(
            self.place.id, self.place.code, self.place.name, self.year, self.edition, self.sheet, self.row, given
        )


def understand(
    book: Book,
    found: list[Heading],
    mapping: ColumnMapping,
    find: FindPlace,
    held: HeldValues,
    progress: Callable[[int], None] = lambda _: None,
) -> Understood:
    """Read every row of every sheet. What cannot be used is told and left out; everything else is taken."""
    reader = _Reader(mapping, find, held)
    for heading in found:
        sheet = book.sheets[heading.sheet]
        for line in range(heading.first, len(sheet.lines)):
            reader.row(sheet, heading, line)
            if reader.result.rows % 200 == 0:
                progress(reader.result.rows)
    reader.result.entries += [one.entry() for one in reader.statements.values() if one.values]
    return reader.result


class _Reader:
    """Gathers statements over the sheets of a file."""

    def __init__(self, mapping: ColumnMapping, find: FindPlace, held: HeldValues) -> None:
        self.mapping, self.find, self.held = mapping, find, held
        self.family = catalogue.edition(mapping.edition).family
        self.statements: dict[tuple[int, int], _Statement] = {}
        self.result = Understood()

    def row(self, sheet: Sheet, heading: Heading, line: int) -> None:
        targets = {column.column: self.mapping.targets.get(column.key, "") for column in heading.columns}
        values = {
            column: target
            for column, target in targets.items()
            if ":" in target and not is_no_answer(sheet.cell(line, column))
        }
        village = next((column for column, target in targets.items() if target == VILLAGE), None)
        if village is None or not values:
            return
        code = sheet.cell(line, village)
        if code.is_blank and _is_total(sheet, line):
            return
        self.result.rows += 1
        statement = self._statement(sheet, heading, line, village, targets)
        if statement is not None:
            for column, target in values.items():
                self._value(statement, sheet, heading, line, column, target)

    def _statement(
        self, sheet: Sheet, heading: Heading, line: int, village: int, targets: Mapping[int, str]
    ) -> _Statement | None:
        """Whom and which year a row speaks of; None, and a fault, where that is not clear."""
        code = sheet.cell(line, village)
        column = next((place for place, target in targets.items() if target == YEAR), None)
        at = village
        try:
            if code.is_blank:
                raise Problem("row.no_village")
            at = village if column is None else column
            told = read_year(sheet.cell(line, column)) if column is not None else None
            year = told or self.mapping.year
            if year is None:
                raise Problem("row.year")
            edition = catalogue.edition_for(self.family, year)
            at = village
            place = self.find(code.text, year)
        except Problem as problem:
            self._fault(problem, sheet, heading, line, at)
            return None
        key = (place.id, year)
        if key not in self.statements:
            self.statements[key] = _Statement(place, year, edition.code, sheet.name, line + 1)
        return self.statements[key]

    def _value(
        self, statement: _Statement, sheet: Sheet, heading: Heading, line: int, column: int, target: str
    ) -> None:
        kind, _, code = target.partition(":")
        cell = sheet.cell(line, column)
        edition = catalogue.edition(statement.edition)
        try:
            value = self._read(edition, target, cell, sheet.point)
        except Problem as problem:
            if not self._is_held(statement, kind, code, cell):
                self._fault(problem, sheet, heading, line, column)
            return
        text = written(value)
        before = statement.values.get((kind, code))
        if before is not None and before[0] != text:
            told = Problem("cell.twice", sheet=before[1], row=before[2], before=read(before[0]))
            self._fault(told, sheet, heading, line, column)
            return
        statement.values.setdefault((kind, code), (text, sheet.name, line + 1))

    def _read(self, edition: Edition, target: str, cell: Cell, point: str) -> object:
        column = columns_of_edition(edition).get(target)
        if column is None:
            raise Problem("cell.other_code", edition=edition.short_name, year=edition.first_year)
        item = column.item
        value = read_score(item, cell, point) if isinstance(item, Indicator) else read_answer(item, cell, point)
        assert value is not None, "blank cells were left out"
        return value

    def _is_held(self, statement: _Statement, kind: str, code: str, cell: Cell) -> bool:
        """Whether a value that the rules refuse is what is shown already: then the file changes nothing."""
        held = self.held(statement.edition, statement.year).get(statement.place.id, Held())
        shown = held.shown.get((kind, code))
        return shown is not None and cell.text in (str(shown[0]), _as_typed(shown[0]))

    def _fault(self, problem: Problem, sheet: Sheet, heading: Heading, line: int, column: int) -> None:
        if len(self.result.faults) >= FAULTS:
            self.result.untold += 1
            return
        label = next((one.label for one in heading.columns if one.column == column), "")
        self.result.faults.append(
            Fault.of(
                problem,
                sheet=sheet.name,
                row=line + 1,
                column=column_letters(column),
                heading=label,
                value=sheet.cell(line, column).text,
            )
        )


def _as_typed(value: object) -> str:
    return Cell(float(value) if not isinstance(value, str | bool) else str(value)).text  # type: ignore[arg-type]  # a Fraction


def _is_total(sheet: Sheet, line: int) -> bool:
    """Whether a row without a code is the sum below a table."""
    texts = (cell.text.casefold() for cell in sheet.lines[line])
    return any(text.startswith(TOTALS) for text in texts)


def may_be_village(code: str) -> str:
    """The plain code of a village; Problem `region.*` or `row.kelurahan`."""
    region = RegionCode.parse(code)
    if region.level != "village":
        raise Problem("region.not_village", code=code)
    if region.is_kelurahan:
        raise Problem("row.kelurahan", code=region.dotted)
    return region.plain


def unused_sheets(book: Book, found: list[Heading]) -> Iterator[str]:
    """The sheets that hold something but no table of villages."""
    used = {heading.sheet for heading in found}
    ours = {MARKS, COVER.id, COVER.en} if book.sheet(MARKS) else set()
    return (
        sheet.name
        for number, sheet in enumerate(book.sheets)
        if number not in used and sheet.name not in ours and len(sheet.lines) > 1
    )
