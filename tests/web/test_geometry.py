"""Paths on a grid of whole numbers."""

import re
from math import cos, radians
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from berdaya.web.charts.geometry import inner_point, projection, ring_path

PLACES = st.tuples(st.floats(95, 141), st.floats(-11, 6))
POINTS = st.tuples(st.integers(-900, 900), st.integers(-900, 900))


def square(west: float, south: float, side: float = 1.0) -> dict[str, Any]:
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def walked(path: str) -> list[tuple[int, int]]:
    """The corners a reader of the path comes to."""
    start, steps = path.rstrip("z")[1:].split("l")
    x, y = map(int, start.split())
    corners = [(x, y)]
    numbers = list(map(int, re.findall(r"-?\d+", steps)))
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        corners.append((x, y))
    return corners


@given(st.lists(POINTS, min_size=3, max_size=30))
def test_relative_steps_lead_to_the_same_corners(corners: list[tuple[int, int]]) -> None:
    assert walked(ring_path(corners)) == corners


@given(PLACES, st.floats(0.01, 3))
def test_a_square_degree_is_narrowed_by_the_cosine(corner: tuple[float, float], side: float) -> None:
    frame = projection([square(*corner, side)])
    assert frame.width == 1000
    expected = 998 / cos(radians(corner[1] + side / 2))
    assert abs(frame.height - 2 - expected) <= 1


@given(PLACES, PLACES)
def test_everything_lies_inside_the_picture(one: tuple[float, float], two: tuple[float, float]) -> None:
    shapes = [square(*one), square(*two)]
    frame = projection(shapes)
    for shape in shapes:
        for x, y in frame.corners(shape["coordinates"][0]):
            assert 0 <= x <= frame.width
            assert 0 <= y <= frame.height


def test_north_is_up_and_neighbours_share_their_corner() -> None:
    west, east = square(116, 0), square(117, 0)
    frame = projection([west, east])
    assert frame.point((116, 1))[1] < frame.point((116, 0))[1]
    assert set(frame.corners(west["coordinates"][0])) & set(frame.corners(east["coordinates"][0]))


def test_a_shape_smaller_than_the_grid_vanishes() -> None:
    frame = projection([square(116, 0, 10)])
    assert frame.path(square(117, 1, 0.0001)) == ""


def test_the_name_of_a_hollow_shape_stands_in_it() -> None:
    bracket = [(0, 0), (100, 0), (100, 10), (10, 10), (10, 90), (100, 90), (100, 100), (0, 100)]
    assert inner_point(bracket) == (5, 50)


def test_rings_of_every_kind_of_area_are_drawn() -> None:
    shape = square(116, 0)
    many = {"type": "MultiPolygon", "coordinates": [shape["coordinates"], square(118, 0)["coordinates"]]}
    mixed = {"type": "GeometryCollection", "geometries": [many, {"type": "Point", "coordinates": [116, 0]}]}
    frame = projection([mixed])
    assert frame.path(mixed) == frame.path(many)
    assert frame.path(many).count("M") == 2
