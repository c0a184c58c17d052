"""The page of a village and of one of its indicators."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem
from berdaya.records.access.scope import Scope
from berdaya.records.observations.selectors import history
from berdaya.records.papers.services import ISSUERS
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.maps import areas
from berdaya.records.regions.selectors import RegionRow
from berdaya.records.runs.selectors import ResultRow, published_results
from berdaya.records.runs.summaries import PublishedRun, printed_indices, published_runs, sources, village_results
from berdaya.web.account.reader import figures_for, is_officer, reader, recorded_for
from berdaya.web.keeping import kept, standing
from berdaya.web.measure import Measure, language
from berdaya.web.partial import is_partial
from berdaya.web.published import Published, address, published
from berdaya.web.villages.indicator import indicator_part
from berdaya.web.villages.page import parameters, village_page
from berdaya.web.villages.reading import Village, answers, find, inputs


@require_safe
def village(request: HttpRequest, code: str) -> HttpResponse:
    """One village in one index and year."""
    opened = open_village(request, code)
    if isinstance(opened, HttpResponse):
        return opened
    one, edition, region = opened.village, opened.edition, opened.village.region
    said = answers(edition, inputs(recorded_for(opened.working, region.code), region.id, one.year, edition))
    around = areas(opened.scope, region.district_code)
    key = standing(opened.runs, region.code, edition.code, one.year)
    origins = kept("sources", key, lambda: sources(region.code, one.year, edition.code))
    page = village_page(opened.shown, _with_printed(one, edition), around, said, opened.runs, language(), origins)
    may_issue = opened.working.acting_as(*ISSUERS).covers(region.code)
    return render(request, "berdaya/villages/village.html", {"page": page, "may_issue": may_issue})


@dataclass(frozen=True)
class Opened:
    """A village that has figures to show, and all that both of its pages read first."""

    working: Scope
    scope: Scope
    shown: Published
    runs: list[PublishedRun]
    village: Village
    edition: Edition


def open_village(request: HttpRequest, code: str) -> Opened | HttpResponse:
    """Open the village of an address, or the answer that stands in its place."""
    working = reader(request)
    scope = figures_for(working)
    region = _found(request, scope, code)
    if not isinstance(region, RegionRow):
        return region
    runs = published_runs()
    shown = published(runs)
    if region.kind != Kind.DESA or not shown:
        return render(request, "berdaya/villages/outside.html", {"region": region})
    one = _village(request, scope, region, shown, runs)
    return Opened(working, scope, shown, runs, one, shown.edition(one.family, one.year))


def _with_printed(one: Village, edition: Edition) -> Village:
    """The village with its published index, where its answers contradict what was published."""
    if one.row is None or one.row.verdict != "inconsistent":
        return one
    printed = printed_indices([one.region.id], one.year, edition.code, edition.head.code)
    return replace(one, printed=printed.get(one.region.id))


def _found(request: HttpRequest, scope: Scope, code: str) -> RegionRow | HttpResponse:
    """The village of a code; other spellings, former codes and wider territories lead to their own address."""
    try:
        region = find(scope, code)
    except Problem as problem:
        details = {"message": problem.message(language()), "code": code}
        return render(request, "berdaya/villages/unknown.html", details, status=404)
    if region.level != Level.VILLAGE:
        return HttpResponseRedirect(address(reverse("home"), {"wilayah": region.dotted}))
    if code != region.dotted:
        return HttpResponseRedirect(_canonical(request, region))
    return region


def _canonical(request: HttpRequest, region: RegionRow) -> str:
    """The address asked for, with the code as it is written today."""
    match = request.resolver_match
    assert match is not None
    path = reverse(match.url_name or "", kwargs={**match.kwargs, "code": region.dotted})
    return path + (f"?{request.GET.urlencode()}" if request.GET else "")


def _village(
    request: HttpRequest, scope: Scope, region: RegionRow, shown: Published, runs: list[PublishedRun]
) -> Village:
    family, year = shown.chosen(request.GET.get("indeks", ""), request.GET.get("tahun", ""))
    own = village_results(scope, region.id)
    regency = region.code[:4]

    def make() -> list[ResultRow]:
        found = published_results(scope, family, [year], scores=True)
        return [row for row in found if row.code.startswith(regency)]

    peers = kept("peers", standing(runs, family, year, regency), make)
    return Village(region, family, year, own, peers)


@require_safe
def indicator(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """One indicator of one village: a page of its own, or the panel that htmx opens in place."""
    opened = open_village(request, code)
    if isinstance(opened, HttpResponse):
        return opened
    one, edition, region = opened.village, opened.edition, opened.village.region
    if indicator not in edition.indicators:
        raise Http404
    part = _part(opened.working, one, edition, indicator)
    context = {"part": part, "region": region, "back": _back(opened.shown, one, region), "index": edition.short_name}
    template = "berdaya/villages/panel.html" if is_partial(request) else "berdaya/villages/indicator.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


def _part(working: Scope, one: Village, edition: Edition, code: str) -> object:
    """What is recorded of an indicator: officers of the territory see all of it, others what is public."""
    asking = recorded_for(working, one.region.code)
    chosen = edition.indicators[code]
    said = inputs(asking, one.region.id, one.year, edition)
    recorded = history(asking, one.region.id, [code, *chosen.value.names], ("input", "score"))
    values = {name: found.value for name, found in said.items()}
    officer = is_officer(working, one.region.code)
    return indicator_part(one, Measure(edition), chosen, values, answers(edition, said), recorded, officer=officer)


def _back(shown: Published, one: Village, region: RegionRow) -> str:
    return address(reverse("village", args=[region.dotted]), parameters(shown, one), fragment="jalur")
