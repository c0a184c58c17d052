"""An edition, or the editions of a family, compiled to one SQL query over a table of scores or raw answers.

For each row: whole-number sums of dimensions and index, their values, the status; where scores are missing, the lowest
and highest of each and the statuses spanned. Nothing is rounded before the last division.
"""

# ruff: noqa: S608 - every name and text in the SQL is quoted by engine.quoting

from collections.abc import Mapping, Sequence

from berdaya.domain.index.definition import Edition
from berdaya.engine.quoting import name
from berdaya.engine.readings import WHOLE_TYPES
from berdaya.engine.results import Results
from berdaya.engine.scores import Table, all_fit, score_type
from berdaya.engine.steps import keys, listed, step, steps, table_of
from berdaya.engine.totals import Totals


def score_sql(editions: Edition | Sequence[Edition], relation: str, columns: Mapping[str, str]) -> str:
    """The query that scores a relation. `columns` are its columns with their SQL types, as DESCRIBE gives them.

    Several editions are those of a family: each row takes the one that serves its year, or none. Problem
    `engine.no_integer_form`, `engine.too_large` or `table.missing_columns` where it cannot be done.
    """
    return full_sql(table_of(editions, columns, path=relation), relation)


def full_sql(table: Table, relation: str, *, intervals: bool = True) -> str:
    """The query for any table. `intervals`: with the columns on what is missing."""
    totals = Totals(table)
    results = Results(totals)
    chain, before = steps(table, relation), "scores"
    for made, columns in totals.steps():
        chain.append(step(made, before, columns))
        before = made
    found = dict(results.known(sure=results.sure_status())) | (dict(results.about_missing()) if intervals else {})
    return f"WITH {', '.join(chain)} SELECT {listed(found)} FROM {before}"


def is_plain(table: Table) -> bool:
    """Whether a table gives every score as a column of whole numbers and holds no answers, so that `plain_sql` may do."""
    given, year = table.layout.scores, table.layout.year
    read = [*given.values(), *([year] if year else [])]
    whole = all(table.types[column] in WHOLE_TYPES for column in read)
    return whole and not table.layout.answers and set(given) == set(table.indicators)


def plain_sql(table: Table, relation: str, *, intervals: bool = True) -> str:
    """The short query for rows that have every score, each of its rubric; rows of any other kind are left out.

    So it is right where as many rows come out as went in. What the statistics of a file prove of its scores, DuckDB
    does not ask of each row.
    """
    totals = Totals(table)
    results = Results(totals)
    codes = table.layout.scores
    kept = keys(table)
    cells = {**kept, **{f"c:{code}": name(column) for code, column in codes.items()}}
    sums = totals.sums(lambda code: f"{name(f'c:{code}')}{_cast(table, code)}")
    chain = [
        f"cells AS (SELECT {listed(cells)} FROM {relation})",
        f"sums AS (SELECT {listed({key: key for key in kept} | dict(sums))} FROM cells WHERE {all_fit(table)})",
        step("points", "sums", totals.points()),
    ]
    found = dict(results.known()) | (dict(results.nothing_missing()) if intervals else {})
    return f"WITH {', '.join(chain)} SELECT {listed(found)} FROM points"


def _cast(table: Table, code: str) -> str:
    wanted = score_type(table, code)
    return "" if table.types[table.layout.scores[code]] == wanted else f"::{wanted}"
