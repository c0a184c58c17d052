"""The land of the fictional regency: a river from the hills in the west, its tributaries, and a delta in the east.

All of it is drawn on a plane in kilometres and then placed in the open, deep water of the Sulawesi Sea (about
121.5° E, 2.7° N, more than 80 km from any shore), so that no map can mistake it for a real regency.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from shapely import LineString, MultiLineString, Polygon, make_valid, union_all
from shapely.geometry.base import BaseGeometry

from berdaya.demo.lines import Point, meander, roughen

WEST, SOUTH = 120.83, 2.16
KM_PER_DEGREE_LATITUDE = 110.57
KM_PER_DEGREE_LONGITUDE = 111.32 * math.cos(math.radians(2.7))

APEX = (106.0, 55.0)
REACH = 37.0
LAND_BORDER = [(113.0, 116.5), (94.0, 111.0), (77.0, 118.0), (60.0, 103.0), (43.0, 108.0), (33.0, 99.0), (14.0, 104.0)]
LAND_BORDER += [(1.0, 91.0), (10.0, 77.0), (3.0, 62.0), (11.0, 47.0), (5.0, 37.0), (21.0, 28.0), (27.0, 14.0)]
LAND_BORDER += [(46.0, 18.0), (59.0, 6.0), (75.0, 13.0), (88.0, 2.0), (106.0, 5.0)]
SOUTH_COAST = [(106.0, 5.0), (109.0, 6.5), (110.5, 9.5), (108.0, 12.5), (107.0, 16.0), (110.0, 18.5), (114.0, 20.0)]
NORTH_COAST = [
    (116.0, 89.5),
    (114.0, 93.0),
    (117.0, 96.5),
    (118.0, 100.0),
    (114.5, 102.0),
    (112.5, 104.5),
    (114.5, 107.5),
]
NORTH_COAST += [(118.5, 109.5), (118.0, 113.0), (115.5, 115.0), (113.0, 116.5)]
MOUTHS = (52.0, 31.0, 8.0, -14.0, -35.0, -56.0)
TRIBUTARIES = ((0.13, 88), (0.24, -75), (0.40, 70), (0.52, -100), (0.66, 80), (0.74, -60), (0.90, 105), (0.93, -85))


@dataclass(frozen=True)
class Terrain:
    """Land, rivers and sea shore in kilometres; the capital stands on the main river above the delta."""

    land: Polygon
    river: LineString
    waters: MultiLineString
    shore: LineString
    capital: Point


def draw_terrain(rng: Random) -> Terrain:
    """The land and its waters for one stream of random numbers."""
    source = (6.0, 61.0 + rng.uniform(-3, 3))
    trunk = meander(rng, source, APEX, [(7.5, 58), (2.6, 17), (1.1, 7.5)])
    arms = [_arm(rng, angle) for angle in MOUTHS]
    shore = roughen(rng, [*SOUTH_COAST, *_delta_front(rng), *NORTH_COAST], 0.2, 0.9)
    border = roughen(rng, LAND_BORDER, 0.16, 1.4)
    # A border may cross itself where it is roughened; the loops it then cuts off are left out.
    whole = _largest(make_valid(Polygon([*shore[:-1], *border[:-1]])))
    land = _largest(whole.difference(union_all([_inlet(rng, arm) for arm in arms])).buffer(0))
    waters = MultiLineString([trunk, *_tributaries(rng, trunk), *arms])
    return Terrain(land, LineString(trunk), waters, LineString(shore), trunk[round(0.86 * (len(trunk) - 1))])


def to_degrees(x: float, y: float) -> Point:
    """Longitude and latitude of a point of the plane."""
    return WEST + x / KM_PER_DEGREE_LONGITUDE, SOUTH + y / KM_PER_DEGREE_LATITUDE


def _polar(angle: float, radius: float) -> Point:
    return APEX[0] + radius * math.cos(math.radians(angle)), APEX[1] + radius * math.sin(math.radians(angle))


def _arm(rng: Random, angle: float) -> list[Point]:
    return meander(rng, APEX, _polar(angle, REACH + 4), [(1.5, 17), (0.5, 6)], step=0.5)


def _delta_front(rng: Random) -> list[Point]:
    """The outer edge of the delta: a lobe between each two mouths, furthest out in the middle."""
    angles = range(-62, 67, 4)
    return [_polar(angle, REACH * (1 - 0.00004 * angle * angle) + rng.uniform(-1.6, 1.6)) for angle in angles]


def _inlet(rng: Random, arm: list[Point]) -> BaseGeometry:
    """Water of one arm, narrow inland and wide at the sea."""
    first = round(len(arm) * rng.uniform(0.42, 0.6))
    reach = arm[first:]
    pieces = []
    for index, piece in enumerate(pairwise(reach)):
        pieces.append(LineString(piece).buffer(0.2 + 1.3 * (index / len(reach)) ** 1.7, quad_segs=2))
    return union_all(pieces)


def _tributaries(rng: Random, trunk: list[Point]) -> list[list[Point]]:
    streams = []
    for share, angle in TRIBUTARIES:
        mouth = trunk[round(share * (len(trunk) - 1))]
        bearing, length = math.radians(angle + (25 if angle > 0 else -25) + rng.uniform(-8, 8)), rng.uniform(30, 44)
        source = (mouth[0] + length * math.cos(bearing), mouth[1] + length * math.sin(bearing))
        streams.append(meander(rng, source, mouth, [(3.2, 24), (1.3, 8)]))
    return streams


def _largest(shape: BaseGeometry) -> Polygon:
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    largest = max(parts, key=lambda part: part.area)
    return Polygon(largest.exterior)
