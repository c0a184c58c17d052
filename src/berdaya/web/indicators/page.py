"""The page of one indicator: how villages stand in it, where it is weak, its rubric, its years, who can lift it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.domain.index.definition import Indicator
from berdaya.domain.values import RegionCode
from berdaya.records.regions.maps import Area
from berdaya.records.runs.scores import ScorePoint
from berdaya.web.charts import trend
from berdaya.web.home.asked import Asked
from berdaya.web.home.atlas import Group, Places, ground, tile_grid, village_map
from berdaya.web.home.colouring import colouring
from berdaya.web.home.weakest import distribution, lost
from berdaya.web.indicators.overview import page_address
from berdaya.web.indicators.reading import View
from berdaya.web.indicators.rubric import BandLine, band_lines
from berdaya.web.indicators.through_years import YearLine, panels, year_lines
from berdaya.web.measure import inside, words
from berdaya.web.published import Choice, address
from berdaya.web.villages.points import Office, offices


@dataclass(frozen=True)
class Figure:
    """One of the figures at the head of the page."""

    number: str
    what: str
    meaning: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything above the list of villages."""

    name: str
    full_name: str
    code: str
    dimension: str
    index: str
    year: int
    place: str
    sentence: str
    figures: tuple[Figure, ...]
    years: tuple[Choice, ...]
    bands: tuple[BandLine, ...]
    missing: int
    map: SafeString | None
    tiles: SafeString
    legend: SafeString
    geojson: str
    trend: SafeString
    year_lines: tuple[YearLine, ...]
    broken: bool
    offices: tuple[Office, ...]
    one_below: int
    one_below_href: str


def indicator_model(
    view: View, indicator: Indicator, areas: Sequence[Area], points: Sequence[ScorePoint]
) -> IndicatorPage:
    """The page of an indicator of the edition shown."""
    measure, rows = view.measure, view.rows
    scores = [row.scores for row in rows if row.scores]
    spread = distribution(indicator, scores)
    counts = dict(spread.counts)
    drawn = panels(indicator, points, measure.short(indicator))
    places = _places(view, indicator, areas)
    shapes = ground(areas)
    second = indicator.scores[-2] if len(indicator.scores) > 1 else None
    return IndicatorPage(
        name=measure.short(indicator),
        full_name=words(indicator.name),
        code=indicator.code,
        dimension=measure.dimension(indicator.dimension),
        index=measure.name,
        year=view.year,
        place=view.place,
        sentence=_sentence(view, indicator, counts),
        figures=tuple(_figures(view, indicator, counts, lost(measure.edition, scores).get(indicator.code))),
        years=tuple(_years(view, indicator)),
        bands=tuple(band_lines(indicator, spread)),
        missing=spread.missing,
        map=village_map(places, shapes) if shapes else None,
        tiles=tile_grid(places, _groups(view, indicator, areas)),
        legend=places.colouring.legend(),
        geojson=Asked(view.family, view.year, indicator.code, view.asked).address(view.shown, "map-villages"),
        trend=trend.trend(drawn),
        year_lines=tuple(reversed(year_lines(indicator, points))),
        broken=len(drawn) > 1,
        offices=offices(indicator),
        one_below=counts.get(second, 0) if second is not None else 0,
        one_below_href=address("", view.parameters, {"skor": str(second)}, fragment="daftar"),
    )


def _places(view: View, indicator: Indicator, areas: Sequence[Area]) -> Places:
    parameters = view.shown.asked(view.family, view.year)
    addresses = {
        area.code: address(reverse("indicator", args=[RegionCode(area.code).dotted, indicator.code]), parameters)
        for area in areas
        if area.is_village and area.is_desa
    }
    coloured = colouring(view.measure, indicator.code, view.rows)
    return Places(areas, {row.code: row for row in view.rows}, coloured, addresses)


def _groups(view: View, indicator: Indicator, areas: Sequence[Area]) -> list[Group]:
    """Kecamatan, or regencies where no regency holds all; each opens this page for itself."""
    length = 6 if len(view.territory) >= 4 else 4
    own = page_address(view, indicator.code)
    names = {area.code: area.name for area in areas if len(area.code) == length}
    return [
        Group(
            code,
            name,
            address(
                own.partition("?")[0], view.shown.asked(view.family, view.year), {"wilayah": RegionCode(code).dotted}
            )
            if code != view.asked
            else "",
        )
        for code, name in sorted(names.items())
    ]


def _years(view: View, indicator: Indicator) -> list[Choice]:
    """The years of this index whose edition has the indicator."""
    path = page_address(view, indicator.code).partition("?")[0]
    years = [
        year
        for year in view.shown.years[view.family]
        if indicator.code in view.shown.edition(view.family, year).indicators
    ]
    return [Choice(str(year), address(path, {"tahun": str(year)}, view.within), year == view.year) for year in years]


def _sentence(view: View, indicator: Indicator, counts: Mapping[int, int]) -> str:
    """How many villages are not at the top, and where the indicator is weakest."""
    answered = sum(counts.values())
    if not answered:
        return gettext("Belum ada skor untuk tahun ini.")
    below = answered - counts[indicator.top]
    if not below:
        return gettext("Semua desa sudah di skor teratas; menambahnya tidak lagi menggeser %(index)s.") % {
            "index": view.measure.name
        }
    parts = [
        ngettext(
            "%(below)d dari %(all)d desa belum di skor teratas.",
            "%(below)d dari %(all)d desa belum di skor teratas.",
            below,
        )
        % {"below": below, "all": answered}
    ]
    districts = district_means(view, indicator.code)
    if len(districts) > 1:
        name, mean = districts[0]
        parts.append(
            gettext("Terlemah di Kecamatan %(place)s, rata-rata %(mean)s.")
            % {"place": name, "mean": _score(view, mean)}
        )
    return " ".join(parts)


def district_means(view: View, code: str) -> list[tuple[str, Fraction]]:
    """Each kecamatan with its mean score, the weakest first; equal ones by name."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in view.rows:
        score = (row.scores or {}).get(code)
        if score is not None:
            found.setdefault((row.district, row.district_code), []).append(score)
    means = [(name, Fraction(sum(scores), len(scores))) for (name, _), scores in found.items()]
    return sorted(means, key=lambda pair: (pair[1], pair[0]))


def _score(view: View, mean: Fraction) -> str:
    return view.measure.written(mean, view.measure.decimals - 1)


def _figures(view: View, indicator: Indicator, counts: Mapping[int, int], loss: Fraction | None) -> list[Figure]:
    """Mean, share at the top, and what the index would gain; nothing where nobody answered."""
    answered = sum(counts.values())
    if not answered or loss is None:
        return []
    mean = Fraction(sum(score * count for score, count in counts.items()), answered)
    top = counts[indicator.top]
    place = {"index": inside(view.measure.name), "place": view.place or gettext("Indonesia")}
    lowest = counts[indicator.scores[0]]
    return [
        Figure(
            _score(view, mean),
            gettext("rata-rata skor, dari %(top)d") % {"top": indicator.top},
            ngettext("%(count)d desa dijawab", "%(count)d desa dijawab", answered) % {"count": answered},
        ),
        Figure(
            str(top),
            gettext("desa di skor teratas"),
            gettext("%(share)d%% dari yang dijawab") % {"share": round(100 * top / answered)},
        ),
        Figure(
            str(lowest), gettext("desa di skor terendah"), gettext("skor %(score)d") % {"score": indicator.scores[0]}
        ),
        Figure(
            view.measure.change(loss),
            gettext("%(index)s %(place)s, bila semua di skor teratas") % place,
            gettext("hitungan; tidak mengatakan apa yang mungkin atau berapa biayanya"),
        ),
    ]
