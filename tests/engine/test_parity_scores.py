"""Given scores: the engine equals the pure core on every status, point, figure and interval."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import integer_form
from berdaya.domain.index.definition import Edition
from tests.engine.tables import FEW, differences, expected, scored
from tests.strategies import gappy_scores_of, scores_of, small_editions

COUNTED = [item for item in catalogue.editions() if integer_form(item)]
TYPES = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "HUGEINT",
    "DOUBLE",
    "FLOAT",
    "DECIMAL(9,2)",
    "VARCHAR",
)


def types_of(edition: Edition, kind: str) -> dict[str, str]:
    return {"village_code": "VARCHAR", "year": "SMALLINT", **dict.fromkeys(edition.indicators, kind)}


def keyed(rows: list[dict[str, Any]], edition: Edition) -> list[dict[str, Any]]:
    return [
        {"village_code": f"64020120{number:02}", "year": edition.first_year, **row} for number, row in enumerate(rows)
    ]


def assert_equal(edition: Edition, rows: list[dict[str, Any]], kind: str) -> None:
    rows = keyed(rows, edition)
    results, summary = scored(edition, rows, types_of(edition, kind))
    assert summary.rows == len(rows)
    for row, result in zip(rows, sorted(results, key=lambda item: item["village_code"]), strict=True):
        assert (
            differences(result, {"village_code": row["village_code"], "year": row["year"], **expected(edition, row)})
            == {}
        )
    assert summary.incomplete == sum(result["missing"] > 0 for result in results)
    assert sum(refusal.count for refusal in summary.refusals) == sum(result["refused"] for result in results)


@pytest.mark.parametrize("edition", COUNTED, ids=lambda item: item.code)
@FEW
@given(data=st.data())
def test_whole_rows(edition: Edition, data: st.DataObject) -> None:
    rows = data.draw(st.lists(scores_of(edition), max_size=8))
    assert_equal(edition, rows, data.draw(st.sampled_from(TYPES)))


@pytest.mark.parametrize("edition", COUNTED, ids=lambda item: item.code)
@FEW
@given(data=st.data())
def test_rows_with_gaps(edition: Edition, data: st.DataObject) -> None:
    rows = data.draw(
        st.lists(gappy_scores_of(edition, most=data.draw(st.sampled_from([1, 3, None]))), min_size=1, max_size=8)
    )
    assert_equal(edition, rows, data.draw(st.sampled_from(TYPES)))


@FEW
@given(data=st.data())
def test_small_random_editions(data: st.DataObject) -> None:
    edition = data.draw(small_editions(means=("arithmetic",)))
    rows = data.draw(st.lists(gappy_scores_of(edition, most=2), min_size=1, max_size=5))
    assert_equal(edition, rows, data.draw(st.sampled_from(TYPES)))


@FEW
@given(data=st.data())
def test_a_score_outside_the_rubric_is_reported_and_counts_as_missing(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(COUNTED))
    wrong = {
        "TINYINT": st.integers(-128, 127),
        "BIGINT": st.integers(-(2**63), 2**63 - 1),
        "DOUBLE": st.floats() | st.sampled_from([3.5, 5.0, -0.0, float("nan")]),
        "DECIMAL(9,2)": st.sampled_from(["3.01", "5.00"]),
        "VARCHAR": st.sampled_from(
            ["", " ", " 5 ", "5.0", "05", "3,0", "lima", "3.5", "-1", "+5", "1e400", "5.0000000000000000001"]
        ),
    }
    kind = data.draw(st.sampled_from(sorted(wrong)))
    rows = data.draw(st.lists(scores_of(edition), min_size=1, max_size=3))
    some = st.sampled_from(sorted(edition.indicators))
    mixed = [{**row, **data.draw(st.dictionaries(some, wrong[kind], max_size=4))} for row in rows]
    assert_equal(edition, mixed, kind)


@FEW
@given(data=st.data())
def test_a_family_takes_the_edition_of_each_year(data: st.DataObject) -> None:
    old, new = catalogue.edition("idm-2016"), catalogue.edition("idm-2023")
    years = data.draw(st.lists(st.integers(2014, 2026), min_size=1, max_size=6))
    given_rows = [data.draw(gappy_scores_of(old, most=1)) for _ in years]
    rows = [
        {"village_code": f"{n}", "year": year, **row}
        for n, (year, row) in enumerate(zip(years, given_rows, strict=True))
    ]
    results, summary = scored("idm", rows, types_of(old, data.draw(st.sampled_from(["TINYINT", "VARCHAR"]))))
    for row, result in zip(rows, sorted(results, key=lambda item: item["village_code"]), strict=True):
        edition = next((item for item in (old, new) if item.serves(row["year"])), None)
        if edition is None:
            told = {key: value for key, value in result.items() if value is not None}
            assert told == {"village_code": row["village_code"], "year": row["year"], "refused": 1}
        else:
            assert differences(result, expected(edition, row)) == {}
    unserved = sum(not 2016 <= year <= 2024 for year in years)
    counts = {refusal.code: refusal.count for refusal in summary.refusals}
    assert counts.get("definition.no_edition_for_year", 0) == unserved


@FEW
@given(data=st.data())
def test_the_short_query_says_what_the_full_one_says(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(COUNTED))
    rows = keyed(data.draw(st.lists(scores_of(edition), min_size=1, max_size=3)), edition)
    # A text column sends the same scores the long way.
    first = next(iter(edition.indicators))
    types = types_of(edition, "TINYINT")
    assert scored(edition, rows, types)[0] == scored(edition, rows, {**types, first: "VARCHAR"})[0]


def test_without_intervals_the_known_columns_stay_and_are_the_same() -> None:
    edition = catalogue.edition("idm-2023")
    whole = {code: item.top for code, item in edition.indicators.items()}
    rows = keyed([whole, {**whole, "IKS01": None}, {**whole, "IKS02": 3}], edition)
    long, told = scored(edition, rows, types_of(edition, "TINYINT"))
    short, told_shortly = scored(edition, rows, types_of(edition, "TINYINT"), intervals=False)
    assert [{key: row[key] for key in short[0]} for row in long] == short
    assert set(long[0]) - set(short[0]) >= {"missing", "refused", "points_low", "IDM_high", "statuses"}
    assert told.statuses == told_shortly.statuses
    assert told.incomplete == told_shortly.incomplete == 2
    assert [refusal.count for refusal in told_shortly.refusals] == [1]


def test_a_family_of_one_edition_takes_its_years_too() -> None:
    edition = catalogue.edition("indeks-desa-2025")
    tops = {code: item.top for code, item in edition.indicators.items()}
    first = next(iter(tops))
    rows = keyed([tops, {**tops, first: None}, {**tops, "year": 2024}], edition)
    results, summary = scored("indeks_desa", rows, types_of(edition, "TINYINT"))
    assert differences(results[0], expected(edition, rows[0])) == {}
    assert differences(results[1], expected(edition, rows[1])) == {}
    assert results[2]["E"] is results[2]["edition"] is results[2]["missing"] is None
    assert summary.statuses == {None: 1, "mandiri": 2}
