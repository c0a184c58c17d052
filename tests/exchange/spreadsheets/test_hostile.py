"""Files made to harm, files of other kinds and clumsy files: refused with words in bounded memory, or understood."""

import contextlib
import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import guard
from berdaya.exchange.spreadsheets.book import Cell, Oddity
from berdaya.exchange.spreadsheets.headings import headings, likeliest
from berdaya.exchange.spreadsheets.numbers import plain_number, read_answer, read_score, read_year
from berdaya.exchange.spreadsheets.reading import read_book
from tests.exchange.spreadsheets.conftest import workbook

TOY, IDM = catalogue.edition("contoh-2020"), catalogue.edition("idm-2023")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN = workbook([["kode", "CLI"], ["99.01.01.2001", 4]])
MEMORY = 120 * 1024 * 1024


def changed(parts: dict[str, bytes], content: bytes = PLAIN, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", kind) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, body in parts.items():
            after.writestr(name, body)
    return out.getvalue()


def sheet_of(rows: str, prolog: str = "", dimension: str = "A1") -> bytes:
    body = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{prolog}{body}'.encode()


def lying(content: bytes) -> bytes:
    """The same zip, its first large part declared to be small."""
    place = content.index(b"PK\x01\x02", content.index(SHEET.encode()))
    while content[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = content.index(b"PK\x01\x02", place + 1)
    return content[: place + 24] + struct.pack("<I", 100) + content[place + 28 :]


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 1000 + '"><!ENTITY c "' + "&b;" * 1000 + '">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "spreadsheet.empty"),
    "too large": (lambda: b"PK" + bytes(guard.LARGEST), "spreadsheet.too_large"),
    "zip of zeros": (lambda: changed({SHEET: bytes(90 * 1024 * 1024)}), "spreadsheet.unsafe"),
    "grows too much": (lambda: changed({"xl/x.xml": b"<x>" + b" " * (30 * 1024 * 1024)}), "spreadsheet.unsafe"),
    "says it is small": (lambda: lying(changed({SHEET: sheet_of(" " * 10**7)})), "spreadsheet.damaged"),
    "many parts": (lambda: changed({f"xl/{number}.xml": b"<x/>" for number in range(1_100)}), "spreadsheet.unsafe"),
    "packed by bzip2": (lambda: changed({"xl/a.xml": b"<x/>"}, kind=zipfile.ZIP_BZIP2), "spreadsheet.unsafe"),
    "a billion laughs": (lambda: changed({SHEET: sheet_of("<row>&c;</row>", LAUGHS)}), "spreadsheet.unsafe"),
    "laughs in the strings": (lambda: changed({"xl/sharedStrings.xml": sheet_of("&c;", LAUGHS)}), "spreadsheet.unsafe"),
    "laughs in UTF-16": (
        lambda: changed({SHEET: sheet_of("", LAUGHS).replace(b"UTF-8", b"UTF-16").decode().encode("utf-16")}),
        "spreadsheet.unsafe",
    ),
    "laughs after a page of blanks": (
        lambda: changed({"xl/sharedStrings.xml": b" \n" * guard.PIECE + LAUGHS.encode() + b"<sst>&c;</sst>"}),
        "spreadsheet.unsafe",
    ),
    "laughs after wide blanks": (
        lambda: changed({"xl/sharedStrings.xml": f"  {LAUGHS}<sst>&c;</sst>".encode("utf-16-le")}),
        "spreadsheet.unsafe",
    ),
    "an outside entity": (lambda: changed({SHEET: sheet_of("<row>&x;</row>", OUTSIDE)}), "spreadsheet.unsafe"),
    "a deep nest": (lambda: changed({SHEET: b"<x>" * 10_000 + b"</x>" * 10_000}), "spreadsheet.unsafe"),
    "many rows": (lambda: changed({SHEET: sheet_of("<row/>" * (guard.ROWS + 1))}), "spreadsheet.too_long"),
    "one endless row": (lambda: changed({SHEET: sheet_of("<row>" + "<c/>" * 20_000 + "</row>")}), "spreadsheet.unsafe"),
    "many styles": (lambda: changed({"xl/styles.xml": sheet_of("<xf/>" * 160_000)}), "spreadsheet.unsafe"),
    "too wide": (lambda: workbook([["x"] * 700]), "spreadsheet.too_long"),
    "half a file": (lambda: PLAIN[: len(PLAIN) // 2], "spreadsheet.damaged"),
    "not a zip": (lambda: b"PK\x03\x04" + b"x" * 100, "spreadsheet.damaged"),
    "broken XML": (lambda: changed({SHEET: b"<worksheet><sheetData>"}), "spreadsheet.damaged"),
    "a string that is not there": (
        lambda: changed({SHEET: sheet_of('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}),
        "spreadsheet.damaged",
    ),
    "old Excel": (lambda: guard.OLE + bytes(1000), "spreadsheet.old_format"),
    "locked": (lambda: guard.OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100), "spreadsheet.encrypted"),
    "xlsb": (lambda: changed({"xl/workbook.bin": b"x"}), "spreadsheet.other_kind"),
    "ods": (lambda: changed({"content.xml": b"<x/>"}), "spreadsheet.other_kind"),
    "a page": (lambda: b"<html><table></table>", "spreadsheet.other_kind"),
    "a PDF": (lambda: b"%PDF-1.7", "spreadsheet.other_kind"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "spreadsheet.other_kind"),
    "an archive": (_archive, "spreadsheet.other_kind"),
    "long CSV": (lambda: b"a;b\n" * (guard.ROWS + 2), "spreadsheet.too_long"),
    "wide CSV": (lambda: b";" * 700, "spreadsheet.too_long"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_harm_is_refused_with_words_and_in_bounded_memory(name):
    make, code = HOSTILE[name]
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(Problem) as refused:
            read_book(content)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert refused.value.code == code
    assert all(len(refused.value.message(language)) > 40 for language in ("id", "en"))
    assert refused.value.status in (413, 422)


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1", ""])
def test_what_a_sheet_says_of_its_size_is_not_believed(dimension):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>'
    (sheet,) = read_book(changed({SHEET: sheet_of(rows, dimension=dimension)})).sheets
    assert [[cell.text for cell in line] for line in sheet.lines] == [["1"]]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_book_or_a_problem(content):
    with contextlib.suppress(Problem):
        read_book(content)


@given(st.data())
def test_a_workbook_with_changed_bytes_is_a_book_or_a_problem(data):
    content = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)) | st.just(len(content)))
    with contextlib.suppress(Problem):
        read_book(bytes(content[:cut]))


def test_oddities_of_cells_are_kept_apart_from_blank():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["kode", "CLI", "SCH", "MKT", "ROA"])
    sheet.append(["99.01.01.2001", "=1+1", "#REF!", None, " "])
    sheet["C2"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    (only,) = read_book(out.getvalue()).sheets
    _, formula, error = only.lines[1]
    assert (formula.oddity, error.oddity, error.text) == (Oddity.NOT_CALCULATED, Oddity.ERROR, "#REF!")
    for cell, code in (
        (formula, "cell.not_calculated"),
        (error, "cell.error"),
        (Cell("2024-01-02", Oddity.DATE), "cell.date"),
    ):
        with pytest.raises(Problem) as refused:
            read_score(TOY.indicators["CLI"], cell)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("written", "point", "expected"),
    [
        ("12,5", "", 12.5),
        ("1.250,5", "", 1250.5),
        ("1,250.5", "", 1250.5),
        ("1.250.000", "", 1250000),
        ("1.250", ",", 1250),
        ("1.250", ".", 1.25),
        ("0,250", "", 0.25),
        ("0.250", "", 0.25),
        (" 45 menit ", "", 45),
        ("45\u00a0", "", 45),
        ("1 250", "", 1250),
    ],
)
def test_numbers_as_people_write_them(written, point, expected):
    assert float(read_answer(TOY.inputs["clinic_minutes"], Cell(written), point)) == expected


@pytest.mark.parametrize("written", ["1.250", "12,345"])
def test_what_may_be_thousands_or_a_fraction_is_asked_back_but_not_where_only_whole_numbers_make_sense(written):
    with pytest.raises(Problem, match=r"cell\.ambiguous"):
        read_answer(TOY.inputs["clinic_minutes"], Cell(written))
    assert read_answer(TOY.inputs["pupils"], Cell(written)) == int(written.replace(".", "").replace(",", ""))


def test_shares_that_excel_shows_in_percent():
    asked = next(item for item in catalogue.edition("indeks-desa-2025").inputs.values() if item.type == "percent")
    assert read_answer(asked, Cell(0.85, percent=True)) == 85
    assert read_answer(asked, Cell("85 %")) == 85
    assert read_answer(asked, Cell(0.85)) == read_answer(asked, Cell("0,85"))


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_a_number_in_indonesian_writing_is_read_back(whole, part):
    written = f"{whole:,}".replace(",", ".") + f",{part:02}"
    assert plain_number(written, point=",") == f"{whole}.{part:02}"


def test_dashes_are_no_answer_and_yes_is_a_word_or_a_tick():
    assert read_answer(TOY.inputs["pupils"], Cell("-")) is None
    assert [read_answer(TOY.inputs["market"], Cell(one)) for one in ("Ya", True, "TIDAK", "tidak ada", 1)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert read_answer(TOY.inputs["road"], Cell("aspal atau beton")) == "paved"
    with pytest.raises(Problem, match=r"answer\.wrong_type"):
        read_answer(TOY.inputs["road"], Cell("=cmd|'/c calc'!A1"))


def test_years_of_many_forms():
    assert [read_year(Cell(one)) for one in (2024, "2024 ", "31/12/2024", "Tahun: 2024", None)] == [2024] * 4 + [None]
    for wrong in ("24", "2023-2024", "tahun lalu"):
        with pytest.raises(Problem, match=r"row\.year"):
            read_year(Cell(wrong))


CLUMSY = [
    ["Rekapitulasi IDM 2024", None, None, None],
    [],
    ["No", "KODE DESA", "Nilai", None, None],
    [None, None, "IKS01", "IKS02_DOKTER", None],
    ["1", "2", "3", "4", None],
    [],
    [1, "99.01.01.2001", "4,0", 5, None],
    [None, None, None, None, None],
    [2, 9901012002.0, "3", "5 ", None],
    ["Jumlah", None, 7, 10, None],
]


def test_titles_merged_headings_column_numbers_and_blank_rows_are_survived():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in CLUMSY:
        sheet.append(line)
    for merged in ("A1:D1", "A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    for content in (out.getvalue(), macro(out.getvalue())):
        read = read_book(content)
        edition = likeliest(read)
        assert edition.family == "idm"
        (found,) = headings(read, edition)
        assert [(column.letters, column.target) for column in found.columns] == [
            ("A", ""), ("B", "village"), ("C", "score:IKS01"), ("D", "score:IKS02"),
        ]  # fmt: skip
        assert read.sheets[0].cell(found.first, 1).text in ("", "99.01.01.2001")


def macro(content: bytes) -> bytes:
    """The same workbook as .xlsm, with something where macros live."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return changed({"[Content_Types].xml": types.replace(kind, enabled), "xl/vbaProject.bin": b"\x00macro"}, content)


@pytest.mark.parametrize(
    "text",
    [
        "Kode Desa;IKS01\n99.01.01.2001;4\n",
        "Kode Desa,IKS01\r\n99.01.01.2001,4\r\n",
        "Kode Desa\tIKS01\n99.01.01.2001\t4\n",
        '"Kode, Desa";"IKS01; skor"\n99.01.01.2001;4\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_every_habit(text, encoding):
    read = read_book(text.encode(encoding))
    (found,) = headings(read, IDM)
    assert found.village == 0
    assert read.sheets[0].cell(found.first, 1).text == "4"


def test_a_table_without_headings_is_found_by_its_codes():
    (found,) = headings(read_book(b"9901012001;5\n9901012002;4\n"), TOY)
    assert (found.line, found.first, [column.target for column in found.columns]) == (-1, 0, ["village", ""])


def test_what_has_no_villages_has_no_heading():
    with pytest.raises(Problem, match=r"spreadsheet\.no_heading"):
        headings(read_book(b"a;b\n1;2\n"), TOY)
