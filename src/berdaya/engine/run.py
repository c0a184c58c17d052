"""A file scored to a file by DuckDB, streamed: the villages of a whole country in one query."""

# ruff: noqa: S608 - every name and text in the SQL is quoted by engine.quoting

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem
from berdaya.engine.compile import full_sql, is_plain, plain_sql
from berdaya.engine.quoting import text
from berdaya.engine.refusals import Refusal, refusals
from berdaya.engine.scores import Table
from berdaya.engine.steps import steps, table_of

READERS = {
    ".parquet": "read_parquet({path})",
    ".csv": "read_csv({path}, all_varchar = true, header = true)",
}
WRITERS = {".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER"}
# Nothing is fetched from elsewhere: both formats are built in.
SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out: rows, rows by status (None: more than one is possible), rows that lack scores, values not used."""

    rows: int
    statuses: Mapping[str | None, int]
    incomplete: int
    refusals: Sequence[Refusal]
    ignored: Sequence[str]


def score_file(
    edition: str | Edition, source: Path, out: Path, *, intervals: bool = True, threads: int | None = None
) -> Summary:
    """Score a Parquet or CSV file into another by an edition, or by a family's name: each year then takes its own edition.

    `intervals` adds the columns on what is missing. The result stands under its name only when it is whole. Problem
    `file.*`, `table.missing_columns`, `definition.unknown_edition`, `engine.no_integer_form` or `engine.too_large` where
    it cannot be done; a value that cannot be used is reported and counts as missing.
    """
    relation, writer = _reader(source), _writer(out)
    part = out.with_name(f".{out.name}.part")
    with duckdb.connect(config=SETTINGS if threads is None else {**SETTINGS, "threads": threads}) as connection:
        job = _Job(connection, relation, part, writer, intervals=intervals)
        try:
            described = connection.execute(f"DESCRIBE FROM {relation}").fetchall()
            table = table_of(_editions(edition), {line[0]: line[1] for line in described}, path=source.name)
            whole = source.suffix.lower() == ".parquet" and is_plain(table) and job.plain(table)
            summary = job.summary(table) if whole else job.full(table)
            part.replace(out)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0][:200]
            raise Problem("file.unreadable", path=source.name, reason=reason) from error
        finally:
            part.unlink(missing_ok=True)
    return summary


@dataclass(frozen=True, slots=True)
class _Job:
    connection: duckdb.DuckDBPyConnection
    relation: str
    part: Path
    writer: str
    intervals: bool

    def plain(self, table: Table) -> bool:
        """Try the short query; False where the table turns out to hold more than whole rows."""
        rows = self._count(f"SELECT count(*) FROM {self.relation}")
        return self._count(f"COPY ({plain_sql(table, self.relation, intervals=self.intervals)}) {self.target}") == rows

    def full(self, table: Table) -> Summary:
        """The query for any table; what was not used is then looked up."""
        self._count(f"COPY ({full_sql(table, self.relation, intervals=self.intervals)}) {self.target}")
        if self.intervals and not self._count(f"SELECT coalesce(sum(refused::INT), 0) FROM {self.written}"):
            return self.summary(table)
        return self.summary(table, refusals(table, steps(table, self.relation), self._rows))

    def summary(self, table: Table, refused: Iterable[Refusal] = ()) -> Summary:
        lines = self._rows(f"SELECT status, count(*), count(points) FROM {self.written} GROUP BY 1 ORDER BY 1")
        rows, complete = (sum(line[place] for line in lines) for place in (1, 2))
        statuses = {line[0]: line[1] for line in lines}
        return Summary(rows, statuses, rows - complete, tuple(refused), table.layout.ignored)

    @property
    def target(self) -> str:
        return f"TO {text(str(self.part))} ({self.writer})"

    @property
    def written(self) -> str:
        return READERS[self.part.suffixes[-2].lower()].format(path=text(str(self.part)))

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def _count(self, query: str) -> int:
        return int(self._rows(query)[0][0])


def _editions(edition: str | Edition) -> Edition | list[Edition]:
    found = catalogue.find(edition) if isinstance(edition, str) else edition
    return found if isinstance(found, Edition) else [item for item in catalogue.editions() if item.family == found]


def _reader(source: Path) -> str:
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise Problem("file.unsupported", path=source.name, expected=", ".join(READERS))
    if not source.is_file():
        raise Problem("file.not_found", path=source)
    return reader.format(path=text(str(source)))


def _writer(out: Path) -> str:
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise Problem("file.unsupported", path=out.name, expected=", ".join(WRITERS))
    if not out.parent.is_dir():
        raise Problem("file.not_found", path=out.parent)
    return writer
