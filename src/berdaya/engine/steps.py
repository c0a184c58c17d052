"""From a table to its scores, as the common table expressions of a query."""

# ruff: noqa: S608 - every name and text in the SQL is quoted by engine.quoting

from collections.abc import Mapping, Sequence

from berdaya.domain.index.definition import Edition
from berdaya.engine.layout import layout
from berdaya.engine.quoting import name
from berdaya.engine.readings import cell, whole
from berdaya.engine.scores import Columns, Table, answers, cells, scores, typed


def table_of(editions: Edition | Sequence[Edition], columns: Mapping[str, str], *, path: str) -> Table:
    """What the columns of a table hold for these editions. Problem `table.missing_columns`."""
    by_year = not isinstance(editions, Edition)
    several = [editions] if isinstance(editions, Edition) else list(editions)
    return Table(several, layout(list(columns), several, by_year=by_year, path=path), columns, by_year)


def steps(table: Table, relation: str) -> list[str]:
    """The expressions up to `scores`, which holds all that was read: village_code, year, the edition `e`, and the scores."""
    return [
        f"cells AS (SELECT {listed({**keys(table), **cells(table)})} FROM {relation})",
        step("typed", "cells", typed(table)),
        step("answers", "typed", answers(table)),
        step("scores", "answers", scores(table)),
    ]


def keys(table: Table) -> Columns:
    """The village, the year (`written_year` as it stands), and the place of the row's edition (NULL: none serves it)."""
    found = {"village_code": name(table.layout.village)}
    if table.layout.year is not None:
        column, sql_type = name(table.layout.year), table.types[table.layout.year]
        found["written_year"] = cell(column, sql_type)
        found["year"] = whole(f"({found['written_year']})", sql_type)
    if table.by_year:
        cases = (f"WHEN {_serves(item, found['year'])} THEN {place}" for place, item in enumerate(table.editions))
        found["e"] = f"CASE {' '.join(cases)} END::TINYINT"
    return found


def _serves(edition: Edition, year: str) -> str:
    if edition.last_year is None:
        return f"({year}) >= {edition.first_year}"
    return f"({year}) BETWEEN {edition.first_year} AND {edition.last_year}"


def step(made: str, source: str, columns: Columns) -> str:
    """All columns of the step before, and more."""
    return f"{made} AS (SELECT *{''.join(f', {sql} AS {name(key)}' for key, sql in columns.items())} FROM {source})"


def listed(columns: Columns) -> str:
    """A SELECT's list."""
    return ", ".join(f"{sql} AS {name(key)}" for key, sql in columns.items())
