"""The single writes on a user: roles, code, wait, sessions, standing, erasure. Each leads back to the user's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from berdaya.domain.problems import Problem
from berdaya.records.access import accounts, codes, services
from berdaya.records.access.erasure import erase_user
from berdaya.records.access.roles import Role
from berdaya.records.access.selectors import person
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.people.answers import about_person
from berdaya.web.people.forms import EraseForm, GrantForm, date_field
from berdaya.web.people.views import OVERSEERS, render_person, slip


@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def give_role(request: HttpRequest, user_id: int) -> HttpResponse:
    scope = reader(request)
    card = person(scope, user_id)
    form = GrantForm(request.POST, scope=scope)
    if not form.is_valid():
        return render_person(request, card, status=422, grant_form=form)
    services.give(actor=scope, user_id=user_id, **form.given)
    messages.success(request, gettext("Peran diberikan."))
    return redirect("person", user_id)


@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def end_role(request: HttpRequest, user_id: int, grant_id: int) -> HttpResponse:
    """On the day that was written, or at once."""
    scope = reader(request)
    if grant_id not in {grant.id for grant in person(scope, user_id).row.grants}:
        raise Http404
    last_day = date_field("").clean(request.POST.get("last_day", ""))
    services.end_grant(actor=scope, grant_id=grant_id, last_day=last_day)
    messages.success(request, gettext("Tanggal akhir peran tersimpan."))
    return back(request, user_id)


def back(request: HttpRequest, user_id: int) -> HttpResponse:
    """To the user's page; to the list where their last tie to the reader's territory is gone."""
    try:
        person(reader(request), user_id)
    except Problem:
        return redirect("people")
    return redirect("person", user_id)


@never_cache
@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def code(request: HttpRequest, user_id: int) -> HttpResponse:
    """A one-time code, shown as the answer itself: it must not lie in a session until a next page asks for it."""
    scope = reader(request)
    issued = codes.give_code(actor=scope, user_id=user_id, without_factor=bool(request.POST.get("without_factor")))
    return slip(request, issued, person(scope, user_id).row.username)


@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    accounts.unlock(actor=reader(request), user_id=user_id)
    messages.success(request, gettext("Akun dibuka. Orangnya dapat mencoba lagi sekarang."))
    return redirect("person", user_id)


@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def end_sessions(request: HttpRequest, user_id: int) -> HttpResponse:
    """One session of a user, or all of them."""
    written = request.POST.get("session", "")
    one = int(written) if written.isascii() and written.isdigit() else None
    ended = accounts.end_session(actor=reader(request), user_id=user_id, session_id=one)
    said = ngettext("%(count)d sesi diakhiri.", "%(count)d sesi diakhiri.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("person", user_id)


@require_POST
@only(Role.ADMINISTRATOR)
@about_person
def standing(request: HttpRequest, user_id: int) -> HttpResponse:
    """Deactivate, or the way back."""
    if request.POST.get("active"):
        services.reactivate(actor=reader(request), user_id=user_id)
        messages.success(request, gettext("Pengguna aktif lagi."))
    else:
        services.deactivate(actor=reader(request), user_id=user_id)
        messages.success(request, gettext("Pengguna dinonaktifkan dan dikeluarkan dari semua sesinya."))
    return redirect("person", user_id)


@require_POST
@only(*OVERSEERS)
@about_person
def erase(request: HttpRequest, user_id: int) -> HttpResponse:
    scope = reader(request)
    card = person(scope, user_id)
    form = EraseForm(request.POST)
    if not form.is_valid():
        return render_person(request, card, status=422, erase_form=form)
    erase_user(actor=scope, user_id=user_id, reason=form.cleaned_data["reason"])
    messages.success(request, gettext("Data pribadi pengguna ini sudah dihapus. Catatan kerjanya tetap ada."))
    return back(request, user_id)
