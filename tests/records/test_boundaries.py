"""Boundaries are checked before they are kept, and a bad one leaves the good one that was there."""

import pytest
import shapely
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, mapping, shape

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.regions.geometry import checked, geojson, simplified
from berdaya.records.regions.models import Boundary
from berdaya.records.regions.selectors import boundaries
from berdaya.records.regions.shapes import import_boundaries


def square(west: float, south: float, size: float = 0.1, *, clockwise: bool = False) -> dict:
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
    return dict(mapping(Polygon(corners[::-1] if clockwise else corners)))


def collection(*features: tuple[str, dict | None]) -> dict:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"kode": code}, "geometry": geometry} for code, geometry in features
        ],
    }


def load(*features, actor=SYSTEM, level="village"):
    return import_boundaries(
        actor=actor, geojson=collection(*features), level=level, source="batas.geojson", imported_at=timezone.now()
    )


def test_shapes_come_back_with_a_point_inside_and_wound_as_the_standard_asks(regency):
    report = load(("99.01.01.2001", square(116, 0, clockwise=True)), ("9901012002", square(116.1, 0)))
    assert (report.created, report.problems) == (2, [])
    first, second = boundaries(PUBLIC, "village")
    for row in (first, second):
        polygon = shape(row.geometry)
        assert polygon.exterior.is_ccw
        assert polygon.contains(shapely.Point(row.inside))
    whole = Boundary.objects.get(region_id=regency["9901012001"]).geometry
    assert shape(whole).area == pytest.approx(0.01)
    assert [row.code for row in boundaries(Scope(frozenset({(Role.VERIFIER, "9901012002")})), "village")] == [
        "9901012002"
    ]


BOWTIE = dict(mapping(Polygon([(116, 0), (117, 1), (117, 0), (116, 1)])))


@pytest.mark.parametrize(
    ("code", "geometry", "problem"),
    [
        ("99.01.01.2001", BOWTIE, "boundary.invalid"),
        ("99.01.01.2001", {"type": "Polygon", "coordinates": [[[116, 0], [117, 1]]]}, "boundary.invalid"),
        ("99.01.01.2001", {"type": "Polygon", "coordinates": []}, "boundary.invalid"),
        ("99.01.01.2001", {"type": "Point", "coordinates": [116, 0]}, "boundary.not_polygon"),
        ("99.01.01.2001", None, "boundary.not_polygon"),
        ("99.01.01.2001", square(512000, 9950000, 1000), "boundary.not_degrees"),
        ("99.01.01.2001", square(0, 116), "boundary.not_degrees"),
        ("99.01.01", square(116, 0), "boundary.wrong_level"),
        ("99.01.01.2077", square(116, 0), "region.unknown"),
        ("Bukit Raya", square(116, 0), "region.code_not_understood"),
        ("", square(116, 0), "boundary.no_code"),
    ],
)
def test_a_bad_feature_is_told_and_the_good_boundary_stays(regency, code, geometry, problem):
    load(("99.01.01.2001", square(110, 0)))
    before = boundaries(PUBLIC, "village")
    report = load((code, geometry), ("99.01.02.2001", square(111, 0)))
    assert [found.code for found in report.problems] == [problem]
    assert [row for row in boundaries(PUBLIC, "village") if row.code == "9901012001"] == before
    assert report.created == 1


def test_one_territory_twice_in_a_file_is_told(regency):
    report = load(("99.01.01.2001", square(116, 0)), ("9901012001", square(117, 0)))
    assert [found.code for found in report.problems] == ["boundary.twice"]


def test_what_is_no_feature_collection_and_who_may_not_are_refused(regency):
    with pytest.raises(Problem) as refused:
        import_boundaries(
            actor=SYSTEM, geojson={"type": "Feature"}, level="village", source="x", imported_at=timezone.now()
        )
    assert refused.value.code == "boundary.not_geojson"
    with pytest.raises(Problem):
        load(("99.01.01.2001", square(116, 0)), actor=Scope(frozenset({(Role.VERIFIER, "9901")})))
    assert boundaries(PUBLIC, "village") == []


# Islands of eleven kilometres that touch, overlap or stand alone.
steps = st.integers(0, 20)
islands = st.sets(st.tuples(steps, steps), min_size=1, max_size=9).map(
    lambda corners: shapely.union_all(
        [shapely.box(116 + x / 20, y / 20, 116.1 + x / 20, 0.1 + y / 20) for x, y in corners]
    )
)


@given(islands)
def test_every_accepted_shape_holds_its_point_before_and_after_thinning(area):
    found = checked("99", mapping(area))
    assert found.geometry.contains(shapely.Point(found.inside))
    (thin,) = simplified([found.geometry])
    assert thin.is_valid
    assert shape(geojson(thin)).area == pytest.approx(found.geometry.area, rel=0.25)


def test_neighbours_keep_their_common_border():
    # A border that wavers by two metres between two areas of eleven kilometres.
    wavy = [(116.1 + 0.00002 * (step % 3), step / 500) for step in range(51)]
    left = Polygon([(116, 0), *wavy, (116, 0.1)])
    right = Polygon([*wavy[::-1], (116.2, 0), (116.2, 0.1)])
    thin = simplified([left, right])
    assert thin[0].intersection(thin[1]).area == pytest.approx(0, abs=1e-12)
    assert shapely.union_all(thin).area == pytest.approx(left.union(right).area, rel=1e-3)
    assert shapely.get_num_coordinates(thin[0]) < 20
