"""One decision for all equal findings: how many they are and where is seen first; a changed list is shown again."""

import re
from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.findings import Key
from berdaya.records.decisions.kinds import DECIDERS
from berdaya.records.decisions.kinds import Choice as Decided
from berdaya.records.decisions.selectors import Standing
from berdaya.records.decisions.services import decide_all, equal, token
from berdaya.web.account.guard import only
from berdaya.web.measure import language, words
from berdaya.web.published import Choice
from berdaya.web.quality.asked import Asked, asked, finding_address
from berdaya.web.quality.forms import TogetherForm
from berdaya.web.quality.words import about, kind_name

SAMPLE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@only(*DECIDERS)
def together(request: HttpRequest) -> HttpResponse:
    """Preview, then decide."""
    wanted = asked(request)
    if wanted is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    scope = wanted.scope.acting_as(*DECIDERS)
    territory = _territory(given.get("wilayah", ""), scope)
    like = Key(0, wanted.family, wanted.year, given.get("jenis", "")[:40], given.get("tentang", "")[:60])
    batch = given.get("kelompok", "")[:32]
    form = TogetherForm(request.POST) if request.method == "POST" else TogetherForm()
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            count = decide_all(
                actor=wanted.scope,
                like=like,
                said=form.said(),
                expected=form.cleaned_data["daftar"],
                territory=territory,
                batch=batch,
                href=wanted.address(jenis=like.code),
            )
        except Problem as refused:
            problem = refused
        else:
            messages.success(
                request,
                ngettext("%(count)d temuan diputuskan.", "%(count)d temuan diputuskan.", count) % {"count": count},
            )
            return HttpResponseRedirect(wanted.address(jenis=like.code))
    those = equal(scope, like, territory, batch)
    status = problem.status if problem else 422 if request.method == "POST" else 200
    return render(
        request,
        "berdaya/quality/together.html",
        _context(wanted, like, territory, batch, those, form, problem),
        status=status,
    )


def _territory(wished: str, scope: Scope) -> str:
    """The territory asked for, where the reader decides over all of it; else the first of theirs."""
    known = re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{10}", wished) and scope.covers(wished)
    return wished if known else scope.prefixes[0]


def _context(
    wanted: Asked,
    like: Key,
    territory: str,
    batch: str,
    those: list[Standing],
    form: TogetherForm,
    problem: Problem | None,
) -> dict[str, object]:
    districts = Counter(one.found.district for one in those)
    first = those[0].found if those else None
    return {
        "asked": wanted,
        "title": kind_name(like.code),
        "about": about(wanted.measure, first) if first else "",
        "like": like,
        "territory": territory,
        "territories": _territories(wanted, like, territory),
        "batch": batch,
        "those": those,
        "token": token(those),
        "districts": sorted(districts.items()),
        "sample": [(one, finding_address(one.found)) for one in those[:SAMPLE]],
        "more": max(len(those) - SAMPLE, 0),
        "message": wanted.measure.told(words(first.message)) if first else "",
        "choices": _choices(those, batch),
        "form": form,
        "problem": problem.message(language()) if problem else "",
        "action": reverse("finding-together"),
    }


def _territories(wanted: Asked, like: Key, territory: str) -> list[Choice]:
    """Where the reader decides, for those who hold several territories."""
    prefixes = wanted.scope.acting_as(*DECIDERS).prefixes
    if len(prefixes) < 2:
        return []
    names = {prefix: RegionCode(prefix).dotted if prefix else "Indonesia" for prefix in prefixes}
    about = {"jenis": like.code, "tentang": like.subject}
    return [
        Choice(name, wanted.address("finding-together", **about, wilayah=prefix), prefix == territory)
        for prefix, name in names.items()
    ]


def _choices(those: list[Standing], batch: str) -> list[tuple[str, str, str]]:
    """What can be decided for all: a repair only where each finding proposes one."""
    if batch:
        return [
            (str(Decided.REOPEN), gettext("Buka lagi"), gettext("Keputusan bersama itu ditarik; riwayatnya tetap."))
        ]
    choices = [
        (
            str(Decided.ACCEPT),
            gettext("Terima seperti yang terbit"),
            gettext("Nilai tercetak dipakai di semua desa ini."),
        ),
        (str(Decided.REFER), gettext("Rujuk ke sumber"), gettext("Sumber diminta menjelaskan atau membetulkan.")),
        (str(Decided.VISIT), gettext("Perlu kunjungan"), gettext("Buktinya dicari di desa.")),
    ]
    if those and all(one.found.repaired_to is not None for one in those):
        choices.insert(
            0,
            (
                str(Decided.REPAIR),
                gettext("Sahkan perbaikan yang diusulkan"),
                gettext("Setiap desa memakai skor usulnya sendiri; skor tercetak tetap disimpan."),
            ),
        )
    return choices
