"""The list of indicators, and the page of one of them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.domain.index.definition import Indicator
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.observations.selectors import answers
from berdaya.records.regions.maps import areas, stamp
from berdaya.records.runs.scores import ScorePoint, score_series
from berdaya.records.runs.summaries import published_runs
from berdaya.web.account.reader import figures_for, reader
from berdaya.web.indicators.near import NearLine, near_lines
from berdaya.web.indicators.overview import indicator_lines, listing
from berdaya.web.indicators.page import IndicatorPage, indicator_model
from berdaya.web.indicators.reading import View, view
from berdaya.web.indicators.scored import listing as villages_listing
from berdaya.web.indicators.scored import scored
from berdaya.web.indicators.through_years import before
from berdaya.web.keeping import kept, standing
from berdaya.web.lists.answer import answer
from berdaya.web.measure import language
from berdaya.web.published import family_choices, published, year_choices


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators of one index and year, over the villages of a territory."""
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return render(request, "berdaya/home/empty.html")
    found = view(figures_for(reader(request)), shown, runs, request.GET)
    result = answer(request, listing(found), indicator_lines(found) if _is_scored(found) else [])
    if isinstance(result, HttpResponse):
        return result
    rest = {**result.filters, **found.within}
    context = {
        "list": result,
        "view": found,
        "families": family_choices(shown, found.family, reverse("indicators"), rest),
        "years": year_choices(shown, found.family, found.year, reverse("indicators"), rest),
        "places": _places(found),
        "kept": [(key, value) for key, value in {**result.filters, **shown.asked(found.family, found.year)}.items()],
        "scores": _range(found),
    }
    return render(request, "berdaya/indicators/indicators.html", context)


@require_safe
def indicator_page(request: HttpRequest, family: str, code: str) -> HttpResponse:
    """One indicator over all villages of a territory."""
    runs = published_runs()
    shown = published(runs)
    if family.replace("-", "_") not in shown.years:
        raise Http404
    found = view(figures_for(reader(request)), shown, runs, request.GET, family)
    indicator = found.measure.edition.indicators.get(code)
    if indicator is None or not indicator.bands:
        return _elsewhere(found, code)
    points = _points(found, code)
    earlier = before(points, found.year, code)
    made = villages_listing(found, indicator, compared=bool(earlier))
    result = answer(request, made, scored(found, code, earlier))
    if isinstance(result, HttpResponse):
        return result
    context = {
        "list": result,
        "page": _model(found, indicator, points),
        "places": _places(found),
        "kept": [(key, value) for key, value in {**result.filters, "tahun": str(found.year)}.items()],
        "near": _near(reader(request), found, indicator),
        "all": f"{reverse('indicators')}?indeks={family}&tahun={found.year}",
    }
    return render(request, "berdaya/indicators/indicator.html", context)


def _is_scored(found: View) -> bool:
    """Whether scores were imported, not only dimensions."""
    return any(any(score is not None for score in (row.scores or {}).values()) for row in found.rows)


def _range(found: View) -> tuple[int, int]:
    scores = [score for one in found.measure.edition.indicators.values() for score in one.scores]
    return (min(scores), max(scores)) if scores else (0, 5)


def _places(found: View) -> list[tuple[str, str, bool]]:
    return [(RegionCode(code).dotted, name, code == found.asked) for code, name in found.places]


def _elsewhere(found: View, code: str) -> HttpResponse:
    """Another year of the same index, where the year asked for has an edition without the indicator."""
    family = found.family.replace("_", "-")
    for year in reversed(found.shown.years[found.family]):
        indicator = found.shown.edition(found.family, year).indicators.get(code)
        if indicator is not None and indicator.bands and year != found.year:
            return HttpResponseRedirect(f"{reverse('indicator-page', args=[family, code])}?tahun={year}")
    raise Http404


def _points(found: View, code: str) -> list[ScorePoint]:
    key = standing(found.runs, found.family, code, found.territory)
    return kept("score-series", key, lambda: score_series(found.scope, found.family, code, found.territory))


def _model(found: View, indicator: Indicator, points: list[ScorePoint]) -> IndicatorPage:
    key = standing(found.runs, stamp(), language(), found.family, found.year, indicator.code, found.asked)
    return kept(
        "indicator", key, lambda: indicator_model(found, indicator, areas(found.scope, found.territory), points)
    )


def _near(working: Scope, found: View, indicator: Indicator) -> list[NearLine]:
    """For officers, of the territories where they work; the public gets none."""
    rows = [] if working.is_public else [row for row in found.rows if working.covers(row.code)]
    if not rows:
        return []
    edition = found.measure.edition
    said = answers(working, found.territory, found.year, edition.code, indicator.value.names)
    return near_lines(edition, indicator, rows, said, found.shown.asked(found.family, found.year))
