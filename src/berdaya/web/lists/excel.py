"""A list as an Excel file: typed cells under a head that says what it is. Nothing in it is ever a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from berdaya.web.lists.columns import Column, Kind, Row

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767  # what a cell of Excel holds
WIDTHS = {Kind.TEXT: 28, Kind.NUMBER: 14, Kind.PERCENT: 10, Kind.MONEY: 18, Kind.DATE: 18}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# What a spreadsheet may take for a formula when somebody edits the cell.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


@dataclass(frozen=True)
class Head:
    """What stands above the table: its title, and lines in words (filters, source, date)."""

    title: str
    lines: tuple[str, ...]


def workbook(head: Head, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> IO[bytes]:
    """Write the rows into a temporary file, one at a time, so that memory does not grow with the list."""
    file = TemporaryFile()  # noqa: SIM115 -- who sends it closes it
    book = xlsxwriter.Workbook(file, OPTIONS)
    sheet, quoted = book.add_worksheet(), book.add_format({"quote_prefix": True})
    top = _write_head(sheet, head, columns, book.add_format({"bold": True}), quoted)
    formats = [book.add_format({"num_format": _format(column)}) for column in columns]
    last = top
    for last, row in enumerate(rows, top + 1):
        for place, column in enumerate(columns):
            _write(sheet, last, place, column.value(row), formats[place], quoted)
    _lay_out(sheet, columns, top, last)
    book.close()
    file.seek(0)
    return file


def _write_head(sheet: Any, head: Head, columns: Sequence[Column[Any]], bold: Any, quoted: Any) -> int:
    """The title, the lines, a free row, the heads of the columns; gives the row of these."""
    _write_text(sheet, 0, 0, head.title, bold, quoted)
    for place, line in enumerate(head.lines, 1):
        _write_text(sheet, place, 0, line, None, quoted)
    top = len(head.lines) + 2
    for place, column in enumerate(columns):
        _write_text(sheet, top, place, str(column.heading), bold, quoted)
    return top


def _lay_out(sheet: Any, columns: Sequence[Column[Any]], top: int, last: int) -> None:
    """Widths, a head that stays when scrolling and printing, and Excel's own filter."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[column.kind])
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, last, max(len(columns) - 1, 0))
    sheet.repeat_rows(top)
    sheet.set_landscape()


def _format(column: Column[Any]) -> str:
    decimals = "." + "0" * column.decimals if column.decimals else ""
    match column.kind:
        case Kind.NUMBER:
            return "#,##0" + decimals
        case Kind.PERCENT:
            return f"0{decimals}%"
        case Kind.MONEY:
            return '"Rp" #,##0'
        case Kind.DATE:
            return "yyyy-mm-dd"
    return "@"


def _write(sheet: Any, row: int, place: int, value: object, form: Any, quoted: Any) -> None:
    """A number as a number, a day as a day, everything else as text; what is not known stays empty."""
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, place, local, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    elif isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool):
        if isfinite(value):
            sheet.write_number(row, place, float(value), form)
    else:
        _write_text(sheet, row, place, str(value), form, quoted)


def _write_text(sheet: Any, row: int, place: int, text: str, form: Any, quoted: Any) -> None:
    """Text stays text, also for whoever edits the cell later."""
    sheet.write_string(row, place, text[:LONGEST_TEXT], quoted if text.startswith(RISKY) else form)
