"""Raw answers: the engine scores as the pure core does, at every band edge, with answers missing, and when they are wrong."""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import integer_form
from berdaya.domain.index.definition import Edition, Indicator, Input
from berdaya.domain.index.scoring import score_answers
from berdaya.engine.steps import steps, table_of
from tests.engine.tables import FEW, Row, differences, expected, scored
from tests.strategies import answers_of

COUNTED = [item for item in catalogue.editions() if integer_form(item)]
SQL = {"boolean": "BOOLEAN", "category": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "percent": "DOUBLE"}


def types_of(edition: Edition, *, text: bool = False) -> dict[str, str]:
    kinds = {name: "VARCHAR" if text else SQL[asked.type] for name, asked in edition.inputs.items()}
    return {"village_code": "VARCHAR", "year": "SMALLINT", **kinds}


def keyed(edition: Edition, rows: list[Row]) -> list[dict[str, Any]]:
    return [{"village_code": f"{number:010}", "year": edition.first_year, **row} for number, row in enumerate(rows)]


def spelled(row: Row) -> dict[str, Any]:
    return {name: value if value is None else str(value) for name, value in row.items()}


def scores_in_sql(edition: Edition, rows: list[dict[str, Any]], types: Mapping[str, str]) -> list[dict[str, Any]]:
    """The scores that the steps of the query give, before they are summed."""
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        connection.execute(f"CREATE TABLE given ({columns})")
        marks = ", ".join("?" * len(types))
        connection.executemany(
            f"INSERT INTO given VALUES ({marks})", [[row.get(name) for name in types] for row in rows]
        )
        wanted = ", ".join(f'"s:{code}"' for code in edition.indicators)
        query = f"WITH {', '.join(steps(table_of(edition, types, path='given'), 'given'))} SELECT {wanted} FROM scores"
        lines = connection.execute(f"{query} ORDER BY village_code").fetchall()
    return [dict(zip(edition.indicators, line, strict=True)) for line in lines]


@pytest.mark.parametrize("edition", COUNTED, ids=lambda item: item.code)
@FEW
@given(data=st.data())
def test_answers_with_gaps(edition: Edition, data: st.DataObject) -> None:
    rows = keyed(edition, data.draw(st.lists(answers_of(edition), min_size=1, max_size=6)))
    text = data.draw(st.booleans())
    results, summary = scored(edition, [spelled(row) if text else row for row in rows], types_of(edition, text=text))
    for row, result in zip(rows, sorted(results, key=lambda item: item["village_code"]), strict=True):
        assert differences(result, expected(edition, row)) == {}
    assert summary.refusals == ()


@pytest.mark.parametrize("edition", COUNTED, ids=lambda item: item.code)
@pytest.mark.parametrize("kind", ["floats", "text", "decimals"])
def test_every_band_edge(edition: Edition, kind: str) -> None:
    rows = keyed(
        edition, [row for indicator in edition.indicators.values() for row in edge_rows(edition, indicator, kind)]
    )
    types = types_of(edition, text=kind == "text")
    if kind == "decimals":
        types = {name: "DECIMAL(30, 12)" if sql == "DOUBLE" else sql for name, sql in types.items()}
    found = scores_in_sql(edition, [spelled(row) if kind == "text" else row for row in rows], types)
    core = [score_answers(edition, row) for row in rows]
    assert [differences(*pair) for pair in zip(found, core, strict=True)] == [{}] * len(rows)
    reached = {(code, score) for row in core for code, score in row.items() if score is not None}
    assert reached == {(code, score) for code, item in edition.indicators.items() for score in item.scores}


def edge_rows(edition: Edition, indicator: Indicator, kind: str) -> Iterator[dict[str, Any]]:
    """Answers of one indicator on, just below and just above each edge of its bands, and each of its categories."""
    inputs = [edition.inputs[name] for name in sorted(indicator.value.names)]
    bounds = {bound for band in indicator.bands for bound in (band.low, band.high) if bound is not None}
    if len(inputs) == 1:
        yield from ({inputs[0].name: value} for value in single_values(inputs[0], bounds, kind))
    elif all(asked.type in ("boolean", "integer") for asked in inputs):
        yield from several_values(inputs, bounds)


def single_values(asked: Input, bounds: set[Fraction], kind: str) -> Iterator[Any]:
    if asked.type == "boolean":
        yield from (True, False)
    elif asked.type == "category":
        yield from (choice.code for choice in asked.choices)
    else:
        near = [bound + step for bound in sorted(bounds | {Fraction(0)}) for step in steps_of(asked, kind)]
        yield from (plain(asked, value, kind) for value in near if in_range(asked, value))
        if kind == "floats" and asked.type != "integer":
            beside = [math.nextafter(float(bound), end) for bound in bounds if bound for end in (-math.inf, math.inf)]
            yield from (value for value in beside if in_range(asked, Fraction(repr(value))))


def steps_of(asked: Input, kind: str) -> list[Fraction]:
    tiny = Fraction(1, 10**12 if kind != "floats" else 10**9)
    return [Fraction(step) for step in (-1, 0, 1)] + ([] if asked.type == "integer" else [-tiny, tiny])


def plain(asked: Input, value: Fraction, kind: str) -> Any:
    if asked.type == "integer":
        return int(value)
    return float(value) if kind == "floats" else decimal_text(value)


def decimal_text(value: Fraction) -> str:
    whole, part = divmod(abs(value) * 10**12, 10**12)
    return f"{'-' if value < 0 else ''}{int(whole)}.{int(part):012}"


def in_range(asked: Input, value: Fraction) -> bool:
    return (asked.minimum is None or value >= asked.minimum) and (asked.maximum is None or value <= asked.maximum)


def several_values(inputs: list[Input], bounds: set[Fraction]) -> Iterator[dict[str, Any]]:
    """Numerators beside each bound of a large denominator, whichever input is which; and all small combinations."""
    names = [asked.name for asked in inputs]
    largest = [1 if asked.type == "boolean" else 3 for asked in inputs]
    for number in range(math.prod(size + 1 for size in largest)):
        row, rest = {}, number
        for asked, size in zip(inputs, largest, strict=True):
            row[asked.name], rest = rest % (size + 1), rest // (size + 1)
        yield {asked.name: bool(row[asked.name]) if asked.type == "boolean" else row[asked.name] for asked in inputs}
    if all(asked.type == "integer" for asked in inputs):
        for bound in bounds:
            over = 10**9 * bound.denominator
            for step in (-1, 0, 1):
                for part, total in ((over * bound + step, over), (over, over * bound + step)):
                    values = [int(part), int(total), *[0] * len(names)]
                    yield from (
                        {**dict(zip(order, values, strict=False))} for order in (names, names[::-1]) if min(values) >= 0
                    )


@FEW
@given(data=st.data())
def test_wrong_answers_are_reported_and_count_as_missing(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(COUNTED))
    wrong = st.sampled_from(
        [
            "-1",
            "101",
            "banyak",
            "2.5",
            "nan",
            "",
            " ",
            "1e3",
            "ya",
            "Ada",
            "TIDAK",
            "true.0",
            "0.0",
            "+7",
            "paved",
            "None",
        ]
    )
    some = st.sampled_from(sorted(edition.inputs))
    rows = [
        {**spelled(row), **data.draw(st.dictionaries(some, wrong, max_size=5))}
        for row in keyed(edition, data.draw(st.lists(answers_of(edition), min_size=1, max_size=4)))
    ]
    rows = [
        {name: value for name, value in row.items() if value != "1e3" or stays_plain(edition, name)} for row in rows
    ]
    results, summary = scored(edition, rows, types_of(edition, text=True))
    for row, result in zip(rows, sorted(results, key=lambda item: item["village_code"]), strict=True):
        assert differences(result, expected(edition, row)) == {}
    assert sum(refusal.count for refusal in summary.refusals) == sum(result["refused"] for result in results)


def stays_plain(edition: Edition, name: str) -> bool:
    """The engine refuses a power of ten where a whole number is asked, which the pure core reads."""
    return edition.inputs[name].type != "integer" if name in edition.inputs else True


@FEW
@given(data=st.data())
def test_a_given_score_goes_before_its_answers(data: st.DataObject) -> None:
    edition = catalogue.edition("idm-2023")
    given_scores = {"IKS01": "TINYINT", "IKS07": "TINYINT", "IKL01": "VARCHAR"}
    extra = st.fixed_dictionaries({"IKS01": st.none() | st.integers(0, 6), "IKS07": st.none() | st.integers(0, 6),
                                   "IKL01": st.none() | st.sampled_from(["5", "4", "x", ""])})  # fmt: skip
    rows = keyed(edition, [{**data.draw(answers_of(edition)), **data.draw(extra)} for _ in range(3)])
    results, _ = scored(edition, rows, {**types_of(edition), **given_scores})
    for row, result in zip(rows, sorted(results, key=lambda item: item["village_code"]), strict=True):
        assert differences(result, expected(edition, row)) == {}


def test_whole_numbers_serve_where_a_number_is_asked_and_a_part_of_the_columns_will_do() -> None:
    edition = catalogue.edition("idm-2023")
    types = {
        "village_code": "BIGINT",
        "health_facility_travel_minutes": "INTEGER",
        "posyandu_total": "UINTEGER",
        "eatery_present": "TINYINT",
    }
    rows = [
        {"village_code": 1, "health_facility_travel_minutes": 15, "posyandu_total": 0, "eatery_present": 1},
        {"village_code": 2, "health_facility_travel_minutes": 61, "posyandu_total": 4, "eatery_present": 0},
    ]
    found = scores_in_sql(edition, rows, types)
    core = [score_answers(edition, row) for row in rows]
    assert [differences(*pair) for pair in zip(found, core, strict=True)] == [{}, {}]
    assert core[0]["IKS07"] is not None
    assert core[1]["IKS07"] is None
