"""Equal-area tiles: one per village, sorted low to high, in a row per kecamatan. The keyboard's way through the map."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.svg import html


@dataclass(frozen=True)
class Tile:
    """One village: the class of its fill ('' for no data), its words, its page."""

    fill: str
    label: str
    href: str = ""
    here: bool = False


@dataclass(frozen=True)
class TileRow:
    """One kecamatan: its villages from the lowest to the highest, and a figure such as the median, already written."""

    name: str
    tiles: tuple[Tile, ...]
    figure: str = ""
    href: str = ""


@dataclass(frozen=True)
class TileGrid:
    """All kecamatan in the order to be read, the head of the last column."""

    rows: tuple[TileRow, ...]
    figure_name: str = ""


def tile(one: Tile) -> SafeString:
    here = " tile--here" if one.here else ""
    return html(
        "a" if one.href else "span",
        href=one.href or None,
        class_=f"tile tile--{one.fill or 'none'}{here}",
        title=one.label,
        aria_label=one.label if not one.href else None,
        role=None if one.href else "img",
    )


def row(one: TileRow) -> SafeString:
    name = html("a", one.name, href=one.href) if one.href else SafeString(html("span", one.name))
    return html(
        "li",
        html("span", name, class_="tiles__name"),
        html("span", *map(tile, one.tiles), class_="tiles__row"),
        html("span", one.figure, class_="tiles__figure"),
        class_="tiles__line",
    )


def tile_grid(grid: TileGrid) -> SafeString:
    """The grid with its heads."""
    heads = html(
        "p",
        html("span", gettext("Kecamatan")),
        html("span", gettext("Satu petak satu desa, terendah di kiri")),
        html("span", grid.figure_name, class_="tiles__figure"),
        class_="tiles__heads",
    )
    return html("div", heads, html("ul", *map(row, grid.rows)), class_="tiles")
