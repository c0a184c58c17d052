"""Kutai Kartanegara loaded whole through the importers: territories, shapes, 2023 and 2024, as an office would."""

from collections import Counter
from pathlib import Path

import pytest

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange import boundaries, indeks_desa, indices, regions_csv, scores
from berdaya.exchange.recording import publish_imported
from berdaya.records.access.scope import SYSTEM
from berdaya.records.regions.selectors import boundaries as shapes
from berdaya.records.regions.selectors import districts, region_by_code, villages
from berdaya.records.regions.services import RegionEntry, import_regions
from berdaya.records.runs.selectors import published_results, result_of

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]


@pytest.fixture
def regency(shared: Path) -> Path:
    data = shared / "data"
    for name in ("kukar_wilayah_2025.csv", "kukar_bps_kemendagri_bridge.csv"):
        assert not regions_csv.import_file(actor=SYSTEM, path=data / "wilayah" / name).problems
    return data


def load_answers(data: Path) -> None:
    tables = (
        indices.import_indices(actor=SYSTEM, path=data / "kukar/idm_kukar_2023_2024.csv", family="idm"),
        scores.import_scores(actor=SYSTEM, path=data / "kukar/idm2024_kukar_indikator.csv", year=2024),
    )
    for imported in tables:
        assert not imported.failures
        list(publish_imported(actor=SYSTEM, imported=imported))


def test_territories(regency: Path) -> None:
    found = villages(SYSTEM)
    assert Counter(row.kind for row in found) == {"desa": 193}
    assert len(villages(SYSTEM, kelurahan=True)) == 237
    assert len(districts(SYSTEM)) == 20
    with pytest.raises(Problem, match=r"region\.bps_code"):
        region_by_code("6403010001")


def test_shapes(regency: Path) -> None:
    for name, level, count in (("kukar_desa.geojson", "village", 237), ("kukar_kecamatan.geojson", "district", 20)):
        report = boundaries.import_file(actor=SYSTEM, path=regency / "boundaries" / name)
        assert not report.problems
        assert len(shapes(SYSTEM, level)) == count


def test_two_years_published(regency: Path) -> None:
    load_answers(regency)
    results = published_results(SYSTEM, "idm")
    by_year = Counter((row.year, row.status) for row in results)
    assert by_year == {
        (2023, "mandiri"): 76, (2023, "maju"): 69, (2023, "berkembang"): 48,
        (2024, "mandiri"): 87, (2024, "maju"): 83, (2024, "berkembang"): 23,
    }  # fmt: skip
    contradicting = {row.code for row in results if row.verdict == "inconsistent"}
    assert contradicting == {"6402012011"}


def test_a_village_keeps_both_the_published_and_the_recomputed_index(regency: Path) -> None:
    load_answers(regency)
    detail = result_of(SYSTEM, region_by_code("64.02.01.2011").id, "idm", 2024)
    assert detail is not None
    (finding,) = detail.findings
    assert finding["code"] == "dimension_mismatch"
    assert round((finding["recomputed"] - finding["published"]) * 175) == 2


def test_indeks_desa_of_another_regency(shared: Path) -> None:
    path = shared / "data/idm/indeks_desa_2025_lampung_timur.csv"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split(",") for line in lines]
    names = {"18": "Lampung", "1807": "Lampung Timur"}
    names |= {row[0][:6]: row[1] for row in cells} | {row[0]: row[2] for row in cells}
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in names.items()])
    imported = indeks_desa.import_results(actor=SYSTEM, path=path, year=2025)
    assert (imported.recorded, imported.failures, imported.wrong_totals) == (264, [], [])
    list(publish_imported(actor=SYSTEM, imported=imported))
    published = {row[0]: (row[10], row[12]) for row in cells}
    results = published_results(SYSTEM, "indeks_desa")
    assert len(results) == 264
    for row in results:
        score, status = published[row.code]
        assert row.verdict == "consistent"
        assert f"{row.index_low:.2f}" == f"{float(score):.2f}"
        assert row.status == status.lower().replace(" ", "_")
