"""Jejak: who changed, read and exported what, for administrators and auditors."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.domain.problems import Problem
from berdaya.records.audit.chain import verify
from berdaya.records.audit.selectors import entry
from berdaya.records.audit.services import open_entry
from berdaya.records.regions.choosing import territories
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.lists.answer import answer
from berdaya.web.navigation import OVERSEERS
from berdaya.web.trail.entry import entry_page
from berdaya.web.trail.listing import Trail, listing


@require_safe
@only(*OVERSEERS)
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, the newest first."""
    scope = reader(request).acting_as(*OVERSEERS)
    places = territories(scope, request.GET.get("wilayah", "").replace(".", ""))
    result = answer(request, listing(scope, places, request.GET.dict()), Trail(scope))
    return result if isinstance(result, HttpResponse) else render(request, "berdaya/trail/trail.html", {"list": result})


@require_http_methods(["GET", "HEAD", "POST"])
@only(*OVERSEERS)
def one_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """An entry. Its personal values are shown when they are asked for by the button, and that is an entry of its own."""
    opened = request.method == "POST"
    try:
        scope = reader(request)
        found = open_entry(actor=scope, entry_id=entry_id) if opened else entry(scope, entry_id)
    except Problem as problem:
        if problem.status != 404:
            raise
        raise Http404 from problem
    return render(request, "berdaya/trail/entry.html", {"page": entry_page(found, opened=opened)})


@require_POST
@only(*OVERSEERS)
def check_chain(request: HttpRequest) -> HttpResponse:
    """Walk the chain, and say whether it holds and where it ends."""
    found = verify()
    if found.broken_at is not None:
        broken = gettext(
            "Rantai jejak putus pada mata rantai %(number)d: isinya diubah di luar program. Jangan ubah apa pun; hubungi "
            "pengelola server, dan ikuti langkah kegagalan pelindungan data."
        )
        messages.error(request, broken % {"number": found.broken_at})
    else:
        whole = ngettext(
            "Rantai jejak utuh: %(count)d entri, ujungnya %(head)s. Catat ujung ini di luar sistem.",
            "Rantai jejak utuh: %(count)d entri, ujungnya %(head)s. Catat ujung ini di luar sistem.",
            found.links,
        )
        messages.success(request, whole % {"count": found.links, "head": found.head[:16]})
    return redirect("trail")
