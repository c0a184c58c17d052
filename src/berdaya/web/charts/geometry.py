"""From longitude and latitude to short SVG paths: equirectangular at the middle latitude, on a grid of whole numbers.

Simplifying is the caller's work. Shared corners fall on the same grid point, so neighbours stay neighbours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import cos, radians
from typing import Any

Geometry = Mapping[str, Any]
Ring = Sequence[Sequence[float]]
Point = tuple[int, int]


def rings(geometry: Geometry) -> Iterator[Ring]:
    """All rings of a Polygon, MultiPolygon or GeometryCollection; other kinds have none."""
    kind = geometry["type"]
    if kind == "Polygon":
        yield from geometry["coordinates"]
    elif kind == "MultiPolygon":
        yield from chain.from_iterable(geometry["coordinates"])
    elif kind == "GeometryCollection":
        yield from chain.from_iterable(map(rings, geometry["geometries"]))


@dataclass(frozen=True)
class Projection:
    """Where the picture lies on the earth: its north-west corner, units per degree, and its size in units."""

    west: float
    north: float
    per_longitude: float
    per_latitude: float
    width: int
    height: int

    def point(self, place: Sequence[float]) -> Point:
        return round((place[0] - self.west) * self.per_longitude), round((self.north - place[1]) * self.per_latitude)

    def path(self, geometry: Geometry) -> str:
        """The path of a geometry; rings smaller than a grid cell vanish."""
        return "".join(map(ring_path, map(self.corners, rings(geometry))))

    def corners(self, ring: Ring) -> list[Point]:
        """The ring on the grid, without repeated points and without its closing point."""
        points = [self.point(place) for place in ring]
        kept = points[:1] + [two for one, two in pairwise(points) if two != one]
        return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept

    def middle(self, geometry: Geometry) -> Point:
        """A place for the name: the centroid of the largest ring, moved into it when it lies outside."""
        largest = max(map(self.corners, rings(geometry)), key=lambda corners: abs(doubled_area(corners)))
        return inner_point(largest)


def projection(geometries: Iterable[Geometry], width: int = 1000) -> Projection:
    """Fit all geometries into `width` units, one pixel of margin all round.

    A degree of longitude is shortened by the cosine of the middle latitude.
    """
    places = [place for geometry in geometries for ring in rings(geometry) for place in ring]
    west, east = min(place[0] for place in places), max(place[0] for place in places)
    south, north = min(place[1] for place in places), max(place[1] for place in places)
    per_latitude = (width - 2) / max((east - west) * cos(radians((south + north) / 2)), 1e-9)
    per_longitude = (width - 2) / max(east - west, 1e-9)
    height = round((north - south) * per_latitude) + 2
    return Projection(west - 1 / per_longitude, north + 1 / per_latitude, per_longitude, per_latitude, width, height)


def ring_path(corners: Sequence[Point]) -> str:
    """One closed ring in relative whole steps.

    >>> ring_path([(10, 10), (15, 10), (12, 4)])
    'M10 10l5 0-3-6z'
    """
    if len(corners) < 3:
        return ""
    steps = [step for one, two in pairwise(corners) for step in (two[0] - one[0], two[1] - one[1])]
    written = "".join(f" {step}" if step >= 0 else str(step) for step in steps).strip()
    return f"M{corners[0][0]} {corners[0][1]}l{written}z"


def doubled_area(corners: Sequence[Point]) -> int:
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise([*corners, corners[0]])) if corners else 0


def centroid(corners: Sequence[Point]) -> tuple[float, float]:
    area = doubled_area(corners)
    if not area:
        return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)
    weighted = [(one[0] * two[1] - two[0] * one[1], one, two) for one, two in pairwise([*corners, corners[0]])]
    return (
        sum((one[0] + two[0]) * weight for weight, one, two in weighted) / (3 * area),
        sum((one[1] + two[1]) * weight for weight, one, two in weighted) / (3 * area),
    )


def crossings(corners: Sequence[Point], y: float) -> list[float]:
    """Where the horizontal line at y meets the ring, from left to right."""
    edges = pairwise([*corners, corners[0]])
    return sorted(
        one[0] + (y - one[1]) * (two[0] - one[0]) / (two[1] - one[1])
        for one, two in edges
        if (one[1] > y) != (two[1] > y)
    )


def inner_point(corners: Sequence[Point]) -> Point:
    """The centroid, or else the middle of the widest span at its height."""
    x, y = centroid(corners)
    met = crossings(corners, y + 0.25)
    spans = list(zip(met[::2], met[1::2], strict=False))
    if not spans or any(left <= x <= right for left, right in spans):
        return round(x), round(y)
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return round((left + right) / 2), round(y)
