"""The Excel file of a list: the same rows, typed, and never a formula."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.web.lists import excel
from tests.web.lists.test_rows import found, towns
from tests.web.lists.towns import Town, listing

HEAD = excel.Head("Tempat", ("Saringan: tidak ada", "Sumber: rekaan"))
TOP = 5


def written(rows):
    with excel.workbook(HEAD, listing().exported, rows) as file:
        sheet = openpyxl.load_workbook(file).active
    return sheet, list(sheet.iter_rows(min_row=TOP + 1))


@settings(max_examples=15)
@given(towns)
def test_the_file_holds_the_list(rows):
    filtered = found(rows, "kecamatan=Hulu&urut=-indeks")
    sheet, cells = written(filtered)
    assert sheet.cell(1, 1).value == "Tempat"
    assert [one.value for one in sheet[TOP]] == ["Nama", "Kecamatan", "Indeks", "Bagian", "Biaya", "Sejak", "Kode"]
    assert [(row[0].value, row[6].value) for row in cells] == [(row.name, row.code) for row in filtered]
    known = [(row[2].value or 0, one.index or 0) for row, one in zip(cells, filtered, strict=True)]
    assert all(value == pytest.approx(index, rel=1e-15) for value, index in known)


def test_cells_are_typed():
    _, ((name, _, index, share, cost, since, _code),) = written(
        [Town(1, "A", "Hulu", 0.7141, 0.5, Decimal("1250000"), date(2026, 8, 17))]
    )
    assert [cell.data_type for cell in (name, index, share, cost, since)] == ["s", "n", "n", "n", "d"]
    assert (index.number_format, share.number_format) == ("#,##0.0000", "0%")
    assert since.value.date() == date(2026, 8, 17)


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/c calc'!A0", "{=1+1}", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "https://contoh.test", "007", "1e5"],
)
def test_text_is_never_a_formula_number_or_link(text):
    _, ((cell, *_),) = written([Town(1, text, "Hulu")])
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == text
    assert cell.hyperlink is None
    assert cell.quotePrefix == text.startswith(excel.RISKY)


def test_what_a_cell_cannot_hold_is_cut_or_left_empty():
    _, ((name, _, index, *_),) = written([Town(1, "x" * 40_000, "Hulu", float("nan"))])
    assert len(name.value) == excel.LONGEST_TEXT
    assert index.value is None


@settings(max_examples=30)
@given(st.text(max_size=50))
def test_any_text_survives(text):
    _, rows = written([Town(1, text, "Hulu", 0.5)])
    assert rows[0][2].value == 0.5
