"""Puts the page of a village together: everything its template shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Value
from berdaya.domain.values import RegionCode
from berdaya.records.regions.maps import Area
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import Origin, PublishedRun
from berdaya.web.charts import place, strip
from berdaya.web.charts.scale import Scale
from berdaya.web.home.asked import STATUS
from berdaya.web.home.atlas import Places, ground, village_map
from berdaya.web.home.colouring import colouring
from berdaya.web.measure import Measure, listed
from berdaya.web.provenance import Provenance, provenance
from berdaya.web.published import Choice, Published, address, family_choices, year_choices
from berdaya.web.villages.comparables import ComparablePart, comparable_part
from berdaya.web.villages.dimensions import DimensionPart, YearLine, dimension_parts, year_table
from berdaya.web.villages.firmness import Firmness, firmness
from berdaya.web.villages.head import Figure, figures, known_values, sentence
from berdaya.web.villages.points import FIRST, Ceiling, PointLine, ceilings, point_lines
from berdaya.web.villages.reading import Village
from berdaya.web.villages.scores import heat_strip, is_scored

SMALL_MAP = 400


@dataclass(frozen=True)
class VillagePage:
    """Everything the template of a village shows."""

    name: str
    code: str
    crumbs: tuple[tuple[str, str], ...]
    chip: SafeString | None
    sentence: str
    figures: tuple[Figure, ...]
    families: tuple[Choice, ...]
    years: tuple[Choice, ...]
    index: str
    year: int
    peers: int
    place: SafeString | None
    dimensions: tuple[DimensionPart, ...]
    year_heads: tuple[int, ...]
    year_lines: tuple[YearLine, ...]
    count: int
    strip: SafeString
    scores: tuple[int, int]
    scored: bool
    missing: tuple[str, ...]
    points: tuple[PointLine, ...]
    further: tuple[PointLine, ...]
    ceilings: tuple[Ceiling, ...]
    at_top: int
    district: str
    map: SafeString | None
    neighbours: str
    findings: tuple[str, ...]
    provenance: Provenance
    firmness: Firmness | None
    comparable: ComparablePart | None
    what_if: str
    compare: str


def parameters(shown: Published, village: Village) -> dict[str, str]:
    return shown.asked(village.family, village.year)


def village_page(
    shown: Published,
    village: Village,
    areas: Sequence[Area],
    answers: Mapping[str, Value | None],
    runs: Sequence[PublishedRun],
    language: str,
    said: Sequence[Origin] = (),
) -> VillagePage:
    """The page of a village for one index and year."""
    measure = Measure(shown.edition(village.family, village.year))
    row = village.row
    years = shown.years[village.family]
    newest_first = tuple(reversed(years))
    dotted = village.region.dotted
    links = indicator_addresses(shown, village, measure)
    lines = point_lines(measure, row, answers, links) if row else []
    own = reverse("village", args=[dotted])
    tops = ceilings(measure, row) if row else []
    return VillagePage(
        name=village.region.name,
        code=dotted,
        crumbs=_crumbs(shown, village),
        chip=measure.chip(row, large=True) if row else None,
        sentence=sentence(village, measure),
        figures=tuple(figures(village, measure)),
        families=tuple(family_choices(shown, village.family, own, {})),
        years=tuple(year_choices(shown, village.family, village.year, own, {})),
        index=measure.name,
        year=village.year,
        peers=len(village.peers),
        place=_place(village, measure),
        dimensions=tuple(dimension_parts(village, measure)),
        year_heads=newest_first,
        year_lines=tuple(year_table(village, measure, newest_first)),
        count=len(measure.edition.indicators),
        strip=strip.heat_strip(heat_strip(village, measure, years, links)),
        scores=_range(measure),
        scored=is_scored(row),
        missing=tuple(measure.short(measure.edition.indicators[code]) for code in row.missing) if row else (),
        points=tuple(lines[:FIRST]),
        further=tuple(lines[FIRST:]),
        ceilings=tuple(tops),
        at_top=sum(len(one.names) for one in tops),
        district=village.region.district,
        map=_map(shown, village, measure, areas),
        neighbours=_neighbours(village, measure),
        findings=_findings(village, measure, language),
        provenance=provenance(measure, [row] if row else [], runs, said if row else ()),
        firmness=firmness(village, measure, links),
        comparable=comparable_part(village),
        what_if=address(reverse("what-if", args=[dotted]), parameters(shown, village)) if is_scored(row) else "",
        compare=address(reverse("comparison"), {"desa": dotted}, shown.asked(village.family, village.year)),
    )


def indicator_addresses(shown: Published, village: Village, measure: Measure) -> dict[str, str]:
    """The page of each indicator, in the year shown."""
    asked = parameters(shown, village)
    dotted = village.region.dotted
    return {code: address(reverse("indicator", args=[dotted, code]), asked) for code in measure.edition.indicators}


def _crumbs(shown: Published, village: Village) -> tuple[tuple[str, str], ...]:
    region, asked = village.region, parameters(shown, village)
    above = ((2, region.province), (4, region.regency), (6, region.district))
    links = [
        (name, address(reverse("home"), asked, {"wilayah": RegionCode(region.code[:length]).dotted}))
        for length, name in above
        if name
    ]
    return (*links, (region.name, ""))


def _place(village: Village, measure: Measure) -> SafeString | None:
    """All villages as dots over the classes, this one named; an interval is not drawn as a point."""
    values = known_values(village)
    if not values:
        return None
    whole = float(measure.scale)
    bands = tuple(
        place.Band(status.name, None if one.up_to is None else float(one.up_to))
        for one, status in zip(measure.edition.statuses, measure.statuses, strict=True)
    )
    first = min([*values, *(band.limit for band in bands[:1] if band.limit)]) - whole / 12
    scale = Scale(max(first, 0.0), whole)
    row = village.row
    index = row.index if row else None
    return place.place_strip(place.Place(tuple(values), bands, scale, village.region.name, index, measure.decimals))


def _range(measure: Measure) -> tuple[int, int]:
    scores = [score for one in measure.edition.indicators.values() for score in one.scores]
    return (min(scores), max(scores)) if scores else (0, 5)


def _map(shown: Published, village: Village, measure: Measure, areas: Sequence[Area]) -> SafeString | None:
    """The kecamatan with its villages by status, this one framed."""
    drawn = ground(areas, SMALL_MAP)
    if drawn is None:
        return None
    asked = parameters(shown, village)
    links = {
        area.code: address(reverse("village", args=[RegionCode(area.code).dotted]), asked)
        for area in areas
        if area.is_village and area.is_desa
    }
    rows = _in_district(village)
    places = Places(areas, {row.code: row for row in rows}, colouring(measure, STATUS, rows), links)
    return village_map(places, drawn, village.region.code)


def _in_district(village: Village) -> list[ResultRow]:
    return [peer for peer in village.peers if peer.code.startswith(village.region.code[:6])]


def _neighbours(village: Village, measure: Measure) -> str:
    """How many villages of the kecamatan have each class, the strongest first."""
    rows = _in_district(village)
    classes = zip(measure.edition.statuses, measure.statuses, strict=True)
    counts = [(status, sum(row.status == one.code for row in rows)) for one, status in classes]
    parts = [f"{count} {status.name}" for status, count in reversed(counts) if count]
    return gettext("%(count)d desa: %(classes)s.") % {"count": len(rows), "classes": listed(parts)} if parts else ""


def _findings(village: Village, measure: Measure, language: str) -> tuple[str, ...]:
    """What the audit found of the year, in words."""
    key = "en" if language.startswith("en") else "id"
    found = village.detail.findings if village.detail else ()
    return tuple(measure.told(str(one["message"][key])) for one in found)
