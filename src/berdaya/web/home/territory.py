"""The territory that an address names: known, written otherwise, a village, or none at all."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.selectors import RegionRow, region_by_code
from berdaya.web.measure import language
from berdaya.web.published import address

ASKED = "wilayah"


def elsewhere(request: HttpRequest, scope: Scope) -> HttpResponse | None:
    """What is answered instead of the page asked for; None where its territory is known, or all are meant.

    A village has its own page, a former code leads to the code of today, and an unknown code is told in words.
    """
    written = request.GET.get(ASKED, "").strip()
    if not written:
        return None
    try:
        region = region_by_code(written, scope=scope)
        asked = RegionCode.parse(written).plain
    except Problem as problem:
        details = {"message": problem.message(language())}
        return render(request, "berdaya/home/unknown.html", details, status=404)
    return None if region.level != Level.VILLAGE and asked == region.code else _own_page(request, region)


def _own_page(request: HttpRequest, region: RegionRow) -> HttpResponse:
    rest = {key: str(value) for key, value in request.GET.items() if key != ASKED}
    if region.level == Level.VILLAGE:
        kept = {key: value for key, value in rest.items() if key in ("indeks", "tahun")}
        return HttpResponseRedirect(address(reverse("village", args=[region.dotted]), kept))
    return HttpResponseRedirect(address(request.path, rest, {ASKED: region.dotted}))
