"""One official answer, from raw bytes to a publication: invented answers, and everything a server says instead."""

import json
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.problems import Problem
from berdaya.exchange.official.answers import map_data, publication, year_of

EDITION = catalogue.edition("idm-2023")
TOP = {code: item.top for code, item in EDITION.indicators.items()}
Body = dict[str, Any]


def body(scores: dict[str, int] = TOP, *, year: int = 2024, village: object = "6499012001") -> Body:
    """An answer as the server shapes it: indicator rows, totals among them, numbers that begin anew in each dimension."""
    found = assess(EDITION, scores)
    rows: list[Body] = []
    for dimension in EDITION.dimensions:
        for place, item in enumerate(EDITION.indicators_of(dimension), start=1):
            rows.append(
                {"NO": place, "INDIKATOR": item.row_label, "SKOR": scores[item.code], "KETERANGAN": f"ket {item.code}"}
            )
        rows.append(
            {"NO": None, "INDIKATOR": f"{dimension} {year}", "SKOR": round(float(found.dimensions[dimension].low), 14)}
        )
    index = round(float(found.index.low), 14)
    rows += [
        {"NO": None, "INDIKATOR": f"IDM {year}", "SKOR": index},
        {"NO": None, "INDIKATOR": f"STATUS IDM {year}", "SKOR": "X"},
    ]
    summary = {"SKOR_SAAT_INI": index, "STATUS": "MANDIRI", "TAHUN": year}
    return {"status": 200, "mapData": {
        "SUMMARIES": summary, "ROW": rows, "IDENTITAS": [{"id_desa": village, "nama_desa": "DESA KARANGAN"}],
    }}  # fmt: skip


def raw(content: object) -> bytes:
    return json.dumps(content).encode()


def read(content: Body) -> Any:
    data = map_data(raw(content), source="x.json")
    return publication(data, EDITION, source="x.json")


INSTEAD = {
    "nothing": (b"", "official.empty"),
    "spaces": (b" \r\n", "official.empty"),
    "only a byte-order mark": (b"\xef\xbb\xbf", "official.empty"),
    "a web page": (b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "official.html"),
    "a page after spaces": (b"\n\n  <html>", "official.html"),
    "half a body": (raw(body())[:2000], "official.truncated"),
    "all but the last byte": (raw(body())[:-1], "official.truncated"),
    "two bodies": (raw(body()) * 2, "official.truncated"),
    "words": (b"Service Unavailable", "official.truncated"),
    "a giant number": (b'{"mapData": ' + b"9" * 5000 + b"}", "official.truncated"),
    "brackets without end": (b"[" * 100_000, "official.truncated"),
    "no body": (raw({"header": {"scalar": False}, "body": False}), "official.no_data"),
    "a bad request": (raw({"status": 400}), "official.no_data"),
    "null": (b"null", "official.no_data"),
    "false": (b"false", "official.no_data"),
    "a list": (b"[]", "official.no_data"),
    "mapData null": (raw({"status": 200, "mapData": None}), "official.no_data"),
    "mapData a list": (raw({"mapData": []}), "official.no_data"),
    "an empty year": (raw({"mapData": {"SUMMARIES": {}, "ROW": [], "IDENTITAS": []}}), "official.no_data"),
    "rows of nothing": (raw({"mapData": {**body()["mapData"], "ROW": [None, 1, "x"]}}), "official.no_data"),
    "rows that are a mapping": (raw({"mapData": {**body()["mapData"], "ROW": {"a": 1}}}), "official.no_data"),
    "a summary that is a list": (raw({"mapData": {**body()["mapData"], "SUMMARIES": [1]}}), "official.no_data"),
    "an identity that is a word": (raw({"mapData": {**body()["mapData"], "IDENTITAS": "desa"}}), "official.no_data"),
    "an identity of nothing": (raw({"mapData": {**body()["mapData"], "IDENTITAS": [None]}}), "official.no_data"),
    **{f"without {part}": (raw({"mapData": {k: v for k, v in body()["mapData"].items() if k != part}}), "official.no_data")
       for part in ("ROW", "SUMMARIES", "IDENTITAS")},
}  # fmt: skip


@pytest.mark.parametrize("case", INSTEAD)
def test_what_is_no_answer_is_told_apart_and_named(case: str) -> None:
    sent, code = INSTEAD[case]
    with pytest.raises(Problem) as caught:
        map_data(sent, source="6499012001/2024")
    assert caught.value.code == code
    for language in ("id", "en"):
        assert "6499012001/2024" in caught.value.message(language)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_a_coded_problem(sent: bytes) -> None:
    with pytest.raises(Problem, match=r"official\."):
        map_data(sent, source="x")


@given(st.integers(0, len(raw(body())) - 1))
def test_an_answer_cut_anywhere_is_never_taken_for_whole(length: int) -> None:
    with pytest.raises(Problem, match=r"official\.(truncated|empty)"):
        map_data(raw(body())[:length], source="x")


def test_a_whole_answer_is_read() -> None:
    scores = {**TOP, "IKS01": 3, "IKE12": 1, "IKL03": 0}
    got = read(body(scores))
    assert got.scores == scores
    assert (got.village, got.year, got.status, got.village_name, got.source) == (
        "6499012001", 2024, "MANDIRI", "DESA KARANGAN", "x.json",
    )  # fmt: skip
    found = assess(EDITION, scores)
    assert set(got.figures) == {"IKS", "IKE", "IKL", "IDM"}
    assert got.figures["IDM"].equals(found.index.low)
    assert all(got.figures[code].equals(interval.low) for code, interval in found.dimensions.items())
    assert got.conditions["IKE12"] == "ket IKE12"


@given(
    st.integers(0, 10**6),
    st.fixed_dictionaries({code: st.sampled_from(i.scores) for code, i in EDITION.indicators.items()}),
)
def test_the_order_of_rows_does_not_matter(seed: int, scores: dict[str, int]) -> None:
    shuffled = body(scores)
    random.Random(seed).shuffle(shuffled["mapData"]["ROW"])
    assert read(shuffled) == read(body(scores))


def test_rows_that_are_not_indicators_are_left_alone() -> None:
    more = body()
    more["mapData"]["ROW"] += [{"INDIKATOR": "Skor yang baru", "SKOR": 1}, {"SKOR": 2}, {"INDIKATOR": None}, {}, None]
    assert read(more) == read(body())


@pytest.mark.parametrize(
    "written", [str.upper, str.lower, lambda label: f"  {label} :", lambda label: label.replace(" ", "  ")]
)
def test_labels_are_known_whatever_their_case_spacing_and_signs(written: Any) -> None:
    other = body()
    for row in other["mapData"]["ROW"]:
        row["INDIKATOR"] = written(row["INDIKATOR"]) if row["NO"] else row["INDIKATOR"]
    assert read(other).scores == TOP


def test_rows_that_lack_are_absent_for_the_audit_to_say() -> None:
    fewer = body()
    label = EDITION.indicators["IKS07"].row_label
    fewer["mapData"]["ROW"] = [row for row in fewer["mapData"]["ROW"] if row["INDIKATOR"] not in (label, "IKE 2024")]
    got = read(fewer)
    assert set(TOP) - set(got.scores) == {"IKS07"}
    assert set(got.figures) == {"IKS", "IKL", "IDM"}


def test_an_identity_may_be_a_list_or_a_mapping_and_a_code_a_number() -> None:
    other = body(village=6499012001)
    other["mapData"]["IDENTITAS"] = other["mapData"]["IDENTITAS"][0]
    assert read(other) == read(body())


def test_numbers_may_be_printed_as_text() -> None:
    other = body()
    for row in other["mapData"]["ROW"]:
        row["SKOR"] = str(row["SKOR"])
    got = read(other)
    assert got.scores == {code: str(score) for code, score in TOP.items()}
    assert got.figures == read(body()).figures


@pytest.mark.parametrize("printed", [None, "", 0, "tahun", "20240", 99])
def test_a_year_the_summary_lacks_is_read_from_the_labels_of_the_totals(printed: object) -> None:
    other = body(year=2022)
    other["mapData"]["SUMMARIES"]["TAHUN"] = printed
    assert read(other).year == 2022


@pytest.mark.parametrize("printed", [2023, "2023", " 2023 ", "Tahun 2023", 2023.0])
def test_a_year_in_the_summary_comes_first(printed: object) -> None:
    other = body(year=2022)
    other["mapData"]["SUMMARIES"]["TAHUN"] = printed
    assert read(other).year == 2023


def test_a_year_that_stands_nowhere_is_none() -> None:
    other = body()
    other["mapData"]["SUMMARIES"]["TAHUN"] = None
    for row in other["mapData"]["ROW"]:
        row["INDIKATOR"] = str(row["INDIKATOR"]).replace("2024", "").strip()
    data = map_data(raw(other), source="x")
    assert year_of(data) is None
    assert set(publication(data, EDITION, source="x").figures) == {"IKS", "IKE", "IKL", "IDM"}


@pytest.mark.parametrize("printed", [None, "", "-", "n/a", "1/0", "0,8143", True, [], "1e999999999"])
def test_a_total_that_is_no_number_is_no_figure(printed: object) -> None:
    other = body()
    for row in other["mapData"]["ROW"]:
        row["SKOR"] = printed if row["INDIKATOR"] == "IKS 2024" else row["SKOR"]
    assert set(read(other).figures) == {"IKE", "IKL", "IDM"}


def test_the_index_is_read_from_the_summary_where_no_row_prints_it() -> None:
    other = body({**TOP, "IKL03": 0})
    other["mapData"]["ROW"] = [row for row in other["mapData"]["ROW"] if not row["INDIKATOR"].startswith("IDM")]
    assert read(other).figures["IDM"].value == Fraction(str(other["mapData"]["SUMMARIES"]["SKOR_SAAT_INI"]))


@pytest.mark.parametrize(("printed", "read_as"), [("", None), (None, None), (" Maju ", "Maju"), (3, "3")])
def test_a_status_is_words_or_nothing(printed: object, read_as: str | None) -> None:
    other = body()
    other["mapData"]["SUMMARIES"]["STATUS"] = printed
    assert read(other).status == read_as


def test_signs_that_are_not_utf8_do_not_stop_a_reading() -> None:
    assert map_data(b"\xef\xbb\xbf" + raw(body()), source="x")["ROW"]
    assert map_data(raw(body()).replace(b"KARANGAN", b"KARANG\xffN"), source="x")["ROW"]
