"""Charts are well-formed, speak both languages to people and only machine numbers to the browser."""

import gzip
import re
from collections.abc import Callable
from random import Random
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from berdaya.web.charts import bars, choropleth, legend, marks, place, strip, svg, tiles, trend
from berdaya.web.charts.geometry import projection
from berdaya.web.charts.scale import Scale, axis
from berdaya.web.components.landscape import outline

SHARE = st.floats(0, 1, allow_nan=False)
SCALE = Scale(0.4, 1.0, (0.5, 0.7))
BANDS = (place.Band("Tertinggal <b>", 0.5989), place.Band("Maju & Mandiri", None))
SPREAD = bars.Spread(0.51, 0.62, 0.79)
YEARS = (trend.Year(2021, 0.66, 0.53, 0.8), trend.Year(2022, 0.7, 0.6, 0.81))

CHARTS: dict[str, Callable[[], str]] = {
    "chip": lambda: marks.chip(marks.Status(2, "Tertinggal & lain")),
    "chip of three": lambda: marks.chip(marks.Status(3, "Tinggi", 3), large=True),
    "chip between": lambda: marks.chip_between(marks.Status(2, "Tertinggal"), marks.Status(4, "Maju")),
    "step": lambda: marks.step(1, 5),
    "score": lambda: marks.score(None),
    "change": lambda: bars.change_bar(bars.Change(3, 48, 23, 87)),
    "scores": lambda: bars.score_bar(bars.Distribution(((0, 28), (3, 61), (5, 104)), missing=7)),
    "no scores": lambda: bars.score_bar(bars.Distribution(())),
    "gap": lambda: bars.gap_bar(SPREAD, SPREAD, SCALE, title="Ekonomi"),
    "axis": lambda: axis(SCALE),
    "place": lambda: place.place_strip(place.Place((0.41, 0.52, 0.9), BANDS, SCALE, 'Muara "Baru"', 0.52)),
    "place of nobody": lambda: place.place_strip(place.Place((), BANDS, SCALE)),
    "ticks": lambda: place.tick_line(place.Ticks((0.5, 0.5, 0.7), 0.5, SCALE, 0.7)),
    "trend": lambda: trend.trend(
        (
            trend.Panel("IDM", YEARS, 0.4, 1, (0.5,)),
            trend.Panel("Indeks Desa", (trend.Year(2025, 71, 60, 82),), 40, 100, (50,), 1, 0),
        )
    ),
    "tiles": lambda: tiles.tile_grid(
        tiles.TileGrid(
            (tiles.TileRow("A & B", (tiles.Tile("st-4", "Desa <1>", "/desa/1/"), tiles.Tile("", "Desa 2")), "0,7"),)
        )
    ),
    "strip": lambda: strip.heat_strip(
        strip.HeatStrip(
            ("2023", "2024"),
            (strip.Group("Modal", (strip.Column("A", (None, 3), "#a", 4), strip.Column("B", (0, 5)))),),
            "Median",
        )
    ),
    "legend": lambda: legend.status_legend([marks.Status(1, "Tertinggal")], without="Kelurahan"),
    "map": lambda: choropleth.choropleth(
        choropleth.Choropleth(
            "Peta",
            1000,
            800,
            (
                choropleth.Shape("M0 0l9 0 0 9z", "st-4", "Desa & satu", "/desa/1/", here=True),
                choropleth.Shape("M9 9l9 0 0 9z", "", "x"),
            ),
            (choropleth.Outline("M0 0l900 0 0 700z", "Muara", (450, 300)),),
        )
    ),
    "hatch": svg.hatch,
}
MACHINE = re.compile(r"-?\d+(\.\d+)?%?")
PLACED = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "width", "height", "fill-opacity"}


def parsed(chart: str) -> ElementTree.Element:
    return ElementTree.fromstring(chart)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_well_formed_and_its_places_are_machine_numbers(name: str, language: str) -> None:
    with translation.override(language):
        root = parsed(CHARTS[name]())
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute in PLACED:
                assert MACHINE.fullmatch(value), (element.tag, attribute, value)
            if attribute == "viewBox":
                assert all(MACHINE.fullmatch(part) for part in value.split())
            if attribute == "style":
                assert "," not in value


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_words_or_is_marked_as_decoration(name: str) -> None:
    root = parsed(CHARTS[name]())
    for picture in root.iter("svg"):
        if picture.get("role") == "img":
            title = picture.find("title")
            assert title is not None
            assert title.text


def test_numbers_for_people_follow_the_language() -> None:
    line = place.Ticks((0.5,), 0.7141, SCALE)
    with translation.override("id"):
        assert "median 0,7141" in place.tick_line(line)
    with translation.override("en"):
        assert "median 0.7141" in place.tick_line(line)


@given(SHARE, SHARE, SHARE)
def test_a_place_on_a_scale_stays_within_it_and_keeps_the_order(low: float, one: float, two: float) -> None:
    scale = Scale(low, low + 1)
    assert 0 <= scale.percent(one) <= 100
    assert (scale.percent(one) <= scale.percent(two)) or one > two


@given(st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(0, 50))
def test_the_pieces_of_a_score_bar_fill_it(counts: list[int], missing: int) -> None:
    chart = parsed(bars.score_bar(bars.Distribution(tuple(enumerate(counts)), missing)))
    pieces = [piece for piece in chart.iter("rect") if "parted" in (piece.get("class") or "")]
    widths = [float((piece.get("width") or "").rstrip("%")) for piece in pieces]
    assert len(pieces) == sum(count > 0 for count in [*counts, missing])
    assert not widths or abs(sum(widths) - 100) < 0.1


def test_two_indices_are_never_joined_by_a_line() -> None:
    chart = parsed(CHARTS["trend"]())
    lines = [line for line in chart.iter("line") if line.get("class") == "mean-line"]
    breaks = [line for line in chart.iter("line") if line.get("class") == "break"]
    at = float((breaks[0].get("x1") or "").rstrip("%"))
    assert len(lines) == len(YEARS) - 1
    assert breaks
    assert all(float((line.get(end) or "").rstrip("%")) < at for line in lines for end in ("x1", "x2"))


def test_a_missing_year_is_a_gap_in_the_line() -> None:
    years = (*YEARS, trend.Year(2024, 0.8, 0.7, 0.9))
    chart = parsed(trend.trend((trend.Panel("IDM", years, 0.4, 1, ()),)))
    assert sum(line.get("class") == "mean-line" for line in chart.iter("line")) == 1


@given(st.lists(st.integers(1, 130), min_size=1, max_size=8))
def test_a_long_edition_is_broken_into_lines_without_losing_a_column(sizes: list[int]) -> None:
    groups = tuple(
        strip.Group(str(number), tuple(strip.Column(f"{number}.{index}", (1,)) for index in range(size)))
        for number, size in enumerate(sizes)
    )
    drawn = list(strip.lines(groups))
    assert all(strip.width_of(line) <= strip.WIDEST for line in drawn)
    names = [column.name for line in drawn for group in line for column in group.columns]
    assert names == [column.name for group in groups for column in group.columns]


def test_every_digit_of_the_strip_is_also_said_with_its_year() -> None:
    with translation.override("id"):
        assert 'aria-label="A: 2023 belum ada, 2024 3, Median 4"' in CHARTS["strip"]()


def wandering(column: int, row: int, noise: Random) -> dict[str, object]:
    """A village of some 60 corners, as simplified official boundaries have."""
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    ring = []
    for index in range(60):
        side, part = divmod(index, 15)
        one, two = corners[side], corners[(side + 1) % 4]
        ring.append(
            (
                116 + 0.05 * (one[0] + (two[0] - one[0]) * part / 15) + noise.uniform(-0.004, 0.004),
                0.05 * (one[1] + (two[1] - one[1]) * part / 15) + noise.uniform(-0.004, 0.004),
            )
        )
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_a_map_of_240_villages_is_light() -> None:
    noise = Random(1)
    areas = [wandering(column, row, noise) for column in range(20) for row in range(12)]
    frame = projection(areas)
    shapes = tuple(
        choropleth.Shape(
            frame.path(area),
            f"st-{number % 5 + 1}",
            f"Desa {number}, Kecamatan: 0,7{number}",
            f"/desa/64020420{number}/",
        )
        for number, area in enumerate(areas)
    )
    drawn = choropleth.choropleth(choropleth.Choropleth("Peta", frame.width, frame.height, shapes))
    assert len(gzip.compress(drawn.encode())) < 45_000


def test_names_on_a_small_map_do_not_cover_each_other() -> None:
    outlines = tuple(
        choropleth.Outline("M0 0l1 0 0 1z", f"Kecamatan {number}", (40 + 60 * number, 400)) for number in range(16)
    )
    chart = choropleth.Choropleth("Peta", 1000, 800, (), outlines)
    names = choropleth.names(chart)
    for width in (choropleth.WIDE, choropleth.NARROW):
        kept = choropleth.without_overlap(names, width, width * 0.8)
        assert kept
        assert not any(one.meets(two, width, width * 0.8) for one in kept for two in kept if one is not two)


def test_neighbours_of_the_sample_map_share_their_border() -> None:
    corners = [(116.0, 0.0), (116.1, 0.0), (116.1, -0.1), (116.0, -0.1)]
    shifted = [(116.1, 0.0), (116.2, 0.0), (116.2, -0.1), (116.1, -0.1)]
    one, two = outline(corners)["coordinates"][0], outline(shifted)["coordinates"][0]
    assert len(set(one) & set(two)) > 2


def test_a_year_of_few_villages_is_marked_and_counted():
    years = (trend.Year(2021, 0.66, 0.53, 0.8, partial=15), trend.Year(2022, 0.7, 0.6, 0.81))
    drawn = trend.trend((trend.Panel("IDM", years, 0.4, 1, (0.5,)),))
    assert "hanya 15 desa" in drawn
    assert drawn.count("mean-dot--partial") == drawn.count("mean-line--partial") == 1
