"""Region lists, bridges, boundaries, tables of scores and Indeks Desa results into the records."""

import json

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.problems import Problem
from berdaya.exchange import boundaries, indeks_desa, regions_csv
from berdaya.exchange.recording import publish_imported
from berdaya.exchange.scores import import_scores
from berdaya.exchange.tables import write_table
from berdaya.records.access.scope import PUBLIC, SYSTEM
from berdaya.records.observations.models import Document, Observation, Submission
from berdaya.records.regions.selectors import boundaries as shapes
from berdaya.records.regions.selectors import codes_of, people, region_by_code, villages
from berdaya.records.runs.selectors import published_results

ID = catalogue.edition("indeks-desa-2025")
IDM = catalogue.edition("idm-2023")
SUMS = {"layanan_dasar": 115, "sosial": 65, "ekonomi": 97, "lingkungan": 74, "aksesibilitas": 34, "tata_kelola": 53}


@pytest.fixture
def table(tmp_path):
    """Write a table from rows of one shape."""

    def make(rows: list[dict], name: str = "tabel.csv"):
        path = tmp_path / name
        write_table(path, list(rows[0]), [list(row.values()) for row in rows])
        return path

    return make


@pytest.mark.parametrize("name", ["wilayah.csv", "wilayah.xlsx", "wilayah.parquet"])
def test_a_region_list_in_any_kind_of_table(db, table, name):
    rows = [
        {"village_code": "99", "Nama": "Provinsi Contoh"},
        {"village_code": "99.01", "Nama": "Kabupaten Contoh"},
        {"village_code": "99.01.01", "Nama": "Hulu"},
        {"village_code": "99.01.01.2001", "Nama": "Bukit Raya"},
    ]
    assert regions_csv.import_file(actor=SYSTEM, path=table(rows, name)).created == 4
    assert [row.name for row in villages(PUBLIC)] == ["Bukit Raya"]


@pytest.mark.parametrize(
    ("rows", "code", "details"),
    [
        ([{"nama": "x"}], "table.missing_columns", {}),
        ([{"kode": "99"}], "table.missing_columns", {}),
        (
            [{"kode": "99", "nama": "A"}, {"kode": "9901010001", "nama": "B"}],
            "table.bad_value",
            {"row": 3, "column": "kode"},
        ),
        ([{"kode": "99", "nama": ""}], "table.bad_value", {"row": 2, "column": "nama", "value": ""}),
        ([{"kode": "99.01.01.2001", "kode_bps": "X1"}], "table.bad_value", {"row": 2, "column": "kode_bps"}),
        ([{"kode": "99", "tahun": "2o24", "penduduk": "1"}], "table.bad_value", {"column": "tahun", "value": "2o24"}),
        ([{"kode": "99", "tahun": "2024", "penduduk": "1.250"}], "table.bad_value", {"column": "penduduk"}),
    ],
)
def test_a_bad_list_names_row_column_and_value(regency, table, rows, code, details):
    with pytest.raises(Problem) as refused:
        regions_csv.import_file(actor=SYSTEM, path=table(rows))
    assert refused.value.code == code
    assert details.items() <= refused.value.details.items()
    assert all(refused.value.message(language) for language in ("id", "en"))


def test_a_bridge_brings_bps_and_former_codes(regency, table):
    rows = [
        {"kode_bps": "9903010001", "kode_kemendagri_lama": "99.01.02.2007", "kode_kemendagri_2025": "99.01.01.2001"},
        {"kode_bps": "9903010002", "kode_kemendagri_lama": "99.01.01.2002", "kode_kemendagri_2025": "99.01.01.2002"},
    ]
    assert regions_csv.import_file(actor=SYSTEM, path=table(rows)).created == 2
    village = region_by_code("99.01.02.2007")
    assert village.code == "9901012001"
    assert {use.code for use in codes_of(village.id)} == {"9901012001", "9901022007", "9903010001"}


def test_counts_of_people(regency, table):
    rows = [{"kode_desa": "9901012001", "tahun": 2024, "jumlah_penduduk": 1250, "jumlah_kk": 310}]
    regions_csv.import_file(actor=SYSTEM, path=table(rows))
    assert people(PUBLIC, 2024)[regency["9901012001"]].households == 310


def square(west: float) -> dict:
    ring = [[west, 0], [west + 0.1, 0], [west + 0.1, 0.1], [west, 0.1], [west, 0]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_boundary_file_finds_its_level(regency, tmp_path):
    path = tmp_path / "batas.geojson"
    features = [
        {"type": "Feature", "properties": {"kode": code}, "geometry": square(116 + number / 10)}
        for number, code in enumerate(("99.01.01", "99.01.02"))
    ]
    path.write_text("\ufeff" + json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert boundaries.import_file(actor=SYSTEM, path=path).created == 2
    assert [row.name for row in shapes(PUBLIC, "district")] == ["Hulu", "Hilir"]


@pytest.mark.parametrize("text", ["", "[1]", '{"type":"Feature"}', '{"features":[1]}', "[" * 100_000, "\x00"])
def test_what_is_no_geojson_is_refused(regency, tmp_path, text):
    path = tmp_path / "batas.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as refused:
        boundaries.import_file(actor=SYSTEM, path=path)
    assert refused.value.code == "boundary.not_geojson"


def scores_row(code: str, year: int, **changed) -> dict:
    edition = catalogue.edition_for("idm", year)
    scores = {name: item.top for name, item in edition.indicators.items()}
    found = assess(edition, scores)
    figures = {f"published_{name.lower()}": round(float(item.low), 4) for name, item in found.dimensions.items()}
    index = {"published_idm": round(float(found.index.low), 4), "published_status": "MANDIRI"}
    return {"village_code": code, "year": year, **scores, **figures, **index} | changed


def test_a_table_of_scores_is_recorded_audited_and_published(regency, table):
    path = table(
        [scores_row("9901012001", 2023), scores_row("9901012001", 2024, IKS30=5), scores_row("9901022001", 2024)]
    )
    imported = import_scores(actor=SYSTEM, path=path)
    assert (imported.recorded, imported.failures) == (3, [])
    assert list(dict.fromkeys(year for _, year, _ in publish_imported(actor=SYSTEM, imported=imported))) == [2023, 2024]
    rows = published_results(PUBLIC, "idm")
    assert [(row.code, row.year, row.verdict) for row in rows] == [
        ("9901012001", 2023, "consistent"),
        ("9901012001", 2024, "consistent"),
        ("9901022001", 2024, "consistent"),
    ]
    assert import_scores(actor=SYSTEM, path=path).unchanged == 3
    assert (Document.objects.count(), Submission.objects.count()) == (1, 3)


def test_rows_about_unknown_villages_and_years_fail_alone(regency, table):
    path = table(
        [
            scores_row("9901012001", 2024),
            scores_row("9901012009", 2024),
            scores_row("9901012001", 2024) | {"year": 2091},
        ]
    )
    imported = import_scores(actor=SYSTEM, path=path)
    assert imported.recorded == 1
    assert [item.problem.code for item in imported.failures] == ["region.unknown", "definition.no_edition_for_year"]


def test_a_table_without_years_is_refused_once(regency, table):
    rows = [{key: value for key, value in scores_row("9901012001", 2024).items() if key != "year"}] * 2
    with pytest.raises(Problem) as refused:
        import_scores(actor=SYSTEM, path=table(rows))
    assert refused.value.code == "official.no_year"
    assert Document.objects.count() == 0


def test_a_table_with_a_bad_cell_is_refused_whole(regency, table):
    path = table([scores_row("9901012001", 2024), scores_row("9901022001", 2024, published_iks="0,9x")])
    with pytest.raises(Problem) as refused:
        import_scores(actor=SYSTEM, path=path)
    assert refused.value.code == "table.bad_value"
    assert refused.value.details["row"] == 3
    assert (Document.objects.count(), Submission.objects.count()) == (0, 0)


def results_row(code: str = "9901012001", **changed) -> dict:
    return {"kode_desa": code, **SUMS, "total": 438, "skor_resmi": 68.98, "status": "BERKEMBANG"} | changed


def test_indeks_desa_results_give_the_official_index_and_status(regency, table):
    path = table([results_row(), results_row("9901012002", status="MAJU"), results_row("9901022001", skor_resmi=68.99)])
    imported = indeks_desa.import_results(actor=SYSTEM, path=path, year=2025)
    assert (imported.recorded, imported.wrong_totals) == (3, [])
    list(publish_imported(actor=SYSTEM, imported=imported))
    rows = published_results(PUBLIC, "indeks_desa")
    assert [(round(row.index, 2), row.status, row.verdict) for row in rows] == [
        (68.98, "berkembang", "consistent"),
        (68.98, "berkembang", "inconsistent"),
        (68.98, "berkembang", "inconsistent"),
    ]
    assert indeks_desa.import_results(actor=SYSTEM, path=path, year=2025).unchanged == 3


def test_a_wrong_total_is_told_and_an_unknown_village_fails_alone(regency, table):
    path = table([results_row(total=437), results_row("9901012009")])
    imported = indeks_desa.import_results(actor=SYSTEM, path=path, year=2025)
    assert (imported.recorded, [item.problem.code for item in imported.failures]) == (1, ["region.unknown"])
    assert [item.problem.details["row"] for item in imported.wrong_totals] == [2]


@pytest.mark.parametrize(
    "bad", [{"sosial": 86}, {"sosial": 16}, {"ekonomi": "97.5"}, {"ekonomi": "x"}, {"skor_resmi": ""}]
)
def test_sums_that_cannot_be_are_refused_whole(regency, table, bad):
    path = table([results_row(), results_row("9901012002", **bad)])
    with pytest.raises(Problem) as refused:
        indeks_desa.import_results(actor=SYSTEM, path=path, year=2025)
    assert (refused.value.code, refused.value.details["row"]) == ("table.bad_value", 3)
    assert (Document.objects.count(), Observation.objects.count()) == (0, 0)
