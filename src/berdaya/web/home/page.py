"""Puts Beranda together: everything its template shows, from rows to finished texts and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.domain.values import RegionCode
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import Origin, PublishedRun
from berdaya.web.charts import bars, scale, trend
from berdaya.web.home.asked import STATUS, Asked
from berdaya.web.home.atlas import Ground, Group, Places, tile_grid, village_map
from berdaya.web.home.attention import Item, items
from berdaya.web.home.colouring import Colouring, colouring
from berdaya.web.home.figures import Comparison, Figure, figures, sentence, two_years
from berdaya.web.home.reading import Read
from berdaya.web.home.statuses import move_sentence, status_rows, unsettled
from berdaya.web.home.weakest import weakest
from berdaya.web.home.years import GapLine, gap_lines, gap_sentence, panels, year_counts
from berdaya.web.measure import Measure, inside, words
from berdaya.web.provenance import Provenance, provenance
from berdaya.web.published import Choice, Published, address, family_choices, year_choices
from berdaya.web.tables import StatusRow

DISTRICT = 6  # digits in the code of a kecamatan


@dataclass(frozen=True)
class Option:
    """One indicator of the list that colours the map."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class TableLine:
    """One village of the table that stands for the map."""

    href: str
    name: str
    district: str
    chip: SafeString
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Atlas:
    """Map and tiles, or the table, for one colouring."""

    name: str
    legend: SafeString
    map: SafeString | None
    tiles: SafeString
    choices: tuple[Choice, ...]
    options: tuple[tuple[str, tuple[Option, ...]], ...]
    hidden: tuple[tuple[str, str], ...]
    action: str
    geojson: str
    table_href: str
    map_href: str
    heads: tuple[str, ...]
    table: tuple[TableLine, ...]


@dataclass(frozen=True)
class WeakLine:
    """One line of "Indikator yang paling banyak menahan"."""

    name: str
    href: str
    on_map: str
    dimension: str
    executors: tuple[str, ...]
    lost: str
    bar: SafeString


@dataclass(frozen=True)
class AttentionLine:
    count: int
    words: str
    href: str


@dataclass(frozen=True)
class Home:
    """Everything the template of Beranda shows."""

    place: str
    code: str
    crumbs: tuple[tuple[str, str], ...]
    extent: str
    sentence: str
    figures: tuple[Figure, ...]
    families: tuple[Choice, ...]
    years: tuple[Choice, ...]
    index: str
    year: int
    before_year: int | None
    paired: int
    atlas: Atlas
    status_rows: tuple[StatusRow, ...]
    moves: str
    unsettled: int
    gaps: tuple[GapLine, ...]
    gap_axis: SafeString
    gap_sentence: str
    trend: SafeString
    trend_years: int
    trend_counts: str
    two_indices: bool
    weakest: tuple[WeakLine, ...]
    scores: tuple[int, int]
    attention: tuple[AttentionLine, ...]
    provenance: Provenance


def comparison(shown: Published, asked: Asked, read: Read) -> Comparison:
    measure = Measure(shown.edition(asked.family, asked.year))
    compared = two_years(measure, asked.year, read.rows, read.before_year, read.before_rows, len(read.desa))
    return replace(compared, in_district=len(read.territory) == DISTRICT)


def home(
    shown: Published,
    asked: Asked,
    read: Read,
    drawn: Ground | None,
    runs: Sequence[PublishedRun],
    officers: Sequence[str] | None = None,
    said: Sequence[Origin] = (),
) -> Home:
    """Beranda for one index, year and territory. `officers` are the territories of an officer's work.

    `said` are the sources that the ledger holds of it.
    """
    compared = comparison(shown, asked, read)
    lines = gap_lines(compared)
    return Home(
        place=place_name(read),
        code=RegionCode(read.territory).dotted if read.territory else "",
        crumbs=_crumbs(shown, asked, read),
        extent=_extent(read),
        sentence=sentence(compared),
        figures=tuple(figures(compared)),
        families=tuple(family_choices(shown, asked.family, reverse("home"), _territory(asked))),
        years=tuple(year_choices(shown, asked.family, asked.year, reverse("home"), _kept(asked, shown))),
        index=compared.measure.name,
        year=asked.year,
        before_year=compared.before_year,
        paired=len(compared.same.rows) if compared.is_paired else 0,
        atlas=atlas(shown, asked, read, drawn, compared),
        status_rows=tuple(status_rows(compared)),
        moves=move_sentence(compared),
        unsettled=unsettled(compared),
        gaps=tuple(lines),
        gap_axis=scale.axis(lines[0].scale) if lines else SafeString(""),
        gap_sentence=gap_sentence(compared),
        trend=trend.trend(panels(shown, read.series)),
        trend_years=len({(point.family, point.year) for point in read.series}),
        trend_counts=year_counts(shown, read.series),
        two_indices=len({point.family for point in read.series}) > 1,
        weakest=tuple(_weak_lines(shown, asked, compared)),
        scores=_score_range(compared),
        attention=tuple(_attention(asked, shown, items(compared, read.desa, officers))),
        provenance=provenance(compared.measure, read.rows, runs, said),
    )


def place_name(read: Read) -> str:
    """The territory's name as a heading; a kecamatan says that it is one."""
    if not read.above:
        return gettext("Indonesia")
    name = read.above[-1][1]
    return gettext("Kecamatan %(place)s") % {"place": name} if len(read.territory) == DISTRICT else name


def _territory(asked: Asked) -> dict[str, str]:
    return {"wilayah": RegionCode(asked.territory).dotted if asked.territory else ""}


def _kept(asked: Asked, shown: Published) -> dict[str, str]:
    kept = asked.parameters(shown)
    return {key: kept[key] for key in ("wilayah", "warna", "bentuk")}


def _crumbs(shown: Published, asked: Asked, read: Read) -> tuple[tuple[str, str], ...]:
    """The territories above, each opening its own view; the page itself has no address."""
    last = len(read.above) - 1
    return tuple(
        (name, asked.address(shown, territory=code) if place < last else "")
        for place, (code, name) in enumerate(read.above)
    )


def _extent(read: Read) -> str:
    desa = len(read.desa)
    districts = len({area.code[:6] for area in read.desa})
    words_desa = ngettext("%(count)d desa", "%(count)d desa", desa) % {"count": desa}
    words_districts = ngettext("%(count)d kecamatan", "%(count)d kecamatan", districts) % {"count": districts}
    return gettext("%(villages)s di %(districts)s") % {"villages": words_desa, "districts": words_districts}


def atlas(shown: Published, asked: Asked, read: Read, drawn: Ground | None, compared: Comparison) -> Atlas:
    """Map, tiles and table for the colouring asked for."""
    coloured = colouring(compared.measure, asked.colour, read.rows)
    places = village_places(shown, asked, read, coloured)
    edition = compared.measure.edition
    named = [(STATUS, gettext("Status")), (edition.head.code, compared.measure.name)]
    named += [(one.code, compared.measure.dimension(one.code)) for one in edition.main_dimensions]
    hidden = {**asked.parameters(shown), "warna": ""}
    return Atlas(
        name=inside(coloured.name),
        legend=coloured.legend(),
        map=village_map(places, drawn) if drawn else None,
        tiles=tile_grid(places, _groups(shown, asked, read)),
        choices=tuple(
            Choice(name, asked.address(shown, colour=code, fragment="peta"), code == asked.colour)
            for code, name in named
        ),
        options=_options(compared.measure, asked.colour),
        hidden=tuple((key, value) for key, value in hidden.items() if value),
        action=reverse("home"),
        geojson=asked.address(shown, "map-villages", table=False),
        table_href=asked.address(shown, table=True, fragment="peta"),
        map_href=asked.address(shown, table=False, fragment="peta"),
        heads=(compared.measure.name, *(compared.measure.dimension(one.code) for one in edition.main_dimensions)),
        table=tuple(_table(places, compared)) if asked.table else (),
    )


def village_places(shown: Published, asked: Asked, read: Read, coloured: Colouring) -> Places:
    """The villages of the territory, each opening its own page in the index and year shown."""
    parameters = shown.asked(asked.family, asked.year)
    addresses = {
        area.code: address(reverse("village", args=[RegionCode(area.code).dotted]), parameters) for area in read.desa
    }
    return Places(read.areas, {row.code: row for row in read.rows}, coloured, addresses)


def _groups(shown: Published, asked: Asked, read: Read) -> list[Group]:
    """Kecamatan; where no regency holds all villages, regencies."""
    if len(read.territory) < 4:
        regencies = [area for area in read.areas if len(area.code) == 4]
        return [Group(area.code, area.name, asked.address(shown, territory=area.code)) for area in regencies]
    names = {area.code[:6]: area.parent for area in read.desa}
    return [
        Group(code, name, asked.address(shown, territory=code) if code != read.territory else "")
        for code, name in sorted(names.items())
    ]


def _options(measure: Measure, chosen: str) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Every indicator under its section, or its dimension where it has none."""
    edition = measure.edition
    groups: dict[str, list[Option]] = {}
    for indicator in edition.indicators.values():
        section = edition.sections.get(indicator.section or "")
        title = words(section.name) if section else measure.dimension(indicator.dimension)
        groups.setdefault(title, []).append(Option(indicator.code, measure.short(indicator), indicator.code == chosen))
    return tuple((title, tuple(options)) for title, options in groups.items())


def _table(places: Places, compared: Comparison) -> list[TableLine]:
    """Villages from the lowest value of what is shown, those without one at the end."""
    measure = compared.measure

    def order(row: ResultRow) -> tuple[bool, float, str]:
        value = places.colouring.value(row)
        return value is None, value or 0, row.code

    return [
        TableLine(
            places.village_address.get(row.code, ""),
            row.name,
            row.district,
            measure.chip(row),
            _row_figures(measure, row),
        )
        for row in sorted(compared.rows, key=order)
    ]


def _row_figures(measure: Measure, row: ResultRow) -> tuple[str, ...]:
    ends = [(row.index_low, row.index_high)]
    ends += [row.dimensions.get(one.code, (0.0, 0.0)) for one in measure.edition.main_dimensions]
    return tuple(measure.span(low, high) for low, high in ends)


def _weak_lines(shown: Published, asked: Asked, compared: Comparison) -> list[WeakLine]:
    measure = compared.measure
    return [
        WeakLine(
            measure.short(one.indicator),
            _indicator_page(shown, asked, one.indicator.code),
            asked.address(shown, colour=one.indicator.code, table=False, fragment="peta"),
            measure.dimension(one.indicator.dimension),
            one.executors,
            measure.written(one.lost),
            bars.score_bar(one.distribution),
        )
        for one in weakest(measure.edition, compared.rows)
    ]


def _indicator_page(shown: Published, asked: Asked, code: str) -> str:
    """The page of an indicator over the same villages."""
    path = reverse("indicator-page", args=[asked.family.replace("_", "-"), code])
    place = RegionCode(asked.territory).dotted if asked.territory else ""
    return address(path, {"tahun": str(asked.year), "wilayah": place})


def _score_range(compared: Comparison) -> tuple[int, int]:
    scores = [score for one in compared.measure.edition.indicators.values() for score in one.scores]
    return (min(scores), max(scores)) if scores else (0, 5)


def _attention(asked: Asked, shown: Published, found: Sequence[Item]) -> list[AttentionLine]:
    parameters = {key: value for key, value in asked.parameters(shown).items() if key not in ("warna", "bentuk")}
    return [
        AttentionLine(item.count, item.words, address(reverse("attention", args=[item.kind]), parameters))
        for item in found
    ]
