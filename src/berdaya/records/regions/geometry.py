"""Checks a boundary before it is kept: a valid polygon in degrees, wound as RFC 7946 asks, with a point inside."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from berdaya.domain.problems import Problem

# About eleven metres: finer digits are not seen on a regency's map, and cost bytes on a slow line.
GRID_DEGREES = 1e-4
# A corner goes when its triangle is smaller than the square of a 400th of the extent: one or two pixels as drawn.
STEPS = 400


@dataclass(frozen=True, slots=True)
class Shape:
    """A checked geometry and the longitude and latitude of a point that lies inside it."""

    geometry: BaseGeometry
    inside: tuple[float, float]


def checked(code: str, geometry: Mapping[str, Any] | None) -> Shape:
    """Check one GeoJSON geometry. Rings wound the other way are turned; anything else wrong is refused.

    Raises `boundary.not_polygon`, `boundary.not_degrees` or `boundary.invalid`.
    """
    kind = (geometry or {}).get("type")
    if geometry is None or kind not in ("Polygon", "MultiPolygon"):
        raise Problem("boundary.not_polygon", code=code, found=kind or "null")
    try:
        polygon = shapely.force_2d(shape(dict(geometry)))
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, IndexError) as error:
        raise Problem("boundary.invalid", code=code, reason=str(error)) from error
    if polygon.is_empty:
        raise Problem("boundary.invalid", code=code, reason="empty")
    west, south, east, north = polygon.bounds
    if not all(map(math.isfinite, polygon.bounds)) or west < -180 or east > 180 or south < -90 or north > 90:
        raise Problem("boundary.not_degrees", code=code)
    if not polygon.is_valid:
        raise Problem("boundary.invalid", code=code, reason=explain_validity(polygon))
    inside = polygon.representative_point()
    return Shape(shapely.orient_polygons(polygon, exterior_cw=False), (inside.x, inside.y))


def simplified(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Thin out the lines of a whole set for the screen; neighbours keep their common border common."""
    if not shapes:
        return []
    west, south, east, north = shapely.total_bounds(list(shapes))
    tolerance = max(east - west, north - south) / STEPS
    thin = shapely.coverage_simplify(list(shapes), tolerance)
    return [_usable(after, before) for before, after in zip(shapes, thin, strict=True)]


def _usable(thin: BaseGeometry, whole: BaseGeometry) -> BaseGeometry:
    """A small island may vanish or fold when thinned; then its full shape serves."""
    rounded = shapely.set_precision(thin, GRID_DEGREES)
    usable = rounded.is_valid and rounded.geom_type in ("Polygon", "MultiPolygon") and not rounded.is_empty
    return shapely.orient_polygons(rounded if usable else whole, exterior_cw=False)


def geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """Write a geometry as GeoJSON with the digits the grid allows."""
    written = mapping(geometry)
    return {"type": written["type"], "coordinates": _rounded(written["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(float(coordinates), 6)
    return [_rounded(part) for part in coordinates]
