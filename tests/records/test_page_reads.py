"""Reads that pages need in one query: published runs, long series, one village whole, territories with shapes."""

import pytest
from django.utils import timezone

from berdaya.definitions import catalogue
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import SubmissionEntry, record_submission
from berdaya.records.regions.maps import areas, current_village, names_above, stamp
from berdaya.records.regions.shapes import import_boundaries
from berdaya.records.runs.selectors import result_of, results_of
from berdaya.records.runs.services import compute_run, publish_run
from berdaya.records.runs.summaries import index_series, published_runs, village_results

TOY = catalogue.edition("contoh-2020")
BEST = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 4}
HULU = Scope(frozenset({(Role.MENTOR, "990101")}))


@pytest.fixture
def measured(regency):
    for year in (2023, 2024):
        for code, scores in (("9901012001", BEST), ("9901022001", {"CLI": 4, "SCH": 1})):
            entry = SubmissionEntry(
                region_id=regency[code], year=year, edition=TOY.code, source=Source.OFFICIAL, scores=scores
            )
            record_submission(actor=SYSTEM, entry=entry)
        publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code=TOY.code, year=year))
    return regency


def test_published_runs_leave_out_drafts(measured):
    compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024)
    assert [(run.family, run.year, run.territory) for run in published_runs()] == [
        ("contoh", 2023, ""),
        ("contoh", 2024, ""),
    ]


def test_a_republished_year_is_counted_once(measured):
    publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024))
    assert [point.year for point in index_series(PUBLIC)] == [2023, 2023, 2024, 2024]
    assert len(village_results(PUBLIC, measured["9901012001"])) == 2


def test_the_series_holds_what_is_known_and_keeps_to_the_scope(measured, django_assert_num_queries):
    with django_assert_num_queries(1):
        points = index_series(PUBLIC, "9901")
    assert [(point.year, point.code, point.index) for point in points if point.index is not None] == [
        (2023, "9901012001", 100.0),
        (2024, "9901012001", 100.0),
    ]
    assert {point.code for point in index_series(HULU)} == {"9901012001"}
    assert index_series(PUBLIC, "9902") == []


def test_a_village_whole_is_what_its_years_are_one_by_one(measured, django_assert_num_queries):
    region = measured["9901022001"]
    with django_assert_num_queries(1):
        found = village_results(PUBLIC, region)
    assert [one.row for one in found] == results_of(PUBLIC, region, "contoh")
    assert found[-1] == result_of(PUBLIC, region, "contoh", 2024)
    assert village_results(HULU, region) == []


def test_territories_come_with_their_shapes_or_without(measured, django_assert_num_queries):
    square = [[116.0, 0.0], [116.1, 0.0], [116.1, 0.1], [116.0, 0.1], [116.0, 0.0]]
    feature = {
        "type": "Feature",
        "properties": {"kode": "99.01.01.2001"},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    before = stamp()
    collection = {"type": "FeatureCollection", "features": [feature]}
    import_boundaries(actor=SYSTEM, geojson=collection, level="village", source="uji", imported_at=timezone.now())
    assert stamp() != before
    with django_assert_num_queries(1):
        found = {area.code: area for area in areas(PUBLIC, "990101")}
    assert set(found) == {"990101", "9901012001", "9901012002", "9901011003"}
    assert found["9901012001"].geometry is not None
    assert found["9901012002"].geometry is None
    assert (found["9901011003"].is_desa, found["990101"].is_village) == (False, False)
    assert found["9901012001"].parent == "Hulu"
    assert {area.code for area in areas(HULU)} == {"990101", "9901012001", "9901012002", "9901011003"}


def test_names_above_and_the_village_of_a_code(measured):
    assert names_above(PUBLIC, "990102") == [
        ("99", "Provinsi Contoh"),
        ("9901", "Kabupaten Contoh"),
        ("990102", "Hilir"),
    ]
    village = current_village(PUBLIC, "9901022001")
    assert village is not None
    assert (village.name, village.district, village.regency) == ("Bukit Raya", "Hilir", "Kabupaten Contoh")
    assert current_village(PUBLIC, "9901022999") is None
    assert current_village(HULU, "9901022001") is None
