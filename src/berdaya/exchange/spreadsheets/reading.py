"""Reads what was sent, workbook or CSV, into plain sheets: bounded in memory and time, and never by running anything."""

import csv
import io
import warnings
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.workbook import Workbook

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.exchange.spreadsheets import guard
from berdaya.exchange.spreadsheets.book import BLANK, Book, Cell, Line, Sheet, cell_of, trimmed

COLUMNS = 600
SHEETS = 60
VALUES = 400_000  # cells that hold something, in all sheets
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";\t"  # and otherwise a comma
CSV_NAME = "CSV"


def read_book(content: bytes, *, most: int = guard.ROWS) -> Book:
    """Read the first `most` lines of every sheet. Problem `spreadsheet.*` where the file cannot or must not be read."""
    if not guard.is_workbook(content):
        return _csv(content, most)
    inspected = guard.inspect(content)
    try:
        # Extensions that the library does not know are left out; it warns of each.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _workbook(content, most, formulas=inspected.has_formulas)
    except Problem:
        raise
    except Exception as error:  # whatever a damaged part makes the library raise
        raise Problem("spreadsheet.damaged") from error


def open_safely(content: bytes, *, values: bool = True) -> Workbook:
    """Open a workbook that the guard has let pass, for reading only, with the results of its formulas."""
    return load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _workbook(content: bytes, most: int, *, formulas: bool) -> Book:
    book = open_safely(content)
    asked = open_safely(content, values=False) if formulas else None
    count = _Count()
    try:
        if len(book.worksheets) > SHEETS:
            raise Problem("spreadsheet.too_long", limit=SHEETS, what=Text("lembar", "sheets"))
        sheets = []
        for number, sheet in enumerate(book.worksheets):
            written = _rows(asked.worksheets[number], most) if asked is not None else repeat(())
            pairs = zip(_rows(sheet, most), written, strict=False)
            lines = trimmed(_line(values, formula, count) for values, formula in pairs)
            sheets.append(Sheet(sheet.title[:60], lines))
        return Book(tuple(sheets))
    finally:
        book.close()
        if asked is not None:
            asked.close()


class _Count:
    """How many cells that hold something were read so far."""

    def __init__(self) -> None:
        self.held = 0

    def add(self, cells: list[Cell]) -> None:
        self.held += sum(cell is not BLANK for cell in cells)
        if self.held > VALUES:
            raise Problem("spreadsheet.too_long", limit=VALUES, what=Text("sel berisi", "cells that hold something"))


def _rows(sheet: Any, most: int) -> Iterator[tuple[Any, ...]]:
    # The size that a sheet declares of itself is not believed: some say A1, some A1:XFD1048576.
    sheet.reset_dimensions()
    found: Iterator[tuple[Any, ...]] = sheet.iter_rows(min_row=1, max_row=most, max_col=COLUMNS + 1)
    return found


def _line(values: tuple[Any, ...], formulas: tuple[Any, ...], count: _Count) -> Line:
    has_formula = {place for place, cell in enumerate(formulas) if getattr(cell, "data_type", "") == "f"}
    end = len(values)
    while end and values[end - 1] is EMPTY_CELL:
        end -= 1
    line = [_cell(cell, place in has_formula) for place, cell in enumerate(values[:end])]
    if len(line) > COLUMNS and not line[COLUMNS].is_blank:
        raise Problem("spreadsheet.too_long", limit=COLUMNS, what=Text("kolom", "columns"))
    count.add(line)
    return line


def _cell(cell: Any, has_formula: bool) -> Cell:
    value = cell.value
    if value is None and not has_formula:
        return BLANK
    percent = isinstance(value, int | float) and "%" in (cell.number_format or "")
    return cell_of(
        value, error=cell.data_type == "e", formula=has_formula, number_format=cell.number_format if percent else ""
    )


def _csv(content: bytes, most: int) -> Book:
    text, separator = csv_text(content)
    count = _Count()
    lines: list[Line] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(row) > COLUMNS:
                raise Problem("spreadsheet.too_long", limit=COLUMNS, what=Text("kolom", "columns"))
            line = [cell_of(value) if value.strip() else BLANK for value in row]
            count.add(line)
            lines.append(line)
            if len(lines) > guard.ROWS:
                raise Problem("spreadsheet.too_long", limit=guard.ROWS, what=Text("baris", "rows"))
    except csv.Error:
        raise Problem("spreadsheet.damaged") from None
    # Who divides by semicolons writes decimals with a comma; elsewhere a comma divides.
    point = {";": ",", ",": "."}.get(separator, "")
    return Book((Sheet(CSV_NAME, trimmed(iter(lines[:most])), point),))


def csv_text(content: bytes) -> tuple[str, str]:
    """The text of a CSV file and the sign that divides its cells; Problem `spreadsheet.other_kind` where it is no text."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in chain(("utf-16",) if wide else (), ENCODINGS):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or sum(character < " " and character not in "\r\n\t" for character in text[:2000]):
            break
        return text, _separator(text[:20_000].splitlines())
    raise Problem("spreadsheet.other_kind", found=Text("berkas biner", "a binary file"))


def _separator(lines: list[str]) -> str:
    """The sign that most lines hold; commas also stand in sentences and in decimals, so they come last."""
    filled = [line for line in lines if line.strip()]
    usual = {sign: sum(sign in line for line in filled) * 2 > len(filled) for sign in SEPARATORS}
    return next((sign for sign in SEPARATORS if usual[sign]), ",")
