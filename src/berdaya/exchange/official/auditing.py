"""An audit over many published answers: files, folders and zips of official answers, or a table of scores."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from berdaya.definitions import catalogue
from berdaya.domain.index.audit import Audit, Finding, against_earlier, audit
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Publication
from berdaya.domain.problems import Problem
from berdaya.exchange.assessments import VILLAGE, YEAR, columns_of, holds_indicators
from berdaya.exchange.official import answers
from berdaya.exchange.tables import KINDS, Table, read_table

# Raw answers exist of one index; tables may hold either.
FAMILY = "idm"
TABLE_FAMILIES = ("idm", "indeks_desa")
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
    seen: dict[tuple[str, int | None], Publication] = {}
    for item in publications(paths, year=year):
        if isinstance(item, Problem):
            yield item
        else:
            result = audit(_judged_by(item), item, prints=prints, villages=villages)
            earlier = seen.setdefault((item.village, item.year), item)
            yield against_earlier(result, earlier)


def _judged_by(publication: Publication) -> Edition | None:
    """The edition of the year whose indicators the publication has; of an answer without any row, the first family's."""
    serving = [edition for family in TABLE_FAMILIES if (edition := _edition(family, publication.year)) is not None]
    if not publication.scores:
        return _edition(FAMILY, publication.year)
    return next((edition for edition in serving if publication.scores.keys() & edition.indicators.keys()), None)


def publications(paths: Iterable[Path], *, year: int | None = None) -> Iterator[Publication | Problem]:
    """Every published answer in the paths, in the order of their names."""
    for path in paths:
        if not path.exists():
            raise Problem("file.not_found", path=path)
        if path.is_file() and path.suffix.lower() in KINDS:
            yield from _table_publications(read_table(path), year)
        else:
            for source, raw in raw_answers(path):
                yield raw if isinstance(raw, Problem) else read_answer(raw, source)


def publications_count(paths: Iterable[Path]) -> int | None:
    """How many answers the paths hold, for a progress bar; None where only reading would tell."""
    folders = [path for path in paths if path.is_dir()]
    return sum(1 for folder in folders for _ in folder.rglob("*.json")) if folders == list(paths) else None


def raw_answers(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    """The raw answers of a JSON file, of a folder and its folders, or of a zip, each with a name that leads back to it.

    A Problem stands for a member of a zip that cannot be read; those after it are still read.
    """
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
        edition = _edition(FAMILY, year) or catalogue.edition(catalogue.codes()[0])
        return answers.publication(data, edition, source=source)
    except Problem as problem:
        return problem
    except (AttributeError, KeyError, TypeError, IndexError):
        return Problem("official.no_data", source=source)


def _edition(family: str, year: int | None) -> Edition | None:
    try:
        return catalogue.edition_for(family, year) if year is not None else None
    except Problem:
        return None


def _zipped(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    """Members are only read, never unpacked; one that claims to be larger than an answer can be is not read."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        yield path.name, Problem("file.unreadable", path=path.name, reason=str(error))
        return
    with archive:
        for member in sorted(archive.infolist(), key=lambda item: item.filename):
            if PurePosixPath(member.filename).suffix.lower() == ".json":
                source = f"{path.name}:{member.filename}"
                yield source, _member(archive, member, source)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> bytes | Problem:
    if member.file_size > LARGEST_ANSWER:
        return Problem("file.unreadable", path=source, reason=f"{member.file_size} byte")
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        return Problem("file.unreadable", path=source, reason=str(error))


def _table_publications(table: Table, default_year: int | None) -> Iterator[Publication]:
    village, year_column = table.must_have(*VILLAGE), table.column(*YEAR)
    families = _families(table)
    for row in table.rows:
        written = str(row[year_column] if year_column else default_year or "").removesuffix(".0").strip()
        year = int(written) if written.isdigit() else None
        edition = next((found for family in families if (found := _edition(family, year)) is not None), None)
        yield _from_row(table, row, village, year, edition)


def _families(table: Table) -> list[str]:
    """The families whose indicators the table has; Problem `table.missing_columns` where it has none's."""
    newest = {family: catalogue.newest(family) for family in TABLE_FAMILIES}
    found = [family for family, edition in newest.items() if holds_indicators(table, edition)]
    if not found:
        columns_of(table, newest[FAMILY])
    return found or [FAMILY]


def _from_row(table: Table, row: Any, village: str, year: int | None, edition: Edition | None) -> Publication:
    code = str(row[village] or "").strip()
    if edition is None:
        return Publication(code, year, {}, source=table.path.name)
    columns = columns_of(table, edition)
    printed = {item: _cell(table, row, item) for item in (*edition.dimensions, edition.head.code)}
    figures, unreadable = answers.read_figures({k: v for k, v in printed.items() if v is not None}, edition)
    return Publication(
        village=code,
        year=year,
        scores={indicator: row[column] for indicator, column in columns.indicators.items()},
        figures=figures,
        unreadable=unreadable,
        status=_cell(table, row, "status"),
        village_name=_cell(table, row, "village", "desa", "nama") or "",
        source=table.path.name,
    )


def _cell(table: Table, row: Any, *names: str) -> str | None:
    """The cell of a published value: its column is `published_iks`, `iks_resmi` or `iks`."""
    for name in names:
        column = table.column(f"published_{name}", f"{name}_resmi", name)
        if column is not None and row[column] not in (None, ""):
            return str(row[column]).strip()
    return None
