"""Mutu data: the list of findings, completeness, and the page of one finding with its decision."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.records.access.scope import Scope
from berdaya.records.decisions import services
from berdaya.records.decisions.evidence import evidence
from berdaya.records.decisions.findings import Key
from berdaya.records.decisions.kinds import Choice
from berdaya.records.decisions.selectors import Standing, entries_of, finding, waiting
from berdaya.records.observations.kinds import Kind
from berdaya.records.observations.selectors import history
from berdaya.records.observations.values import Scalar
from berdaya.records.regions.selectors import RegionRow, region_by_code, villages
from berdaya.records.runs.summaries import published_runs
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.lists.answer import answer
from berdaya.web.measure import Measure, language
from berdaya.web.published import family_choices, published, year_choices
from berdaya.web.quality.asked import READERS, Asked, asked, key_of
from berdaya.web.quality.finding import finding_page
from berdaya.web.quality.forms import DecisionForm
from berdaya.web.quality.page import groups, incomplete_indicators, incomplete_villages, listing
from berdaya.web.quality.recompute import drafts, may_compute
from berdaya.web.villages.reading import inputs

# The ledger of a finding on a whole dimension would be everything; its leads have their own pages.
MOST_CODES = 12


@require_safe
@only(*READERS)
def quality(request: HttpRequest) -> HttpResponse:
    """The findings of an index and year, in the reader's territories."""
    wanted = asked(request)
    if wanted is None:
        return render(request, "berdaya/quality/empty.html")
    every = wanted.findings()
    result = answer(request, listing(wanted), every)
    if isinstance(result, HttpResponse):
        return result
    context = {
        "list": result,
        "asked": wanted,
        "groups": groups(wanted, every),
        "waiting": waiting(wanted.scope, wanted.family, wanted.year),
        "may_compute": may_compute(wanted.scope),
        "drafts": drafts(wanted),
        "completeness": wanted.address("completeness"),
        **_switches(wanted, "quality"),
    }
    return render(request, "berdaya/quality/quality.html", context)


@require_safe
@only(*READERS)
def completeness(request: HttpRequest) -> HttpResponse:
    """What is missing, by village and by indicator."""
    wanted = asked(request)
    if wanted is None:
        return render(request, "berdaya/quality/empty.html")
    every = wanted.findings()
    of_villages = incomplete_villages(wanted, every)
    total = sum(1 for one in villages(wanted.scope) if one.code.startswith(wanted.territory))
    context = {
        "asked": wanted,
        "villages": of_villages,
        "indicators": incomplete_indicators(wanted, every, total),
        "total": total,
        "whole": total - len(of_villages),
        **_switches(wanted, "completeness"),
    }
    return render(request, "berdaya/quality/completeness.html", context)


def _switches(wanted: Asked, url_name: str) -> dict[str, Any]:
    path = wanted.address(url_name).partition("?")[0]
    rest = {"wilayah": wanted.territory}
    return {
        "families": family_choices(wanted.shown, wanted.family, path, rest),
        "years": year_choices(wanted.shown, wanted.family, wanted.year, path, rest),
        "places": wanted.places,
        "here": path,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@only(*READERS)
def one_finding(request: HttpRequest, family: str, year: int, code: str, kind: str, subject: str) -> HttpResponse:
    """One finding; a POST writes a decision or a remark."""
    scope = reader(request).acting_as(*READERS)
    region = _region(scope, code)
    key = key_of(region.id, family, year, kind, subject)
    if key.family not in catalogue.FAMILIES:
        raise Http404
    if request.method == "POST":
        return _written(request, scope, key, region)
    return _shown(request, scope, key, region, DecisionForm())


def _region(scope: Scope, code: str) -> RegionRow:
    """The village of an address; elsewhere and unknown is the same: not found."""
    try:
        return region_by_code(code, scope=scope)
    except Problem as problem:
        raise Http404(problem.message(language())) from problem


def _written(request: HttpRequest, scope: Scope, key: Key, region: RegionRow) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _shown(request, scope, key, region, form, status=422)
    said, here = form.said(), request.path
    try:
        if said.choice == Choice.REMARK:
            services.remark(actor=scope, key=key, reason=said.reason, href=here)
        else:
            services.decide(actor=scope, key=key, said=said, expected=form.cleaned_data["versi"], href=here)
    except Problem as problem:
        return _shown(request, scope, key, region, form, status=problem.status, problem=problem)
    messages.success(
        request, gettext("Tanggapan tersimpan.") if said.choice == Choice.REMARK else gettext("Keputusan tersimpan.")
    )
    return HttpResponseRedirect(here)


def _shown(
    request: HttpRequest,
    scope: Scope,
    key: Key,
    region: RegionRow,
    form: DecisionForm,
    *,
    status: int = 200,
    problem: Problem | None = None,
) -> HttpResponse:
    """The page; after a refusal with what the person wrote, and the version that stands now."""
    one = finding(scope, key, region.code)
    if one is None:
        return render(request, "berdaya/quality/gone.html", {"region": region}, status=404)
    shown = published(published_runs())
    parameters = shown.asked(key.family, key.year)
    lines = evidence(scope, one.found)
    ledger = history(
        scope,
        region.id,
        _codes(one, [line.indicator for line in lines]),
        (Kind.SCORE, Kind.DIMENSION, Kind.INDEX, Kind.STATUS),
    )
    page = finding_page(
        Measure(catalogue.edition(one.found.edition)),
        one,
        lines,
        [said for said in ledger if said.year == key.year],
        entries_of(scope, key),
        _said(scope, one),
        scope,
        parameters,
    )
    context = {
        "page": page,
        "form": form,
        "problem": problem.message(language()) if problem else "",
        "waiting": waiting(scope, key.family, key.year),
        "may_compute": may_compute(scope),
        "asked": Asked(shown, [], key.family, key.year, scope),
    }
    return render(request, "berdaya/quality/finding.html", context, status=status)


def _said(scope: Scope, one: Standing) -> tuple[Mapping[str, Scalar], Mapping[str, Scalar]]:
    """The raw answers of the year before and of the finding's own year, where it is about one indicator."""
    key = one.found.key
    if not one.found.indicator:
        return {}, {}
    return _answers(scope, key, key.year - 1), _answers(scope, key, key.year)


def _answers(scope: Scope, key: Key, year: int) -> Mapping[str, Scalar]:
    """The raw answers shown of a village and year; none where no edition serves the year."""
    try:
        edition = catalogue.edition_for(key.family, year)
    except Problem:
        return {}
    return {name: one.value for name, one in inputs(scope, key.region_id, year, edition).items()}


def _codes(one: Standing, indicators: list[str]) -> list[str]:
    """The codes whose ledger the page shows."""
    found = one.found
    return [
        code
        for code in (found.dimension, *indicators[:MOST_CODES], "status" if "status" in found.key.code else "")
        if code
    ]
