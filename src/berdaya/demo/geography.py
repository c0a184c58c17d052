"""The map of the fictional regency: where each village lies, what it touches, and how far it is from everything."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from shapely import MultiLineString, Point, Polygon, STRtree, get_coordinates, maximum_inscribed_circle

from berdaya.demo.districts import Neighbours, group_villages
from berdaya.demo.terrain import KM_PER_DEGREE_LATITUDE, KM_PER_DEGREE_LONGITUDE, draw_terrain, to_degrees
from berdaya.demo.tiling import GRID, Tile, cut_tiles

VILLAGES_PER_DISTRICT = 10.6
VILLAGES_PER_WARD = 19


@dataclass(frozen=True)
class Place:
    """One village area on the map; distances in kilometres, the one to the capital along the villages between."""

    outline: Polygon
    inside: tuple[float, float]
    area_km2: float
    ward: bool
    to_river: float
    to_shore: float
    to_capital: float


@dataclass(frozen=True)
class Geography:
    """All places, their common borders, and the groups that are kecamatan (the capital's first)."""

    places: tuple[Place, ...]
    neighbours: Neighbours
    districts: tuple[tuple[int, ...], ...]
    waters: MultiLineString


def draw_geography(rng: Random, villages: int) -> Geography:
    """A map with so many desa, and with the kelurahan of the capital besides."""
    wards = max(1, villages // VILLAGES_PER_WARD)
    terrain = draw_terrain(rng)
    tiles = cut_tiles(rng, terrain, villages + wards, wards)
    sites = [tile.site for tile in tiles]
    neighbours = _neighbours(tiles)
    ways = _ways(neighbours, sites)
    places = []
    for number, tile in enumerate(tiles):
        spot = Point(tile.site)
        to_river, to_shore = spot.distance(terrain.waters), spot.distance(terrain.shore)
        area = tile.outline.area * KM_PER_DEGREE_LATITUDE * KM_PER_DEGREE_LONGITUDE
        places.append(
            Place(tile.outline, _inside(tile.outline), area, number < wards, to_river, to_shore, ways[number])
        )
    groups = group_villages(rng, neighbours, sites, max(3, round(villages / VILLAGES_PER_DISTRICT)), 0)
    waters = MultiLineString([[to_degrees(x, y) for x, y in line.coords] for line in terrain.waters.geoms])
    return Geography(tuple(places), neighbours, tuple(tuple(group) for group in groups), waters)


def _inside(outline: Polygon) -> tuple[float, float]:
    """The middle of the widest part, on the grid of the outline."""
    longitude, latitude = get_coordinates(maximum_inscribed_circle(outline, tolerance=20 * GRID))[0].tolist()
    return round(longitude, 5), round(latitude, 5)


def _neighbours(tiles: Sequence[Tile]) -> Neighbours:
    tree = STRtree([tile.outline for tile in tiles])
    touching = {}
    for number, tile in enumerate(tiles):
        near = [int(other) for other in tree.query(tile.outline, predicate="touches")]
        touching[number] = frozenset(
            other for other in near if tile.outline.intersection(tiles[other].outline).length > GRID
        )
    return touching


def _ways(neighbours: Neighbours, sites: Sequence[tuple[float, float]]) -> dict[int, float]:
    """Kilometres from the capital (place 0) to each place, from site to site of neighbours."""
    ways: dict[int, float] = {}
    reached = [(0.0, 0)]
    while reached:
        way, village = heapq.heappop(reached)
        if village not in ways:
            ways[village] = way
            for near in neighbours[village]:
                heapq.heappush(reached, (way + math.dist(sites[village], sites[near]), near))
    return ways
