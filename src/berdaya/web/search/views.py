"""The page Desa: all villages with their published figures, or those found; and the suggestions under every search field."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from berdaya.records.access.scope import Scope
from berdaya.records.regions.choosing import territories
from berdaya.records.regions.selectors import search as search_villages
from berdaya.records.runs.summaries import published_runs
from berdaya.web.account.reader import figures_for, reader
from berdaya.web.lists.answer import answer
from berdaya.web.partial import is_partial
from berdaya.web.provenance import published_line
from berdaya.web.published import family_choices, published, year_choices
from berdaya.web.search.page import advice, found
from berdaya.web.search.villages import Villages, listing, plain, view

LONGEST = 80
SUGGESTIONS = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The list of villages. htmx asks from a search field for suggestions only."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    scope = figures_for(reader(request))
    if is_partial(request):
        return _suggestions(request, scope, text)
    runs = published_runs()
    shown = published(runs)
    chosen = view(shown, runs, request.GET.get("indeks", ""), request.GET.get("tahun", ""))
    source = published_line(chosen.measure, [run for run in runs if run.id in chosen.runs]) if chosen else ""
    made = listing(
        chosen, territories(scope, plain(request.GET.get("wilayah", ""))), source=source, advice=advice(text)
    )
    result = answer(request, made, Villages(scope, chosen))
    if isinstance(result, HttpResponse):
        return result
    context = {"text": text, "list": result}
    if chosen:
        path, rest = reverse("search"), result.filters
        context["families"] = family_choices(shown, chosen.family, path, rest)
        context["years"] = year_choices(shown, chosen.family, chosen.year, path, rest)
    return render(request, "berdaya/search/search.html", context)


def _suggestions(request: HttpRequest, scope: Scope, text: str) -> HttpResponse:
    hits = found(search_villages(scope, text, SUGGESTIONS))
    response = render(request, "berdaya/search/suggestions.html", {"text": text, "found": hits})
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
