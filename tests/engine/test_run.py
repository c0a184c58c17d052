"""Files in and out: kinds, columns, what is refused and told, and that a failure leaves what was there."""

from pathlib import Path

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.engine.compile import score_sql
from berdaya.engine.run import score_file
from tests.engine.tables import read, scored, write

EDITION = catalogue.edition("idm-2023")
TOPS = {code: item.top for code, item in EDITION.indicators.items()}
TYPES = {"village_code": "VARCHAR", "year": "SMALLINT", **dict.fromkeys(TOPS, "TINYINT")}
ROW = {"village_code": "6402012001", "year": 2024, **TOPS}


def test_csv_in_and_out(tmp_path: Path) -> None:
    source, out = tmp_path / "it's [1].csv", tmp_path / "out.csv"
    lines = [";".join(("kode_desa", "Tahun", "nama", *(code.lower() for code in TOPS)))]
    lines += [";".join(("64.02.01.2001", "2024", "Desa, satu", *map(str, TOPS.values())))]
    lines += [";".join(("64.02.01.2002", "2024", "", *map(str, list(TOPS.values())[:-1]), "2"))]
    source.write_text("\n".join(lines), encoding="utf-8-sig")
    summary = score_file("idm", source, out)
    assert (summary.rows, summary.statuses, summary.incomplete) == (2, {"mandiri": 2}, 1)
    assert summary.ignored == ("nama",)
    assert [(item.code, item.column, item.count, item.village, item.year) for item in summary.refusals] == [
        ("score.outside_rubric", "ikl03", 1, "64.02.01.2002", 2024)
    ]
    text = out.read_text(encoding="utf-8").splitlines()
    assert text[0].startswith(
        "village_code,year,edition,IKS_points,IKE_points,IKL_points,points,IKS,IKE,IKL,IDM,status,missing"
    )
    assert text[1].startswith("64.02.01.2001,2024,idm-2023,175,60,15,6300,1.0,1.0,1.0,1.0,mandiri,0,0")


def test_a_code_may_be_followed_by_a_name_in_the_heading() -> None:
    named = {"village_code": "VARCHAR", **{f"{code}_SKOR": "TINYINT" for code in TOPS}}
    results, _ = scored(EDITION, [{"village_code": "1", **{f"{code}_SKOR": top for code, top in TOPS.items()}}], named)
    assert results[0]["points"] == 6300
    assert "year" not in results[0]


def test_each_kind_of_refusal_is_told_with_its_first_example() -> None:
    types = {"village_code": "VARCHAR", "year": "VARCHAR", "IKS01": "TINYINT", "doctors": "VARCHAR", "population": "VARCHAR",
             "bpjs_members": "VARCHAR", "eatery_present": "VARCHAR"}  # fmt: skip
    rows = [
        {"village_code": "2", "year": "2024", "IKS01": 6, "doctors": "dua"},
        {
            "village_code": "1",
            "year": "2024",
            "IKS01": 0,
            "doctors": "tiga",
            "population": "-4",
            "eatery_present": "mungkin",
        },
        {"village_code": "3", "year": "2030"},
        {"village_code": "4", "year": "dua ribu"},
    ]
    _, summary = scored("idm", rows, types)
    told = {(item.code, item.column): (item.count, item.village, item.year) for item in summary.refusals}
    assert told == {
        ("score.outside_rubric", "IKS01"): (2, "1", 2024),
        ("answer.wrong_type", "doctors"): (2, "1", 2024),
        ("answer.wrong_type", "eatery_present"): (1, "1", 2024),
        ("answer.out_of_range", "population"): (1, "1", 2024),
        ("definition.no_edition_for_year", "year"): (2, "3", 2030),
    }
    by_code = {item.code: item.problem for item in summary.refusals if item.column != "eatery_present"}
    assert "“tiga” bukan bilangan bulat" in by_code["answer.wrong_type"].message("id")
    assert "“tiga” is not a whole number" in by_code["answer.wrong_type"].message("en")
    assert "IKS01" in by_code["score.outside_rubric"].message("en")


def test_a_year_that_is_none_is_told_where_one_edition_serves_all() -> None:
    results, summary = scored(EDITION, [{**ROW, "year": "entah"}], {**TYPES, "year": "VARCHAR"})
    assert (results[0]["year"], results[0]["status"], results[0]["refused"]) == (None, "mandiri", 1)
    assert [(item.code, item.column) for item in summary.refusals] == [("answer.wrong_type", "year")]


def test_an_empty_table_gives_an_empty_table_with_the_same_columns() -> None:
    results, summary = scored(EDITION, [], TYPES)
    assert (results, summary.rows, summary.statuses) == ([], 0, {})


@pytest.mark.parametrize("name", ["contoh-2020", "contoh"])
def test_an_edition_without_an_integer_form_is_refused(name: str) -> None:
    with pytest.raises(Problem, match=r"engine\.no_integer_form.*contoh-2020"):
        scored(name, [], {"village_code": "VARCHAR", "year": "SMALLINT", "CLI": "TINYINT"})


@pytest.mark.parametrize(("types", "lacks"), [
    ({"year": "SMALLINT", "IKS01": "TINYINT"}, "village_code"),
    ({"village_code": "VARCHAR", "IKS01": "TINYINT"}, "year"),
    ({"village_code": "VARCHAR", "year": "SMALLINT", "nama": "VARCHAR"}, "IKS01"),
])  # fmt: skip
def test_missing_columns_are_named(types: dict[str, str], lacks: str) -> None:
    with pytest.raises(Problem, match=r"table\.missing_columns") as caught:
        scored("idm", [], types)
    assert lacks in caught.value.message("en")


def test_the_query_stands_alone() -> None:
    sql = score_sql(EDITION, "villages", TYPES)
    assert sql.startswith("WITH ")
    assert "FROM villages" in sql


def test_what_cannot_be_read_or_written_is_refused(tmp_path: Path) -> None:
    source, broken = tmp_path / "in.parquet", tmp_path / "broken.parquet"
    write(source, [ROW], TYPES)
    broken.write_bytes(b"PAR1 and no more")
    for given, out, code in (
        (tmp_path / "absent.csv", "out.parquet", "file.not_found"),
        (tmp_path / "in.xlsx", "out.parquet", "file.unsupported"),
        (source, "out.xlsx", "file.unsupported"),
        (broken, "out.parquet", "file.unreadable"),
        (source, "no such folder/out.parquet", "file.not_found"),
    ):
        with pytest.raises(Problem) as caught:
            score_file(EDITION, given, tmp_path / out)
        assert caught.value.code == code


def test_a_failure_leaves_the_result_that_was_there(tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    write(source, [ROW], TYPES)
    score_file(EDITION, source, out)
    source.write_bytes(source.read_bytes()[:-40])
    with pytest.raises(Problem, match=r"file\.unreadable"):
        score_file(EDITION, source, out)
    assert read(out)[0]["points"] == 6300
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_a_file_can_be_scored_in_place_of_itself(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    write(source, [ROW], TYPES)
    score_file(EDITION, source, source)
    assert read(source)[0]["status"] == "mandiri"
