"""The page Desa: a search, or all villages; and the suggestions under every search field."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from berdaya.records.regions.selectors import search as search_villages
from berdaya.records.regions.selectors import villages
from berdaya.web.account.reader import figures_for, reader
from berdaya.web.partial import is_partial
from berdaya.web.search.page import advice, directories, found

LONGEST = 80
SUGGESTIONS = 8
HITS = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find villages by name or code. htmx asks for suggestions only."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    scope = figures_for(reader(request))
    partial = is_partial(request)
    hits = found(search_villages(scope, text, SUGGESTIONS if partial else HITS + 1))
    context: dict[str, Any] = {"text": text, "found": hits[:HITS]}
    if not partial:
        context["more"] = len(hits) > HITS
        context["advice"] = advice(text) if text and not hits else ""
        context["directories"] = [] if text else directories(villages(scope))
    template = "berdaya/search/suggestions.html" if partial else "berdaya/search/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
