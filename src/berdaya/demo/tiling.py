"""The land cut into village areas: denser along rivers, shore and capital, without gap or overlap.

Borders are cells around drawn sites; each border is roughened once and used by both neighbours, and all lines are
noded on one grid of 0.00001 degrees, so neighbours share every vertex.
"""

import math
from dataclasses import dataclass
from random import Random

from shapely import (
    LineString,
    MultiPoint,
    Point,
    Polygon,
    STRtree,
    distance,
    get_parts,
    points,
    polygonize,
    prepare,
    transform,
    union_all,
    voronoi_polygons,
)
from shapely.geometry.base import BaseGeometry

from berdaya.demo import lines
from berdaya.demo.terrain import KM_PER_DEGREE_LATITUDE, KM_PER_DEGREE_LONGITUDE, SOUTH, WEST, Terrain, to_degrees

GRID = 1e-5


@dataclass(frozen=True)
class Tile:
    """One village area: where its site stands (kilometres) and its outline (degrees)."""

    site: lines.Point
    outline: Polygon


def cut_tiles(rng: Random, terrain: Terrain, count: int, town: int) -> list[Tile]:
    """The land in so many tiles, the first of them (town) crowded around the capital."""
    sites = choose_sites(rng, terrain, count, town)
    river = _degrees(terrain.river.intersection(terrain.land))
    borders = [_degrees(line) for line in [*_borders(rng, sites, terrain.land), terrain.land.exterior]]
    network = union_all([*borders, river], grid_size=GRID)
    faces = list(get_parts(polygonize(get_parts(network))))
    return [Tile(site, face) for site, face in zip(sites, _owned(faces, sites, river), strict=True)]


def choose_sites(rng: Random, terrain: Terrain, count: int, town: int) -> list[lines.Point]:
    """Sites far from one another, measured by the room each place gives a village."""
    candidates = _candidates(rng, terrain, 14 * count)
    rooms = _rooms(terrain, candidates)
    chosen = _town_sites(rng, terrain.capital, town)
    free = [
        min(math.dist(site, place) for site in chosen) / room for place, room in zip(candidates, rooms, strict=True)
    ]
    while len(chosen) < count:
        best = max(range(len(free)), key=free.__getitem__)
        chosen.append(candidates[best])
        for index, place in enumerate(candidates):
            free[index] = min(free[index], math.dist(candidates[best], place) / rooms[index])
    return chosen


def _town_sites(rng: Random, capital: lines.Point, town: int) -> list[lines.Point]:
    """Wards in a spiral around the capital, so that none is squeezed."""
    turn = math.pi * (3 - math.sqrt(5))
    sites = []
    for index in range(town):
        radius, angle = 2.1 * math.sqrt(index + 0.3) * rng.uniform(0.92, 1.08), index * turn + rng.uniform(-0.15, 0.15)
        sites.append((capital[0] + radius * math.cos(angle), capital[1] + radius * math.sin(angle)))
    return sites


def _candidates(rng: Random, terrain: Terrain, count: int) -> list[lines.Point]:
    inner = terrain.land.buffer(-0.6)
    prepare(inner)
    west, south, east, north = inner.bounds
    found: list[lines.Point] = []
    while len(found) < count:
        place = (rng.uniform(west, east), rng.uniform(south, north))
        if inner.contains(Point(place)):
            found.append(place)
    return found


def _rooms(terrain: Terrain, places: list[lines.Point]) -> list[float]:
    """Kilometres a village keeps to itself: 3 by the river, about 12 in the hills."""
    spots = points(places)
    by_river, by_shore = distance(spots, terrain.waters).tolist(), distance(spots, terrain.shore).tolist()
    rooms = []
    for place, river, shore in zip(places, by_river, by_shore, strict=True):
        water, capital = min(river, 0.8 * shore + 1.0), math.dist(place, terrain.capital)
        rooms.append((3.2 + 8.0 * (1 - math.exp(-water / 9))) * (0.55 + 0.45 * (1 - math.exp(-capital / 30))))
    return rooms


def _borders(rng: Random, sites: list[lines.Point], land: Polygon) -> list[BaseGeometry]:
    """The edges between cells, bent by no more than a part of the room to the nearest site."""
    tree = STRtree(points(sites))
    edges = voronoi_polygons(MultiPoint(sites), extend_to=land, only_edges=True)
    rough = []
    for edge in sorted(get_parts(edges), key=lambda line: line.wkb):
        if edge.intersects(land):
            room = distance(edge, tree.geometries[tree.nearest(edge)])
            bend = min(0.17, 0.35 * room / max(edge.length, 0.01))
            straight = [(float(x), float(y)) for x, y in edge.coords]
            rough.append(LineString(lines.roughen(rng, straight, bend, 1.25)).intersection(land))
    return rough


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    return transform(shape, lambda rows: rows / (KM_PER_DEGREE_LONGITUDE, KM_PER_DEGREE_LATITUDE) + (WEST, SOUTH))


def _owned(faces: list[Polygon], sites: list[lines.Point], river: BaseGeometry) -> list[Polygon]:
    """One polygon a site; a piece without a site goes to the neighbour with the longest border on its own bank."""
    tree = STRtree(faces)
    holders: dict[int, int] = {}
    for number, site in enumerate(sites):
        holders[int(tree.query(Point(to_degrees(*site)), predicate="within")[0])] = number
    bank = river.buffer(GRID)
    loose = [index for index in range(len(faces)) if index not in holders]
    while loose:
        borders = {pair: _common(faces, pair, bank) for pair in _touching(tree, faces, loose, holders)}
        index, neighbour = max(sorted(borders), key=borders.__getitem__)
        holders[index] = holders[neighbour]
        loose.remove(index)
    held: list[list[Polygon]] = [[] for _ in sites]
    for index, number in sorted(holders.items()):
        held[number].append(faces[index])
    return [_one_polygon(shapes) for shapes in held]


def _one_polygon(pieces: list[Polygon]) -> Polygon:
    whole = union_all(pieces)
    assert isinstance(whole, Polygon)  # pieces were joined along a common border
    return whole


def _touching(tree: STRtree, faces: list[Polygon], loose: list[int], holders: dict[int, int]) -> list[tuple[int, int]]:
    near = [(index, int(other)) for index in loose for other in tree.query(faces[index], predicate="touches")]
    return [(index, other) for index, other in near if other in holders]


def _common(faces: list[Polygon], pair: tuple[int, int], bank: BaseGeometry) -> tuple[float, float]:
    border = faces[pair[0]].intersection(faces[pair[1]])
    return border.difference(bank).length, border.length
