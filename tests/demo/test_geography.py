"""The map: a tiling of the land, with natural borders, in the open sea."""

import json
from random import Random
from typing import Any

import pytest
import shapely
from shapely.geometry import Point, Polygon, shape

from berdaya.demo.geography import Geography, draw_geography
from berdaya.demo.regency import DemoRegency


@pytest.fixture(scope="module", params=[(20260101, 190), (1, 40), (2, 12)], ids=["default", "forty", "twelve"])
def geography(request: pytest.FixtureRequest) -> Geography:
    seed, villages = request.param
    return draw_geography(Random(seed), villages)


def test_villages_tile_the_land_without_gap_or_overlap(geography: Geography) -> None:
    outlines = [place.outline for place in geography.places]
    land = shapely.union_all(outlines)
    assert shapely.coverage_is_valid(outlines), "neighbours do not share all vertices of their border"
    assert isinstance(land, Polygon)
    assert not land.interiors
    assert sum(outline.area for outline in outlines) == pytest.approx(land.area, rel=1e-9)


def test_every_village_is_one_valid_polygon_with_its_point_inside(geography: Geography) -> None:
    for place in geography.places:
        assert isinstance(place.outline, Polygon)
        assert place.outline.is_valid
        assert place.outline.contains(Point(place.inside))


def test_kecamatan_are_in_one_piece_and_hold_every_village_once(geography: Geography) -> None:
    assert sorted(place for group in geography.districts for place in group) == list(range(len(geography.places)))
    for group in geography.districts:
        assert isinstance(shapely.union_all([geography.places[place].outline for place in group]), Polygon)


def test_neighbours_are_mutual_and_share_a_line(geography: Geography) -> None:
    for number, near in geography.neighbours.items():
        for other in near:
            assert number in geography.neighbours[other]
            border = geography.places[number].outline.intersection(geography.places[other].outline)
            assert border.length > 0


def test_distances_grow_from_the_capital(geography: Geography) -> None:
    assert geography.places[0].to_capital == 0
    assert all(place.to_capital > 0 for place in geography.places[1:])
    assert all(place.ward for place in geography.places[:1])


def test_the_regency_is_as_large_as_said_and_lies_in_the_sulawesi_sea(regency: DemoRegency) -> None:
    west, south, east, north = shape(regency.boundaries["9901"].geometry).bounds
    assert 120.5 < west < east < 122.5
    assert 2.0 < south < north < 3.4
    assert 125 < (east - west) * 111.2 < 165
    assert 100 < (north - south) * 110.6 < 135


def test_villages_are_small_by_the_river_and_large_in_the_hills(regency: DemoRegency) -> None:
    area = {code: shape(boundary.geometry).area for code, boundary in regency.boundaries.items() if len(code) == 10}
    river = [area[code] for code, who in regency.characters.items() if who.riverside]
    hills = [area[code] for code, who in regency.characters.items() if not who.riverside and not who.coastal]
    assert 2 * sum(river) / len(river) < sum(hills) / len(hills)


def test_boundaries_are_light_geojson_wound_as_rfc_7946_asks(regency: DemoRegency) -> None:
    written = [json.dumps(boundary.geometry, separators=(",", ":")) for boundary in regency.boundaries.values()]
    assert sum(map(len, written)) < 350_000
    for boundary in regency.boundaries.values():
        for polygon in _polygons(boundary.geometry):
            assert polygon[0][0] == polygon[0][-1]
            assert shapely.LinearRing(polygon[0]).is_ccw
            assert all(round(number, 5) == number for ring in polygon for point in ring for number in point)


def _polygons(geometry: Any) -> list[Any]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def test_kecamatan_and_regency_are_the_sum_of_their_villages(regency: DemoRegency) -> None:
    areas = {code: shape(boundary.geometry).area for code, boundary in regency.boundaries.items()}
    for region in regency.regions:
        children = [item.code for item in regency.regions if item.parent == region.code]
        if region.code in areas and children:
            assert areas[region.code] == pytest.approx(sum(areas[code] for code in children), rel=1e-9)
