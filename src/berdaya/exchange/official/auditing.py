"""An audit over many published answers: files, folders and zips of official answers, or a table of scores."""

import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from berdaya.definitions import catalogue
from berdaya.domain.index.audit import Audit, Finding, audit
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Figure, Publication
from berdaya.domain.problems import Problem
from berdaya.exchange.assessments import VILLAGE, YEAR, columns_of
from berdaya.exchange.official import answers
from berdaya.exchange.tables import KINDS, Table, read_table

FAMILY = "idm"
LARGEST_ANSWER = 2 * 1024 * 1024


@dataclass
class Report:
    """The tally of an audit; answers that could not be read at all stand in `unreadable` with their reason."""

    by_year: dict[int | None, Counter[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)

    def add(self, result: Audit) -> None:
        tally = self.by_year.setdefault(result.publication.year, Counter())
        tally.update(["answers", result.verdict])
        self.findings += result.findings

    def total(self, what: str) -> int:
        return sum(tally[what] for tally in self.by_year.values())

    @property
    def clean(self) -> bool:
        return not self.total("inconsistent") and not self.unreadable


def audited(
    paths: Iterable[Path], *, year: int | None = None, villages: Collection[str] | None = None
) -> Iterator[Audit | Problem]:
    """Audit everything in the paths, one answer at a time; a Problem stands for an answer that cannot be read.

    `year` stands in for tables without a year column; `villages` are the plain codes of a region list.
    """
    prints = catalogue.printed_conditions(FAMILY)
    for item in publications(paths, year=year):
        if isinstance(item, Problem):
            yield item
        else:
            yield audit(_edition(item.year), item, prints=prints, villages=villages)


def publications(paths: Iterable[Path], *, year: int | None = None) -> Iterator[Publication | Problem]:
    """Every published answer in the paths, in the order of their names."""
    for path in paths:
        if not path.exists():
            raise Problem("file.not_found", path=path)
        if path.is_file() and path.suffix.lower() in KINDS:
            yield from _table_publications(read_table(path), year)
        else:
            for source, raw in raw_answers(path):
                yield read_answer(raw, source)


def publications_count(paths: Iterable[Path]) -> int | None:
    """How many answers the paths hold, for a progress bar; None where only reading would tell."""
    folders = [path for path in paths if path.is_dir()]
    return sum(1 for folder in folders for _ in folder.rglob("*.json")) if folders == list(paths) else None


def raw_answers(path: Path) -> Iterator[tuple[str, bytes]]:
    """The raw answers of a JSON file, of a folder and its folders, or of a zip, each with a name that leads back to it."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield file.relative_to(path).as_posix(), file.read_bytes()
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path)
    elif path.suffix.lower() == ".json":
        yield path.name, path.read_bytes()
    else:
        raise Problem("file.unsupported", path=path.name, expected=", ".join((".json", ".zip", *KINDS)))


def read_answer(raw: bytes, source: str) -> Publication | Problem:
    """One raw answer as a Publication, or the Problem that says why it is none."""
    try:
        data = answers.map_data(raw, source=source)
        year = answers.year_of(data)
        edition = _edition(year) or catalogue.edition(catalogue.codes()[0])
        return answers.publication(data, edition, source=source)
    except Problem as problem:
        return problem
    except (AttributeError, KeyError, TypeError, IndexError):
        return Problem("official.no_data", source=source)


def _edition(year: int | None) -> Edition | None:
    try:
        return catalogue.edition_for(FAMILY, year) if year is not None else None
    except Problem:
        return None


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    """Members are only read, never unpacked; one that claims to be larger than an answer can be is refused."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Problem("file.unreadable", path=path.name, reason=str(error)) from error
    with archive:
        for member in sorted(archive.infolist(), key=lambda item: item.filename):
            if PurePosixPath(member.filename).suffix.lower() != ".json":
                continue
            if member.file_size > LARGEST_ANSWER:
                reason = f"{member.filename}: {member.file_size} byte"
                raise Problem("file.unreadable", path=path.name, reason=reason)
            yield f"{path.name}:{member.filename}", archive.read(member)


def _table_publications(table: Table, default_year: int | None) -> Iterator[Publication]:
    village, year_column = table.must_have(*VILLAGE), table.column(*YEAR)
    for row in table.rows:
        written = str(row[year_column] if year_column else default_year or "").removesuffix(".0").strip()
        year = int(written) if written.isdigit() else None
        edition = _edition(year)
        yield _from_row(table, row, village, year, edition)


def _from_row(table: Table, row: Any, village: str, year: int | None, edition: Edition | None) -> Publication:
    code = str(row[village] or "").strip()
    if edition is None:
        return Publication(code, year, {}, source=table.path.name)
    columns = columns_of(table, edition)
    return Publication(
        village=code,
        year=year,
        scores={indicator: row[column] for indicator, column in columns.indicators.items()},
        figures=dict(_published(table, row, edition)),
        status=_cell(table, row, "status"),
        village_name=_cell(table, row, "village", "desa", "nama") or "",
        source=table.path.name,
    )


def _published(table: Table, row: Any, edition: Edition) -> Iterator[tuple[str, Figure]]:
    for code in (*edition.dimensions, edition.head.code):
        printed = _cell(table, row, code)
        try:
            if printed is not None:
                yield code, Figure.read(printed, decimals=edition.head.decimals)
        except ValueError as error:
            row_number = table.rows.index(row) + 2
            raise Problem(
                "table.bad_value", path=table.path.name, row=row_number, column=code, value=printed, reason=str(error)
            ) from error


def _cell(table: Table, row: Any, *names: str) -> str | None:
    """The cell of a published value: its column is `published_iks`, `iks_resmi` or `iks`."""
    for name in names:
        column = table.column(f"published_{name}", f"{name}_resmi", name)
        if column is not None and row[column] not in (None, ""):
            return str(row[column]).strip()
    return None
