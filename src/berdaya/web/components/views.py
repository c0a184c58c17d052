"""The page Komponen and the sample map for its enlarged view. Neither reads the database."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from berdaya.web.charts import bars, choropleth, legend, marks, place, strip, tiles, trend
from berdaya.web.components import samples

SWATCHES = {
    "status": ("status-1", "status-2", "status-3", "status-4", "status-5"),
    "score": ("score-0", "score-1", "score-2", "score-3", "score-4", "score-5"),
    "ink": ("ink", "ink-2", "edge", "line", "paper-2", "nila", "nila-pale", "warn", "error"),
}


def components(request: HttpRequest) -> HttpResponse:
    """Every part of the design system with invented values."""
    statuses = samples.statuses()
    here = samples.chosen()
    parts = {
        "swatches": SWATCHES,
        "statuses": statuses,
        "chips": [marks.chip(status) for status in statuses],
        "chip_between": marks.chip_between(statuses[2], statuses[3]),
        "here": here,
        "here_chip": marks.chip(samples.status(here.value or 0), large=True),
        "trail": [(gettext("Provinsi Contoh"), "#"), (gettext("Kabupaten Contoh"), "#"), (here.name, "")],
        "status_legend": legend.status_legend(statuses, without=gettext("Kelurahan")),
        "map": choropleth.choropleth(samples.village_map()),
        "tiles": tiles.tile_grid(samples.tile_grid()),
        "status_rows": samples.status_rows(),
        "gap_rows": samples.gap_rows(),
        "distributions": [(title, bars.score_bar(one)) for title, one in samples.distributions()],
        "place": place.place_strip(samples.place_strip()),
        "dimensions": [(name, value, place.tick_line(ticks)) for name, value, ticks in samples.dimensions()],
        "strip": strip.heat_strip(samples.heat_strip(samples.EDITION, ("2021", "2022", "2023", "2024"), 1)),
        "long_strip": strip.heat_strip(samples.heat_strip(samples.NEXT_EDITION, ("2025",), 0)),
        "trend": trend.trend(samples.trend_panels()),
    }
    return render(request, "berdaya/components/components.html", parts)


def sample_map(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {"type": "FeatureCollection", "features": samples.features()}, content_type="application/geo+json"
    )
