"""The workbook to fill: every column has its limits, villages are locked, and nothing in it is a formula."""

import io

import pytest
from openpyxl import load_workbook

from berdaya.definitions import catalogue
from berdaya.exchange.spreadsheets.layout import plan
from berdaya.exchange.spreadsheets.template import LONGEST_LIST, VillageLine, template
from tests.exchange.spreadsheets.conftest import NOON

VILLAGES = [
    VillageLine("99.01.01.2001", "=HYPERLINK(1)", "@Hulu", {}),
    VillageLine("99.01.01.2002", "Muara Tenang", "Hulu", {}),
]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("contents", ["answers", "scores"])
@pytest.mark.parametrize("code", catalogue.codes())
def test_every_column_has_its_limits_and_words(code, contents, language):
    edition = catalogue.edition(code)
    content = template(edition, edition.first_year, contents, VILLAGES, language=language, made_at=NOON)
    assert content == template(edition, edition.first_year, contents, VILLAGES, language=language, made_at=NOON)
    book = load_workbook(io.BytesIO(content))
    cover, *sheets, marks = book.worksheets
    assert (marks.sheet_state, cover.protection.sheet) == ("hidden", True)
    assert edition.hash in [cell.value for cell in marks["B"]]
    planned = plan(edition, contents)
    assert len(sheets) == len(planned) == len({sheet.title for sheet in sheets})
    for sheet, wanted in zip(sheets, planned, strict=True):
        assert (sheet.freeze_panes, sheet.row_dimensions[1].hidden, sheet.protection.sheet) == ("C5", True, True)
        assert [cell.value for cell in sheet[1]][3:] == [column.target for column in wanted.columns]
        checks = sheet.data_validations.dataValidation
        assert len(checks) == len(wanted.columns)
        for check, column in zip(checks, wanted.columns, strict=True):
            if column.choices(language):
                assert check.type == "list"
                assert len(check.formula1) <= LONGEST_LIST + 2
            else:
                assert check.type in ("whole", "decimal")
        assert [sheet["A5"].number_format, sheet["A5"].protection.locked, sheet["D5"].protection.locked] == [
            "@", True, False,
        ]  # fmt: skip
        cells = [cell for line in sheet.iter_rows() for cell in line]
        assert all(cell.data_type != "f" for cell in cells)
        assert sheet["B5"].value == "=HYPERLINK(1)"
        assert all(sheet.cell(row, place).value for row in (2,) for place in range(1, 4 + len(wanted.columns) - 1))


def test_long_lists_stand_on_the_hidden_sheet_and_are_whole():
    edition = catalogue.edition("indeks-desa-2025")
    book = load_workbook(io.BytesIO(template(edition, 2025, "answers", VILLAGES, language="id", made_at=NOON)))
    marks = book.worksheets[-1]
    columns = {column.code: column for sheet in plan(edition, "answers") for column in sheet.columns}
    seen = 0
    for sheet in book.worksheets[1:-1]:
        for check, head in zip(sheet.data_validations.dataValidation, sheet[1][3:], strict=True):
            if check.type == "list" and check.formula1.startswith("'_berdaya'"):
                seen += 1
                offered = [line[0].value for line in marks[check.formula1.partition("!")[2].replace("$", "")]]
                assert offered == columns[str(head.value).partition(":")[2]].choices("id")
    assert seen
