"""Finds the headings of a file: the line of each sheet that names columns, what they are called, where the data begin.

People put titles above their tables, merge cells over groups, and leave lines of units below. The heading is the line
that names the most columns of an edition, a blank cell of it taking the words above (a merged cell keeps them there).
Where no line does, a column full of village codes tells where the table stands.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition, Input
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.exchange.spreadsheets.book import Book, Sheet, column_letters
from berdaya.exchange.spreadsheets.layout import DISTRICT, MARKS, NAME, VILLAGE, YEAR, columns_of

LOOKED_AT = 40  # lines in which a heading is looked for
COLUMNS = 800  # of all sheets together
CODE = re.compile(r"[1-9]\d[.\-\s]?\d\d[.\-\s]?\d\d[.\-\s]?[123]\d{3}(\.0)?")
IGNORED = ""
ALIASES: Mapping[str, Sequence[str]] = {
    VILLAGE: (
        "village", "kode", "kode desa", "kode wilayah", "kode kemendagri", "kode desa kemendagri", "village code", "code",
        "id desa", "kd desa", "kode desa kelurahan",
    ),
    YEAR: ("year", "tahun", "tahun data", "thn"),
    NAME: ("name", "nama", "nama desa", "desa", "village name", "nama wilayah"),
    DISTRICT: ("district", "kecamatan", "nama kecamatan", "kec"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its place, its words, what it seems to hold, and an example."""

    sheet: int
    column: int
    label: str
    target: str
    example: str

    @property
    def key(self) -> str:
        return f"{self.sheet}.{self.column}"

    @property
    def letters(self) -> str:
        return column_letters(self.column)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the table of a sheet stands: the line of its heading and the first line of data, counted from 0."""

    sheet: int
    name: str
    line: int
    first: int
    columns: tuple[Column, ...]

    @property
    def village(self) -> int | None:
        return next((column.column for column in self.columns if column.target == VILLAGE), None)


@dataclass(frozen=True, slots=True)
class Marks:
    """What our own workbooks say of themselves."""

    edition: str
    hash: str
    year: int | None

    @property
    def is_current(self) -> bool:
        """Whether the definition still has the rules that the workbook was made with."""
        return self.edition in catalogue.codes() and catalogue.edition(self.edition).hash == self.hash


def marks(book: Book) -> Marks | None:
    """What the hidden sheet of our own workbook says; None in any other file."""
    sheet = book.sheet(MARKS)
    if sheet is None:
        return None
    told = {sheet.cell(line, 0).text: sheet.cell(line, 1).text for line in range(min(len(sheet.lines), 10))}
    year = told.get("year", "")
    return Marks(
        told.get("edition", ""), told.get("hash", ""), int(year) if re.fullmatch(r"(19|20)\d\d", year) else None
    )


def headings(book: Book, edition: Edition) -> list[Heading]:
    """The tables of a file, a sheet each; Problem `spreadsheet.no_heading` where there is none."""
    found = [
        heading
        for number, sheet in enumerate(book.sheets)
        if sheet.name != MARKS and (heading := _heading(number, sheet, edition)) is not None
    ]
    if not found:
        raise Problem("spreadsheet.no_heading", edition=edition.short_name)
    if sum(len(heading.columns) for heading in found) > COLUMNS:
        raise Problem("spreadsheet.too_long", limit=COLUMNS, what=Text("kolom", "columns"))
    return found


def likeliest(book: Book) -> Edition:
    """The edition whose columns the file names most often, the newest where several do alike."""
    told = marks(book)
    if told is not None and told.edition in catalogue.codes():
        return catalogue.edition(told.edition)
    editions = sorted((catalogue.edition(code) for code in catalogue.codes()), key=lambda one: -one.first_year)
    return max(editions, key=lambda edition: _known(book, edition))


def _known(book: Book, edition: Edition) -> int:
    return sum(_score(_labels(sheet, _best(sheet, edition)), edition) for sheet in book.sheets)


def signature(found: Sequence[Heading]) -> str:
    """A mark of the headings, by which a sender's next file of the same shape is known."""
    told = [[heading.line, [[column.column, normal(column.label)] for column in heading.columns]] for heading in found]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _heading(number: int, sheet: Sheet, edition: Edition) -> Heading | None:
    line = _best(sheet, edition)
    coded = _first_code(sheet)
    if VILLAGE not in [target_of(label, edition) for label in _labels(sheet, line)]:
        if coded is None:
            return None
        if not _score(_labels(sheet, line), edition) or line >= coded[0]:
            line = coded[0] - 1  # -1 where the first line holds data already
    labels = _labels(sheet, line)
    labels += [""] * (max(map(len, sheet.lines[line + 1 : line + 6]), default=0) - len(labels))
    names = [target_of(label, edition) for label in labels]
    if VILLAGE not in names and coded is not None:
        names[coded[1]] = VILLAGE
    first = _first_line(sheet, line, names.index(VILLAGE))
    return Heading(number, sheet.name, line, first, _columns(number, sheet, labels, names, first))


def _columns(number: int, sheet: Sheet, labels: list[str], names: list[str], first: int) -> tuple[Column, ...]:
    seen: set[str] = set()
    found = []
    for place, (label, target) in enumerate(zip(labels, names, strict=True)):
        cells = (sheet.cell(line, place).text for line in range(first, min(first + 5, len(sheet.lines))))
        example = next((text for text in cells if text), "")
        if not label and not example:
            continue
        # Of two columns with one name only the first is taken; the sender sees both and may choose the other.
        found.append(Column(number, place, label[:120], IGNORED if target in seen else target, example[:40]))
        seen |= {target} - {IGNORED}
    return tuple(found)


def _best(sheet: Sheet, edition: Edition) -> int:
    lines = range(min(len(sheet.lines), LOOKED_AT))
    return max(lines, key=lambda line: _score(_labels(sheet, line), edition), default=0)


def _score(labels: Sequence[str], edition: Edition) -> int:
    return len({target for label in labels if (target := target_of(label, edition))})


def _labels(sheet: Sheet, line: int) -> list[str]:
    """The words of a line; where a cell is blank, those right above it."""
    if not 0 <= line < len(sheet.lines):
        return []
    width = max(len(sheet.lines[line]), len(sheet.lines[line - 1]) if line else 0)
    return [
        sheet.cell(line, place).text or (sheet.cell(line - 1, place).text if line else "") for place in range(width)
    ]


def _first_code(sheet: Sheet) -> tuple[int, int] | None:
    """The first line and column that hold a village's code."""
    for line, cells in enumerate(sheet.lines[: LOOKED_AT * 2]):
        for column, cell in enumerate(cells):
            if CODE.fullmatch(cell.text):
                return line, column
    return None


def _first_line(sheet: Sheet, heading: int, village: int) -> int:
    """The first line of data: below the heading, and below lines of units or numbers of columns that follow it."""
    line = heading + 1
    while line < len(sheet.lines) and len(re.sub(r"\D", "", sheet.cell(line, village).text)) < 3:
        if line > heading + 6:
            return heading + 1
        line += 1
    return line


def normal(label: str) -> str:
    """A label without case, signs and doubled spaces.

    >>> normal("  Kode_Desa (Kemendagri) ")
    'kode desa kemendagri'
    """
    return " ".join(re.sub(r"[\W_]+", " ", label.casefold()).split())


def target_of(label: str, edition: Edition) -> str:
    """What a label names: a machine's name of a column, or nothing.

    >>> target_of("IKS01_AKSES_SARKES", catalogue.edition("idm-2023")), target_of("KODE DESA", catalogue.edition("idm-2023"))
    ('score:IKS01', 'village')
    """
    names = _names(edition)
    plain = normal(label)
    if plain in names:
        return names[plain]
    # A code may carry a name behind it: "IKS01 Akses ke sarana kesehatan".
    code = re.match(r"([a-z]+ ?\d+|[a-z]{3,})(?= )", plain)
    return names.get(f"score {code.group().replace(' ', '')}", IGNORED) if code else IGNORED


@lru_cache
def _names(edition: Edition) -> Mapping[str, str]:
    """Every label that names one thing only; where two columns share their words, the sender has to say which.

    Our own headings come before the bare words of a question or an indicator.
    """
    ours: dict[str, set[str]] = {}
    bare: dict[str, set[str]] = {}
    for target, column in columns_of(edition).items():
        item = column.item
        for word in (target, column.code, column.heading("id"), column.heading("en")):
            ours.setdefault(normal(word), set()).add(target)
        name = item.label if isinstance(item, Input) else item.name
        printed = "" if isinstance(item, Input) else item.row_label or ""
        for word in (name.id, name.en, printed):
            bare.setdefault(normal(word), set()).add(target)
    names = {
        label: next(iter(targets))
        for found in (bare, ours)
        for label, targets in found.items()
        if label and len(targets) == 1
    }
    return {**names, **{alias: target for target, aliases in ALIASES.items() for alias in aliases}}
