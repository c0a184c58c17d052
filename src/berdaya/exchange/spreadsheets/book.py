"""A file as plain sheets of cells, whatever its kind: what a cell holds, and nothing of the library that read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

Plain = str | int | float | bool | None
LONGEST = 500  # characters of a cell that are kept


class Oddity(Enum):
    """Why a cell holds no answer although it is not empty."""

    ERROR = auto()
    NOT_CALCULATED = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is what its owner sees, as far as that is known; `percent` tells that Excel shows it times 100."""

    value: Plain = None
    oddity: Oddity | None = None
    percent: bool = False
    typed_as_text: bool = False

    @property
    def is_blank(self) -> bool:
        return self.oddity is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))

    @property
    def text(self) -> str:
        """What stands in the cell, in one line.

        >>> Cell(" a\\nb ").text, Cell(6402042001.0).text, Cell(True).text
        ('a b', '6402042001', 'TRUE')
        """
        value = self.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
            return str(int(value))
        return " ".join(str(value).split())


BLANK = Cell()
Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name and its lines from the first on; lines may differ in length. `point` is its decimal sign."""

    name: str
    lines: Sequence[Line]
    point: str = ""

    def cell(self, line: int, column: int) -> Cell:
        """The cell at a place counted from 0; blank beyond the end."""
        if not 0 <= line < len(self.lines):
            return BLANK
        cells = self.lines[line]
        return cells[column] if column < len(cells) else BLANK


@dataclass(frozen=True, slots=True)
class Book:
    """A file: its sheets in order, hidden ones included."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def cell_of(value: object, *, error: bool = False, formula: bool = False, number_format: str = "") -> Cell:
    """A cell from what a library read."""
    if error:
        return Cell(str(value), Oddity.ERROR)
    if value is None:
        return Cell("=", Oddity.NOT_CALCULATED) if formula else BLANK
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(value.date().isoformat() if isinstance(value, datetime) else str(value), Oddity.DATE)
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, int | float):
        return Cell(value if abs(value) < 1e18 else str(value)[:LONGEST], percent="%" in number_format)
    return Cell(str(value)[:LONGEST], typed_as_text=True)


def column_letters(index: int) -> str:
    """The name of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def trimmed(lines: Iterator[Line]) -> list[Line]:
    """The lines without blank cells at their ends and without blank lines at the end of the sheet."""
    found: list[Line] = []
    for line in lines:
        end = len(line)
        while end and line[end - 1].is_blank:
            end -= 1
        found.append(line[:end])
    while found and not found[-1]:
        found.pop()
    return found
