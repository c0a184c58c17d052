"""The page Bandingkan."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.choosing import territories
from berdaya.records.regions.kinds import Kind
from berdaya.records.regions.selectors import by_codes, search
from berdaya.records.runs.selectors import ResultRow, published_results
from berdaya.records.runs.summaries import PublishedRun, index_series, published_runs
from berdaya.web.account.reader import figures_for, reader
from berdaya.web.comparison.asked import LONGEST_TEXT, MOST, Asked, asked
from berdaya.web.comparison.lines import lines, listing
from berdaya.web.comparison.page import compared, dotted, family_choices, since_choices, year_choices
from berdaya.web.comparison.subjects import Subject, subjects
from berdaya.web.keeping import kept, standing
from berdaya.web.lists.answer import answer
from berdaya.web.measure import Measure
from berdaya.web.provenance import published_line
from berdaya.web.published import Choice, published
from berdaya.web.villages.placing import meaning

HITS = 8


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Up to six villages or kecamatan side by side."""
    runs = published_runs()
    shown = published(runs)
    if not shown:
        return render(request, "berdaya/home/empty.html")
    scope = figures_for(reader(request))
    wanted = asked(request.GET, shown)
    measure = Measure(shown.edition(wanted.family, wanted.year))
    every = _results(scope, runs, wanted.family, wanted.year)
    chosen = _chosen(scope, runs, wanted, every)
    made = lines(measure, chosen)
    source = published_line(measure, [run for run in runs if (run.family, run.year) == (wanted.family, wanted.year)])
    result = answer(request, listing(wanted, measure, chosen, source), made if chosen else [])
    if isinstance(result, HttpResponse):
        return result
    points = {one.code: index_series(scope, one.code) for one in chosen}
    context = {
        "list": result,
        "asked": wanted,
        "measure": measure,
        "chosen": dotted(wanted.codes),
        "page": compared(wanted, measure, chosen, made, every, points),
        "rank_meaning": meaning(measure.edition),
        "families": family_choices(wanted),
        "years": year_choices(wanted),
        "since": since_choices(wanted, gettext("tidak")),
        "most": MOST,
        **_offers(scope, wanted, request.GET.get("cari", "")),
    }
    return render(request, "berdaya/comparison/comparison.html", context)


def _results(scope: Scope, runs: Sequence[PublishedRun], family: str, year: int) -> list[ResultRow]:
    key = standing(runs, family, year)
    return kept("scored", key, lambda: published_results(scope, family, [year], scores=True))


def _chosen(scope: Scope, runs: Sequence[PublishedRun], wanted: Asked, every: Sequence[ResultRow]) -> list[Subject]:
    """The territories asked for that are known; kelurahan have no index and are left out."""
    regions = [region for region in by_codes(scope, wanted.codes) if region.kind != Kind.KELURAHAN]
    before = _results(scope, runs, wanted.family, wanted.since) if wanted.since else []
    return subjects(regions, every, before)


def _offers(scope: Scope, wanted: Asked, written: str) -> dict[str, object]:
    """What can be added: villages found by name or code, and the kecamatan."""
    text = " ".join(written.split())[:LONGEST_TEXT]
    hits = [region for region in search(scope, text, HITS) if region.kind == Kind.DESA] if text else []
    found = [
        Choice(f"{region.name}, {region.district}", wanted.with_also(region.code), region.code in wanted.codes)
        for region in hits
    ]
    districts = [
        (RegionCode(code).dotted, name) for code, name in territories(scope, _regency(wanted)).options if len(code) == 6
    ]
    return {"text": text, "found": found, "districts": districts}


def _regency(wanted: Asked) -> str:
    return wanted.codes[0][:4] if wanted.codes else ""
