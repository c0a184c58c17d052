"""Values that were not used: counted in every row, and reported by column with an example."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from berdaya.domain.index.definition import Edition, Input
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.engine.quoting import name, total
from berdaya.engine.readings import LARGEST
from berdaya.engine.scores import Table, computed, fits

EXPECTED = {
    "boolean": Text("ya atau tidak", "yes or no"),
    "integer": Text("bilangan bulat", "a whole number"),
    "number": Text("angka", "a number"),
    "percent": Text("angka", "a number"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Values of one column that were not used and count as missing: how many, and the first by village and year."""

    column: str
    count: int
    village: str
    year: int | None
    problem: Problem

    @property
    def code(self) -> str:
        return self.problem.code


@dataclass(frozen=True, slots=True)
class Check:
    """What makes a value of a column unusable, in SQL, and the problem to tell of it."""

    column: str
    fails: str
    value: str
    problem: Callable[[Edition | None, str], Problem]


def checks(table: Table) -> list[Check]:
    """All checks of a table; each counts a value once."""
    found = [*_of_scores(table), *_of_answers(table), *_of_bands(table)]
    if not table.by_year:
        return [*found, *_of_year(table)]
    served = [Check(item.column, f"e IS NOT NULL AND {item.fails}", item.value, item.problem) for item in found]
    return [*served, _of_edition(table)]


def refused_count(table: Table) -> str:
    """How many values of a row were not used."""
    return f"{total([f'({check.fails})::SMALLINT' for check in checks(table)])}::SMALLINT"


Run = Callable[[str], Sequence[Sequence[Any]]]


def refusals(table: Table, steps: Sequence[str], run: Run) -> Iterator[Refusal]:
    """What was not used, by column and edition: counted first, then an example of each that occurs."""
    found = checks(table)
    place = "e" if table.by_year else "0::TINYINT AS e"
    start, end = f"WITH {', '.join(steps)} SELECT {place}", "FROM scores GROUP BY ALL ORDER BY ALL"
    counts = run(f"{start}, {', '.join(f'count_if({check.fails})' for check in found)} {end}")
    failing = [number for number in range(len(found)) if any(line[number + 1] for line in counts)]
    if not failing:
        return
    examples = run(f"{start}, {', '.join(_example(table, found[number]) for number in failing)} {end}")
    for (e, *numbers), (_, *firsts) in zip(counts, examples, strict=True):
        edition = None if e is None else table.editions[e]
        for number, first in zip(failing, firsts, strict=True):
            if numbers[number]:
                problem = found[number].problem(edition, first["value"])
                yield Refusal(found[number].column, numbers[number], first["village"], first["year"], problem)


def _example(table: Table, check: Check) -> str:
    """The first failing value by village and year."""
    year = "year" if table.layout.year is not None else "NULL::INTEGER"
    row = f"{{'village': village_code::VARCHAR, 'year': {year}, 'value': ({check.value})::VARCHAR}}"
    return f"min({row}) FILTER (WHERE {check.fails})"


def _of_scores(table: Table) -> Iterator[Check]:
    for code, column in table.layout.scores.items():
        cell = name(f"c:{code}")
        fails = f"({cell} IS NOT NULL AND ({fits(table, code, name(f't:{code}'))}) IS NOT TRUE)"
        yield Check(column, fails, cell, _outside_rubric(code))


def _outside_rubric(code: str) -> Callable[[Edition | None, str], Problem]:
    def problem(edition: Edition | None, value: str) -> Problem:
        assert edition is not None
        allowed = ", ".join(map(str, edition.indicators[code].scores))
        return Problem("score.outside_rubric", indicator=code, value=value, allowed=allowed)

    return problem


def _of_answers(table: Table) -> Iterator[Check]:
    for key, column in table.layout.answers.items():
        cell, typed, answer, asked = name(f"c:{key}"), name(f"t:{key}"), name(f"a:{key}"), table.inputs[key]
        yield Check(column, f"({cell} IS NOT NULL AND {typed} IS NULL)", cell, _wrong_type(asked))
        yield Check(column, f"({typed} IS NOT NULL AND {answer} IS NULL)", cell, _out_of_range(asked))


def _wrong_type(asked: Input) -> Callable[[Edition | None, str], Problem]:
    expected = EXPECTED.get(asked.type) or " / ".join(choice.code for choice in asked.choices)
    return lambda _, value: Problem("answer.wrong_type", input=asked.name, value=value, expected=expected)


def _out_of_range(asked: Input) -> Callable[[Edition | None, str], Problem]:
    low, high = asked.minimum, asked.maximum
    between = f"{-LARGEST if low is None else low}–{LARGEST if high is None else high}"
    return lambda _, value: Problem("answer.out_of_range", input=asked.name, value=value, range=between)


def _of_bands(table: Table) -> Iterator[Check]:
    """Values in no band, where no given score stands before them."""
    for code in table.indicators:
        if table.is_computed(code):
            known, value = (
                table.per_edition(partial(_known, table, code)),
                table.per_edition(partial(_value, table, code)),
            )
            yield Check(code, f"({known} AND {name(f's:{code}')} IS NULL)", value, _no_band(code))


def _known(table: Table, code: str, edition: Edition) -> str:
    return f"({computed(table, edition, code).is_known})"


def _value(table: Table, code: str, edition: Edition) -> str:
    return computed(table, edition, code).value


def _no_band(code: str) -> Callable[[Edition | None, str], Problem]:
    return lambda _, value: Problem("answer.no_band", indicator=code, value=value)


def _of_year(table: Table) -> Iterator[Check]:
    if table.layout.year is not None:
        yield Check(
            table.layout.year, "(written_year IS NOT NULL AND year IS NULL)", "written_year",
            lambda _, value: Problem("answer.wrong_type", input="year", value=value, expected=Text("tahun", "a year")),
        )  # fmt: skip


def _of_edition(table: Table) -> Check:
    known = ", ".join(item.code for item in table.editions)
    family = table.editions[0].family
    return Check(
        table.layout.year or "", "e IS NULL", "written_year",
        lambda _, value: Problem("definition.no_edition_for_year", family=family, year=value, known=known),
    )  # fmt: skip
