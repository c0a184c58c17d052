"""The map and the tiles of Beranda from the villages' shapes and figures; and the same as GeoJSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.records.regions.maps import Area
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import choropleth, geometry, tiles
from berdaya.web.home.colouring import Colouring

WIDTH = 800  # units across: a little finer than the pixels of a desk


@dataclass(frozen=True)
class Ground:
    """The drawn shapes of a territory: paths of villages by code, outlines of kecamatan. Kept between requests."""

    width: int
    height: int
    paths: Mapping[str, str]
    outlines: tuple[choropleth.Outline, ...]


def ground(areas: Iterable[Area], width: int = WIDTH) -> Ground | None:
    """Project the shapes; None where there are none."""
    shaped = [area for area in areas if area.geometry and (area.is_village or area.is_district)]
    villages = [area for area in shaped if area.is_village]
    if not villages:
        return None
    frame = geometry.projection((area.geometry for area in shaped if area.geometry), width)
    paths = {area.code: frame.path(area.geometry or {}) for area in villages}
    outlines = tuple(
        choropleth.Outline(frame.path(area.geometry), area.name, frame.middle(area.geometry))
        for area in shaped
        if area.is_district and area.geometry
    )
    return Ground(frame.width, frame.height, paths, outlines)


@dataclass(frozen=True)
class Places:
    """The villages to draw, their figures by code, and how they are coloured."""

    areas: Sequence[Area]
    rows: Mapping[str, ResultRow]
    colouring: Colouring
    village_address: Mapping[str, str]

    def fill(self, area: Area) -> str:
        if not area.is_desa:
            return "off"
        row = self.rows.get(area.code)
        return self.colouring.fill(row) if row else ""

    def figure(self, area: Area) -> str:
        if not area.is_desa:
            return gettext("kelurahan, di luar indeks")
        row = self.rows.get(area.code)
        return self.colouring.figure(row) if row else gettext("belum ada data")

    def label(self, area: Area) -> str:
        return f"{area.name}, {area.parent}: {self.figure(area)}"

    def href(self, area: Area) -> str:
        return self.village_address.get(area.code, "")


def village_map(places: Places, drawn: Ground, here: str = "") -> SafeString:
    """The villages filled by their figures."""
    shapes = tuple(
        choropleth.Shape(
            drawn.paths[area.code], places.fill(area), places.label(area), places.href(area), area.code == here
        )
        for area in places.areas
        if area.is_village and area.code in drawn.paths
    )
    title = gettext("Peta desa menurut %(what)s") % {"what": places.colouring.name}
    return choropleth.choropleth(
        choropleth.Choropleth(title, drawn.width, drawn.height, shapes, drawn.outlines),
    )


@dataclass(frozen=True)
class Group:
    """A row of tiles: a kecamatan (or, where a whole province is shown, a regency)."""

    code: str
    name: str
    href: str = ""


def tile_grid(places: Places, groups: Sequence[Group]) -> SafeString:
    """Groups from the lowest median, of equal ones from the lowest mean; in them villages from the lowest figure.

    Villages without a figure stand at the end.
    """
    desa = [area for area in places.areas if area.is_village and area.is_desa]
    medians: dict[str, float | None] = {}
    means: dict[str, float] = {}
    members: dict[str, list[Area]] = {}
    for group in groups:
        members[group.code] = sorted(
            (area for area in desa if area.code.startswith(group.code)), key=lambda area: _order(places, area)
        )
        known = [value for area in members[group.code] if (value := _value(places, area)) is not None]
        medians[group.code] = median(known) if known else None
        means[group.code] = fmean(known) if known else 0.0

    def order(group: Group) -> tuple[bool, float, float, str]:
        middle = medians[group.code]
        return middle is None, middle or 0.0, means[group.code], group.name

    ordered = sorted(groups, key=order)
    rows = tuple(
        tiles.TileRow(
            group.name,
            tuple(tiles.Tile(places.fill(area), places.label(area), places.href(area)) for area in members[group.code]),
            _written(places.colouring, medians[group.code]),
            group.href,
        )
        for group in ordered
        if members[group.code]
    )
    return tiles.tile_grid(tiles.TileGrid(rows, gettext("Median")))


def _value(places: Places, area: Area) -> float | None:
    row = places.rows.get(area.code)
    return places.colouring.value(row) if row else None


def _order(places: Places, area: Area) -> tuple[bool, float, str]:
    value = _value(places, area)
    return value is None, value or 0, area.name


def _written(colouring: Colouring, value: float | None) -> str:
    return "–" if value is None else colouring.written(value)


def features(places: Places) -> list[dict[str, Any]]:
    """The map as GeoJSON features for the enlarged view: villages with their words, kecamatan as outlines."""
    return [_village_feature(places, area) for area in places.areas if area.is_village and area.geometry] + [
        {"type": "Feature", "geometry": area.geometry, "properties": {"name": area.name, "outline": True}}
        for area in places.areas
        if area.is_district and area.geometry
    ]


def _village_feature(places: Places, area: Area) -> dict[str, Any]:
    properties = {
        "code": RegionCode(area.code).dotted,
        "name": area.name,
        "place": area.parent,
        "label": places.figure(area),
        "fill": places.fill(area),
        "href": places.href(area),
    }
    return {"type": "Feature", "geometry": area.geometry, "properties": properties}
