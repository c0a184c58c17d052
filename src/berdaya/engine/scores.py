"""The scores of a table in SQL: given ones held against the rubric, the others computed from raw answers.

Steps follow each other, each a set of columns that carry what they hold before their name: `c:` a cell, `t:` the cell
typed, `a:` the answer where it is in range, `s:` a score.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from berdaya.domain.index.definition import Edition, Indicator, Input
from berdaya.engine.bands import Scored, calculates, scored
from berdaya.engine.layout import Layout
from berdaya.engine.quoting import name
from berdaya.engine.readings import Reading, cell, reading, whole

LAST_BIT = 30  # scores up to it are asked by a bit each

Columns = Mapping[str, str]  # SQL by the name of the column it makes


@dataclass(frozen=True)
class Table:
    """A table to score: its layout, the SQL types of its columns, and the editions (several: each row takes its year's)."""

    editions: Sequence[Edition]
    layout: Layout
    types: Mapping[str, str]
    by_year: bool

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        return {code: item for edition in self.editions for code, item in edition.indicators.items()}

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """What the editions ask for; nothing where the table holds no answer at all."""
        if not self.layout.answers:
            return {}
        return {key: item for edition in self.editions for key, item in edition.inputs.items()}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """How each input is read; one without a column is blank."""
        calculated = {key for edition in self.editions for item in edition.indicators.values() if calculates(item)
                      for key in item.value.names}  # fmt: skip
        return {
            key: reading(asked, name(f"c:{key}"), self.type_of(key), exact=key in calculated)
            for key, asked in self.inputs.items()
        }

    def type_of(self, key: str) -> str:
        column = self.layout.answers.get(key)
        return "VARCHAR" if column is None else self.types[column]

    def per_edition(self, make: Callable[[Edition], str]) -> str:
        """SQL made for each edition; the row's edition `e` chooses only where they differ."""
        made = [make(edition) for edition in self.editions]
        if len(set(made)) == 1:
            return made[0]
        return f"(CASE e {' '.join(f'WHEN {number} THEN {sql}' for number, sql in enumerate(made))} END)"

    def is_computed(self, code: str) -> bool:
        return any(key in self.layout.answers for key in self.indicators[code].value.names)


def cells(table: Table) -> Columns:
    """Scores and answers as they are given, blank ones NULL."""
    given = {f"c:{code}": cell(name(column), table.types[column]) for code, column in table.layout.scores.items()}
    answers = {key: table.layout.answers.get(key) for key in table.inputs}
    return given | {
        f"c:{key}": "NULL::VARCHAR" if column is None else cell(name(column), table.types[column])
        for key, column in answers.items()
    }


def typed(table: Table) -> Columns:
    """Cells as what they should be; NULL where they are not."""
    given = {f"t:{code}": whole(name(f"c:{code}"), table.types[column]) for code, column in table.layout.scores.items()}
    return given | {f"t:{key}": read.typed for key, read in table.readings.items()}


def answers(table: Table) -> Columns:
    """Answers within their range."""
    return {
        f"a:{key}": f"CASE WHEN {read.allowed.format(name(f't:{key}'))} THEN {name(f't:{key}')} END"
        for key, read in table.readings.items()
    }


def scores(table: Table) -> Columns:
    """One score for each indicator: the given one where it fits, else the computed one, else NULL."""
    return {f"s:{code}": _score(table, code) for code in table.indicators}


def _score(table: Table, code: str) -> str:
    ways = []
    if code in table.layout.scores:
        ways.append(
            f"CASE WHEN {fits(table, code, name(f't:{code}'))} THEN {name(f't:{code}')} END::{score_type(table, code)}"
        )
    if table.is_computed(code):
        ways.append(
            f"{table.per_edition(lambda edition: computed(table, edition, code).score)}::{score_type(table, code)}"
        )
    return f"coalesce({', '.join(ways)})" if ways else f"NULL::{score_type(table, code)}"


def computed(table: Table, edition: Edition, code: str) -> Scored:
    """An indicator scored from its answers."""
    indicator = edition.indicators[code]
    return scored(indicator, {key: (name(f"a:{key}"), table.readings[key]) for key in indicator.value.names})


def score_type(table: Table, code: str) -> str:
    """The SQL type of a score."""
    return "TINYINT" if max(edition.indicators[code].top for edition in table.editions) <= 127 else "INTEGER"


def fits(table: Table, code: str, column: str) -> str:
    """Whether a whole number is a score of the rubric; NULL where there is none."""

    def of_rubric(edition: Edition) -> str:
        allowed = edition.indicators[code].scores
        if _is_range(allowed):
            return f"{column} BETWEEN {allowed[0]} AND {allowed[-1]}"
        return (
            f"{_bit(column, allowed)} = 1"
            if allowed[-1] <= LAST_BIT
            else f"{column} IN ({', '.join(map(str, allowed))})"
        )

    return table.per_edition(of_rubric)


def all_fit(table: Table) -> str:
    """Whether every given score of a row fits, and an edition serves it.

    A rubric without gaps is asked for its bounds, which the statistics of a file can prove; those with gaps share one
    question, a bit for each score they have.
    """
    columns = {code: name(f"c:{code}") for code in table.layout.scores}
    gapped = [code for code in columns if _shares_bits(table, code)]
    tests = [fits(table, code, column) for code, column in columns.items() if code not in gapped]
    bits = [_bits(columns[code], table.editions[0].indicators[code].scores) for code in gapped]
    tests += [f"({' & '.join(bits)}) & 1 = 1"] if bits else []
    return " AND ".join([*tests, *(["e IS NOT NULL"] if table.by_year else [])])


def _shares_bits(table: Table, code: str) -> bool:
    """Whether all editions have one and the same rubric for an indicator, and it has gaps."""
    rubrics = [edition.indicators[code].scores if code in edition.indicators else () for edition in table.editions]
    allowed = rubrics[0]
    return set(rubrics) == {allowed} and not _is_range(allowed) and allowed[-1] <= LAST_BIT


def _is_range(allowed: Sequence[int]) -> bool:
    return allowed[-1] - allowed[0] == len(allowed) - 1


def _bit(column: str, allowed: Sequence[int]) -> str:
    """1 where the score is one of those allowed, else 0."""
    return f"({_bits(column, allowed)} & 1)"


def _bits(column: str, allowed: Sequence[int]) -> str:
    """A number whose last bit tells whether the score is one of those allowed."""
    return f"({sum(1 << score for score in allowed)} >> {column})"
