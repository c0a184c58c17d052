"""Tables in and out: CSV, Excel and Parquet as rows of plain values, whatever the separator or the spelling of a code."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import guard
from berdaya.exchange.spreadsheets.reading import csv_text, open_safely

Row = Mapping[str, Any]
WRITTEN = (".csv", ".xlsx", ".parquet")
KINDS = (*WRITTEN, ".xlsm")


@dataclass(frozen=True)
class Table:
    """A table of a file: its columns and its rows; row numbers in messages count the heading as row 1."""

    path: Path
    columns: tuple[str, ...]
    rows: Sequence[Row]

    def column(self, *names: str) -> str | None:
        """The first of the names that is a column, whatever its case; None where there is none."""
        by_name = {column.casefold(): column for column in self.columns}
        return next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)

    def only(self, rows: Sequence[Row]) -> "Table":
        """The same table with these rows of it."""
        return replace(self, rows=rows)

    def must_have(self, *names: str) -> str:
        """The first of the names that is a column; Problem `table.missing_columns` where there is none."""
        found = self.column(*names)
        if found is None:
            wanted = " / ".join(names)
            raise Problem(
                "table.missing_columns", path=self.path.name, columns=wanted, found=", ".join(self.columns[:12])
            )
        return found


def read_table(path: Path) -> Table:
    """Read the first sheet of a file. Problem `file.*` where it is absent, of another kind, or cannot be read."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    readers = {".csv": _csv, ".xlsx": _xlsx, ".xlsm": _xlsx, ".parquet": _parquet}
    if path.suffix.lower() not in readers:
        raise Problem("file.unsupported", path=path.name, expected=", ".join(KINDS))
    try:
        columns, rows = readers[path.suffix.lower()](path)
    except Problem:
        raise
    except Exception as error:  # three libraries, each with exceptions of its own for a broken file
        raise Problem("file.unreadable", path=path.name, reason=str(error).splitlines()[0][:200]) from error
    for column, count in Counter(columns).items():
        if count > 1:
            raise Problem("table.twice", path=path.name, column=column)
    return Table(path, columns, rows)


def write_table(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
    """Write rows as the kind the file's ending names; Problem `file.unsupported` or `file.unwritable`."""
    if not path.parent.is_dir():
        raise Problem("file.unwritable", path=path, reason=f"{path.parent}?")
    try:
        _write(path, columns, rows)
    except OSError as error:
        raise Problem("file.unwritable", path=path, reason=error.strerror or error) from error


def _write(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
    match path.suffix.lower():
        case ".csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(columns)
                writer.writerows([_no_formula(cell) for cell in row] for row in rows)
        case ".xlsx":
            _write_xlsx(path, columns, rows)
        case ".parquet":
            _write_parquet(path, columns, rows)
        case _:
            raise Problem("file.unsupported", path=path.name, expected=", ".join(WRITTEN))


def _csv(path: Path) -> tuple[tuple[str, ...], Sequence[Row]]:
    text, separator = csv_text(path.read_bytes())
    reader = csv.DictReader(text.splitlines(), delimiter=separator)
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    rows = [row for row in reader if any(row.values())]
    if separator == ";":
        # Who divides by semicolons writes decimals with a comma; elsewhere 1,250 could be a thousand and more.
        rows = [{name: _point(cell) for name, cell in row.items()} for row in rows]
    return tuple(reader.fieldnames), rows


def _point(cell: Any) -> Any:
    return cell.replace(",", ".") if isinstance(cell, str) and re.fullmatch(r"\s*-?\d+,\d+\s*", cell) else cell


def _xlsx(path: Path) -> tuple[tuple[str, ...], Sequence[Row]]:
    content = path.read_bytes()
    guard.inspect(content, guard.OWN)
    book = open_safely(content)
    lines = book.worksheets[0].iter_rows(values_only=True)
    columns = tuple(str(name).strip() for name in next(lines, ()) if name is not None)
    rows = [dict(zip(columns, line, strict=False)) for line in lines if any(cell is not None for cell in line)]
    book.close()
    return columns, rows


def _parquet(path: Path) -> tuple[tuple[str, ...], Sequence[Row]]:
    import duckdb

    with duckdb.connect() as connection:
        result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        columns = tuple(column[0] for column in result.description)
        return columns, [dict(zip(columns, line, strict=True)) for line in result.fetchall()]


def _write_xlsx(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Berdaya")
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_no_formula(cell) for cell in row])
    book.save(path)


def _no_formula(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula is written as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _write_parquet(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
    """Through a CSV beside it: DuckDB then finds the types by itself, without a data-frame library."""
    import duckdb

    between = path.with_suffix(".csv.tmp")
    try:
        with between.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        with duckdb.connect() as connection:
            source = connection.read_csv(str(between), header=True, sample_size=-1, dtype={"village_code": "VARCHAR"})
            source.write_parquet(str(path))
    finally:
        between.unlink(missing_ok=True)
