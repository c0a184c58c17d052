"""A map of villages filled by class. Every village is a link; tiles or a table beside it serve the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from berdaya.web.charts.geometry import Point
from berdaya.web.charts.svg import NO_DATA, element, html, plain, share

LETTER: Final = 7.2  # average width of a letter of a name on the map, px
LINE: Final = 24  # room around a name, px
WIDE: Final = 620  # usual width on a desk, px
NARROW: Final = 358


@dataclass(frozen=True)
class Shape:
    """One village: its path, the class of its fill (`st-4`, `sk-2`, `pick-1`, `off`, or '' for no data), its words."""

    path: str
    fill: str
    label: str
    href: str = ""
    here: bool = False


@dataclass(frozen=True)
class Outline:
    """One kecamatan: its path, its name, and where the name stands."""

    path: str
    name: str = ""
    at: Point = (0, 0)


@dataclass(frozen=True)
class Choropleth:
    """A whole map in the units of its projection; `window` shows a part of it (x, y, width, height)."""

    title: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    outlines: tuple[Outline, ...] = ()
    window: tuple[int, int, int, int] | None = None

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.window or (0, 0, self.width, self.height)


def village(shape: Shape) -> SafeString:
    fill = None if shape.fill else NO_DATA
    path = element("path", element("title", shape.label), d=shape.path, class_=shape.fill or None, fill=fill)
    return element("a", path, href=shape.href, tabindex="-1") if shape.href else path


def drawing(chart: Choropleth) -> SafeString:
    """Villages, then kecamatan outlines, then the chosen village on a white halo."""
    here = [shape for shape in chart.shapes if shape.here]
    parts = [element("g", *map(village, chart.shapes), class_="map__villages")]
    if chart.outlines:
        parts.append(element("path", d="".join(outline.path for outline in chart.outlines), class_="map__outline"))
    for shape in here:
        parts.append(element("path", d=shape.path, class_="map__halo"))
        parts.append(element("path", d=shape.path, class_="map__here"))
    box = " ".join(map(str, chart.box))
    return element("svg", *parts, viewBox=box, width="100%", height="100%", preserveAspectRatio="xMidYMid meet")


@dataclass(frozen=True)
class Label:
    name: str
    x: float
    y: float

    def meets(self, other: "Label", width: float, height: float) -> bool:
        across, down = abs(self.x - other.x) * width / 100, abs(self.y - other.y) * height / 100
        return across < (len(self.name) + len(other.name)) * LETTER / 2 + LINE / 2 and down < LINE

    def inside(self, width: float) -> bool:
        half = len(self.name) * LETTER / 2
        return half <= self.x * width / 100 <= width - half


def names(chart: Choropleth) -> list[Label]:
    """Names of the outlines inside the window, the longest path (the richest outline) first."""
    left, top, width, height = chart.box
    placed = [
        Label(outline.name, 100 * (outline.at[0] - left) / width, 100 * (outline.at[1] - top) / height)
        for outline in sorted(chart.outlines, key=lambda outline: -len(outline.path))
        if outline.name
    ]
    return [label for label in placed if 0 < label.x < 100 and 0 < label.y < 100]


def without_overlap(labels: list[Label], width: float, height: float) -> list[Label]:
    """Keep a name where it covers no earlier name at this size."""
    kept: list[Label] = []
    for label in labels:
        if label.inside(width) and not any(label.meets(other, width, height) for other in kept):
            kept.append(label)
    return kept


def written_names(chart: Choropleth) -> Iterator[SafeString]:
    """Names at a constant size: all that fit on a desk, of them those that also fit on a telephone."""
    ratio = chart.box[3] / chart.box[2]
    wide = without_overlap(names(chart), WIDE, WIDE * ratio)
    narrow = without_overlap(wide, NARROW, NARROW * ratio)
    for label in wide:
        size = "map__name" if label in narrow else "map__name only-wide"
        yield element("text", label.name, x=share(label.x), y=share(label.y), class_=size)


def choropleth(chart: Choropleth, class_: str = "") -> SafeString:
    """The map keeps its proportions at every width; names stand on it in percent and keep their size."""
    _, _, width, height = chart.box
    inside = element(
        "svg",
        element("title", chart.title),
        drawing(chart),
        *written_names(chart),
        role="group",
        width="100%",
        height="100%",
    )
    return html("div", inside, class_=f"map {class_}".strip(), style=f"--ratio:{plain(width)}/{plain(height)}")
