"""Invented values for the style guide, the same at every visit."""

from dataclasses import dataclass
from functools import cache
from random import Random
from statistics import mean, median, quantiles

from django.urls import reverse
from django.utils.translation import get_language, gettext

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.values import Text
from berdaya.web.charts import bars, choropleth, marks, place, strip, tiles, trend
from berdaya.web.charts.geometry import projection
from berdaya.web.charts.scale import Scale, written
from berdaya.web.components.landscape import Cell, cells, district_outline
from berdaya.web.tables import GapRow, StatusRow

EDITION, NEXT_EDITION = "idm-2023", "indeks-desa-2025"
SCALE = Scale(0.45, 1.0, (0.5, 0.6, 0.7, 0.8, 0.9))
FIRST = ("Muara", "Tanjung", "Bukit", "Sungai", "Long", "Teluk", "Rantau", "Batu", "Lubuk", "Pulau", "Kuala")
SECOND = ("Sejahtera", "Indah", "Baru", "Makmur", "Harapan", "Mulya", "Jaya", "Hulu", "Hilir", "Raya", "Seberang")


@dataclass(frozen=True)
class Village:
    """An invented village; `value` is None for a kelurahan, which has no index."""

    name: str
    district: str
    cell: Cell
    value: float | None
    before: float | None


def words(text: Text) -> str:
    return text.in_(get_language() or "id")


def name(number: int) -> str:
    return f"{FIRST[number * 7 % len(FIRST)]} {SECOND[(number * 5 + number // 11) % len(SECOND)]}"


@cache
def villages() -> tuple[Village, ...]:
    """Weak in the far north-west, strong towards the coast; a few kelurahan in the middle."""
    noise = Random(64)  # noqa: S311 - invented figures
    made = []
    for number, cell in enumerate(cells()):
        ward = (cell.column, cell.row) in {(7, 4), (8, 4), (7, 5)}
        value = min(0.58 + 0.016 * cell.column + 0.014 * cell.row + noise.gauss(0, 0.055), 0.98)
        before = None if ward else value - abs(noise.gauss(0.018, 0.014))
        made.append(Village(name(number), name(60 + cell.district * 3), cell, None if ward else value, before))
    return tuple(made)


def measured() -> list[Village]:
    return [village for village in villages() if village.value is not None]


def values() -> tuple[float, ...]:
    return tuple(village.value for village in villages() if village.value is not None)


def values_before() -> tuple[float, ...]:
    return tuple(village.before for village in villages() if village.before is not None)


def edition(code: str = EDITION) -> Edition:
    return catalogue.edition(code)


def statuses() -> list[marks.Status]:
    classes = edition().statuses
    return [marks.Status(level, words(one.name), len(classes)) for level, one in enumerate(classes, 1)]


def status(value: float) -> marks.Status:
    """The class of a sample value; a value on a limit belongs to the lower class."""
    limits = [one.up_to for one in edition().statuses if one.up_to is not None]
    return statuses()[sum(value > limit for limit in limits)]


def chosen() -> Village:
    return min(measured(), key=lambda village: abs((village.value or 0) - 0.714))


def figure(village: Village) -> str:
    if village.value is None:
        return gettext("kelurahan, di luar indeks")
    return f"{written(village.value)}, {status(village.value).name}"


def label(village: Village) -> str:
    return f"{village.name}, {village.district}: {figure(village)}"


def fill(village: Village) -> str:
    return "" if village.value is None else f"st-{status(village.value).level}"


def village_map() -> choropleth.Choropleth:
    everyone = villages()
    frame = projection(village.cell.geometry for village in everyone)
    here, page = chosen(), reverse("components")
    shapes = tuple(
        choropleth.Shape(frame.path(v.cell.geometry), fill(v), label(v), f"{page}#peta", v is here) for v in everyone
    )
    outlines = []
    for district in sorted({village.district for village in everyone}):
        shape = district_outline([village.cell for village in everyone if village.district == district])
        outlines.append(choropleth.Outline(frame.path(shape), district, frame.middle(shape)))
    title = gettext("Peta status menurut desa (contoh)")
    return choropleth.Choropleth(title, frame.width, frame.height, shapes, tuple(outlines))


def features() -> list[dict[str, object]]:
    """The same map as GeoJSON features, for the enlarged view."""
    page = reverse("components")
    drawn: list[dict[str, object]] = [
        {
            "type": "Feature",
            "geometry": v.cell.geometry,
            "properties": {
                "name": v.name,
                "place": v.district,
                "label": figure(v),
                "fill": fill(v),
                "href": f"{page}#peta",
            },
        }
        for v in villages()
    ]
    for district in sorted({village.district for village in villages()}):
        shape = district_outline([village.cell for village in villages() if village.district == district])
        drawn.append({"type": "Feature", "geometry": shape, "properties": {"name": district, "outline": True}})
    return drawn


def tile_grid() -> tiles.TileGrid:
    """Kecamatan from the lowest median; villages in them from the lowest value."""
    groups: dict[str, list[Village]] = {}
    for village in measured():
        groups.setdefault(village.district, []).append(village)
    medians = {district: median(v.value or 0 for v in members) for district, members in groups.items()}
    page, here = reverse("components"), chosen()
    rows = tuple(
        tiles.TileRow(
            district,
            tuple(
                tiles.Tile(fill(v), label(v), f"{page}#petak", v is here)
                for v in sorted(groups[district], key=lambda v: v.value or 0)
            ),
            written(medians[district], 3),
        )
        for district in sorted(groups, key=lambda district: medians[district])
    )
    return tiles.TileGrid(rows, gettext("Median"))


def status_rows() -> list[StatusRow]:
    now = [status(value).level for value in values()]
    before = [status(value).level for value in values_before()]
    most = max(max(now.count(level), before.count(level)) for level in range(1, 6))
    return [StatusRow(one, before.count(one.level), now.count(one.level), most) for one in reversed(statuses())]


def spread(figures: tuple[float, ...]) -> bars.Spread:
    tenths = quantiles(figures, n=10, method="inclusive")
    return bars.Spread(tenths[0], tenths[4], tenths[8])


def gap_rows() -> list[GapRow]:
    rows = []
    for shift, dimension in zip(
        (0.0, 0.04, -0.06, 0.02), [None, *list(edition().dimensions.values())[:3]], strict=True
    ):
        title = edition().short_name if dimension is None else words(dimension.short)
        before = spread(tuple(value + shift for value in values_before()))
        after = spread(tuple(value + shift for value in values()))
        rows.append(GapRow(title, before, after, SCALE, 0.061 - shift / 2, 0.053 - shift / 2, (0.048, 0.057)))
    return rows


def distributions() -> list[tuple[str, bars.Distribution]]:
    noise = Random(5)  # noqa: S311 - invented figures
    out = []
    for indicator in list(edition().indicators.values())[-12:-6]:
        draws = noise.choices(range(6), weights=(noise.random(), 3, 0.7, 2, noise.random() * 2, 3), k=180)
        counts = tuple((score, draws.count(score)) for score in range(6))
        out.append((words(indicator.short), bars.Distribution(counts, missing=noise.choice((0, 0, 13)))))
    return out


def place_strip() -> place.Place:
    classes = edition().statuses
    limits = tuple(place.Band(words(one.name), None if one.up_to is None else float(one.up_to)) for one in classes)
    here = chosen()
    return place.Place(values(), limits, SCALE, here.name, here.value)


def dimensions() -> list[tuple[str, float, place.Ticks]]:
    noise, out = Random(3), []  # noqa: S311 - invented figures
    for shift, dimension in zip((0.03, -0.08, 0.05), list(edition().dimensions.values())[:3], strict=True):
        drawn = tuple(round((value + shift + noise.gauss(0, 0.02)) * 60) / 60 for value in values())
        mine = round((0.714 + shift) * 60) / 60
        out.append((words(dimension.short), mine, place.Ticks(drawn, median(drawn), Scale(0.38, 1.05), mine)))
    return out


def heat_strip(code: str, years: tuple[str, ...], missing: int) -> strip.HeatStrip:
    """All indicators of a real edition with invented scores."""
    source, noise, page = edition(code), Random(11), reverse("components")  # noqa: S311 - invented figures
    groups: dict[str, list[strip.Column]] = {}
    for indicator in source.indicators.values():
        scores = noise.choices((1, 2, 3, 4, 5), weights=(3, 1, 2, 1, 9), k=len(years))
        steady = tuple(None if year < missing else max(scores[0], scores[year] - 1) for year in range(len(years)))
        column = strip.Column(words(indicator.short), steady, f"{page}#jalur", min(scores[-1] + 1, 5))
        section = source.sections[indicator.section or ""].name
        groups.setdefault(words(section), []).append(column)
    parts = tuple(strip.Group(title, tuple(columns)) for title, columns in groups.items())
    return strip.HeatStrip(years, parts, gettext("Median"))


def trend_panels() -> tuple[trend.Panel, ...]:
    """Four years of one index, then one year of another, never joined."""
    now = values()
    years = []
    for back, year in ((3, 2021), (2, 2022), (1, 2023), (0, 2024)):
        shown = tuple(value - back * (0.03 - (value - 0.7) / 10) for value in now)
        part = spread(shown)
        years.append(trend.Year(year, mean(shown), part.p10, part.p90))
    old = trend.Panel(edition().short_name, tuple(years), 0.5, 1.0, (0.5, 0.6, 0.7, 0.8, 0.9, 1.0), decimals=3)
    new = trend.Panel(
        edition(NEXT_EDITION).short_name, (trend.Year(2025, 71.4, 61.2, 82.6),), 40, 100, (40, 60, 80, 100), 1, 0
    )
    return old, new
