"""Writes the workbook of an edition: instructions, a sheet per dimension, drop-downs and limits, villages locked."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from berdaya.domain.index.definition import Edition, Indicator, Input
from berdaya.domain.values import Text
from berdaya.exchange.spreadsheets.book import column_letters
from berdaya.exchange.spreadsheets.instructions import lines
from berdaya.exchange.spreadsheets.layout import (
    COVER,
    DISTRICT,
    FORMAT,
    MARKS,
    NAME,
    NO,
    VILLAGE,
    YES,
    Column,
    Contents,
    SheetPlan,
    plan,
)
from berdaya.records.observations.values import Scalar

KEYS, HEADING, UNIT, ALLOWED, FIRST = range(5)  # lines of a sheet
FIXED = 3  # columns of the village
LONGEST_LIST = 255  # characters of a drop-down that stands in the cell itself
RISKY = ("=", "+", "-", "@", "\t", "\r")
DIGITS = 15  # what a spreadsheet keeps of a number
HEADS = {
    VILLAGE: Text("Kode desa", "Village code"),
    NAME: Text("Nama desa", "Village"),
    DISTRICT: Text("Kecamatan", "Kecamatan"),
}


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A row of the template: a village, and the values to begin with by kind and code."""

    code: str
    name: str
    district: str
    values: Mapping[tuple[str, str], Scalar]


def template(
    edition: Edition,
    year: int,
    contents: Contents,
    villages: Sequence[VillageLine],
    *,
    language: str,
    made_at: datetime,
) -> bytes:
    """The bytes of the workbook."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{edition.short_name} {year}", "created": made_at.replace(tzinfo=None)})
    writer = _Writer(book, edition, villages, language)
    sheets = plan(edition, contents)
    writer.cover(lines(edition, year, contents, len(villages), [sheet.name for sheet in sheets]))
    lists = _Lists()
    for sheet in sheets:
        writer.sheet(sheet, lists)
    writer.marks(
        {"format": FORMAT, "edition": edition.code, "hash": edition.hash, "year": year, "contents": contents}, lists
    )
    book.close()
    return out.getvalue()


class _Lists:
    """Drop-downs that are too long for a cell stand in columns of the hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[list[str]] = []

    def source(self, choices: list[str]) -> list[str] | str:
        if len(",".join(choices)) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
            return choices
        if choices not in self.columns:
            self.columns.append(choices)
        letter = column_letters(3 + self.columns.index(choices))
        return f"='{MARKS}'!${letter}$1:${letter}${len(choices)}"


class _Writer:
    """The formats of a workbook, and how its sheets are written with them."""

    def __init__(self, book: Any, edition: Edition, villages: Sequence[VillageLine], language: str) -> None:
        self.book, self.edition, self.villages, self.language = book, edition, villages, language
        head = {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#E8EBF6",
            "border": 1,
            "border_color": "#6F7E78",
        }
        small = {"italic": True, "font_size": 9, "text_wrap": True, "valign": "top", "font_color": "#4D5B56"}
        self.head, self.small = book.add_format(head), book.add_format(small)
        self.fixed = book.add_format({"num_format": "@", "bg_color": "#F4F6F3", "font_color": "#17211E"})
        self.quoted = book.add_format({"num_format": "@", "bg_color": "#F4F6F3", "quote_prefix": True})
        self.free = book.add_format({"locked": False, "border": 1, "border_color": "#D3DAD6"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.prose = book.add_format({"text_wrap": True, "valign": "top"})

    def cover(self, said: Sequence[tuple[str, str]]) -> None:
        sheet = self.book.add_worksheet(COVER.in_(self.language))
        sheet.set_column(0, 0, 100)
        for row, (style, words) in enumerate(said):
            sheet.write_string(row, 0, words, {"title": self.title, "strong": self.strong}.get(style, self.prose))
        sheet.protect()
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def sheet(self, wanted: SheetPlan, lists: _Lists) -> None:
        sheet = self.book.add_worksheet(_sheet_name(wanted.name.in_(self.language)))
        self._heads(sheet, wanted)
        for number, village in enumerate(self.villages):
            self._village(sheet, FIRST + number, village, wanted.columns)
        last = FIRST + max(len(self.villages), 1) - 1
        for place, column in enumerate(wanted.columns, start=FIXED):
            sheet.data_validation(FIRST, place, last, place, self._validation(column, lists))
        self._manners(sheet, len(wanted.columns))

    def _heads(self, sheet: Any, wanted: SheetPlan) -> None:
        for place, key in enumerate((VILLAGE, NAME, DISTRICT)):
            sheet.write_string(KEYS, place, key)
            sheet.write_string(HEADING, place, HEADS[key].in_(self.language), self.head)
            for row in (UNIT, ALLOWED):
                sheet.write_blank(row, place, None, self.small)
        for place, column in enumerate(wanted.columns, start=FIXED):
            sheet.write_string(KEYS, place, column.target)
            sheet.write_string(HEADING, place, column.heading(self.language), self.head)
            sheet.write_string(UNIT, place, column.unit(self.language), self.small)
            sheet.write_string(ALLOWED, place, column.allowed(self.language)[:200], self.small)

    def _village(self, sheet: Any, row: int, village: VillageLine, columns: Sequence[Column]) -> None:
        for place, text in enumerate((village.code, village.name, village.district)):
            sheet.write_string(row, place, text, self.quoted if text.startswith(RISKY) else self.fixed)
        for place, column in enumerate(columns, start=FIXED):
            value = village.values.get((column.kind, column.code))
            written = _written(column, value, self.language)
            if written is None:
                sheet.write_blank(row, place, None, self.free)
            elif isinstance(written, str):
                sheet.write_string(row, place, written, self.free)
            else:
                sheet.write_number(row, place, written, self.free)

    def _manners(self, sheet: Any, columns: int) -> None:
        """What the reader sees and may do: heads that stay, villages that cannot be typed over."""
        sheet.set_row(KEYS, None, None, {"hidden": True})
        sheet.set_row(HEADING, 75)
        sheet.set_row(ALLOWED, 48)
        for place, width in enumerate((15, 22, 18)):
            sheet.set_column(place, place, width)
        sheet.set_column(FIXED, FIXED + columns - 1, 18)
        sheet.freeze_panes(FIRST, 2)
        sheet.protect(
            "", {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        )
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(0, 0)
        sheet.repeat_rows(HEADING, ALLOWED)
        sheet.repeat_columns(0, 1)

    def _validation(self, column: Column, lists: _Lists) -> dict[str, Any]:
        words = column.allowed(self.language)
        told = {
            "input_title": column.code[:32],
            "input_message": f"{column.heading(self.language)}\n{words}"[:255],
            "error_title": Text("Periksa isian", "Check the answer").in_(self.language),
            "error_message": words[:255],
            "ignore_blank": True,
        }
        if choices := column.choices(self.language):
            return {"validate": "list", "source": lists.source(choices), **told}
        assert isinstance(column.item, Input)
        return {**_range(column.item), **told}

    def marks(self, told: Mapping[str, object], lists: _Lists) -> None:
        """What tells our own file from any other, and the long drop-downs."""
        sheet = self.book.add_worksheet(MARKS)
        for row, (name, value) in enumerate(told.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, str(value))
        for place, choices in enumerate(lists.columns):
            sheet.write_column(0, 3 + place, choices)
        sheet.hide()


def _range(asked: Input) -> dict[str, Any]:
    kind = "integer" if asked.type == "integer" else "decimal"
    low, high = (None if end is None else float(end) for end in (asked.minimum, asked.maximum))
    if low is not None and high is not None:
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    if high is not None:
        return {"validate": kind, "criteria": "<=", "value": high}
    return {"validate": kind, "criteria": ">=", "value": -1e12 if low is None else low}


def _written(column: Column, value: Scalar | None, language: str) -> str | float | None:
    """A value as it is typed into the sheet; a number that a spreadsheet would shorten is written as text."""
    if value is None:
        return None
    if isinstance(value, bool):
        return (YES if value else NO).in_(language)
    if isinstance(value, str):
        return _label(column.item, value, language) if column.choices(language) else value
    return float(value) if abs(value) < 10**DIGITS else str(value)


def _label(item: Input | Indicator, code: str, language: str) -> str:
    if isinstance(item, Indicator):
        return code
    names = {choice.code: choice.label.in_(language) for choice in item.choices}
    return names.get(code, code) if len(set(map(str.casefold, names.values()))) == len(names) else code


def _sheet_name(words: str) -> str:
    return "".join(character for character in words if character not in "[]:*?/\\'")[:31]
