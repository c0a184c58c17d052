"""One's own account: what one may do, how one gets in, where one is signed in, and a new password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.domain.problems import Problem
from berdaya.records.access import accounts, attempts, codes, factors
from berdaya.records.access.selectors import grants_of
from berdaya.web.account.devices import address_of, moved
from berdaya.web.account.forms import ChangePasswordForm, CodeForm, ConfirmForm
from berdaya.web.account.guard import only
from berdaya.web.account.holdings import devices, held
from berdaya.web.account.reader import reader
from berdaya.web.account.second_step import is_required_of
from berdaya.web.account.views import MINUTES
from berdaya.web.measure import language


def user_of(request: HttpRequest) -> Any:
    """Who is signed in; the guard has made sure that somebody is."""
    return request.user


@require_safe
@only()
def account(request: HttpRequest) -> HttpResponse:
    user, scope = user_of(request), reader(request)
    context = {
        "grants": [one for one in held(grants_of(user.pk), scope) if one.row.state != "ended"],
        "devices": devices(user.pk, request.session.session_key or ""),
        "factor_since": factors.since(user.pk),
        "codes_left": factors.codes_left(user.pk),
        "required": is_required_of(scope.roles),
    }
    return render(request, "berdaya/account/account.html", context)


def confirmed(request: HttpRequest, form: ConfirmForm) -> bool:
    """Whether the password stands; wrong ones are counted like those of signing in."""
    user, address = user_of(request), address_of(request)
    if attempts.is_blocked(user.username, address):
        form.add_error("old", gettext("Terlalu banyak percobaan. Tunggu %(minutes)d menit.") % {"minutes": MINUTES})
        return False
    if not user.check_password(form.cleaned_data["old"]):
        attempts.note_failure(user.username, address)
        form.add_error("old", gettext("Kata sandi tidak cocok."))
        return False
    attempts.forget(user.username, address)
    return True


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only()
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password; every other session ends."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        try:
            here = request.session.session_key or ""
            accounts.change_password(actor=reader(request), password=form.cleaned_data["new"], here=here)
        except ValidationError as error:
            form.add_error("new", error)
        else:
            user = user_of(request)
            user.refresh_from_db()
            update_session_auth_hash(request, user)
            moved(request, here, user.pk)
            messages.success(request, gettext("Kata sandi diganti. Sesi Anda di tempat lain sudah berakhir."))
            return redirect("account")
    return render(request, "berdaya/account/password.html", {"form": form})


@require_POST
@only()
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out of one other session, or of all others."""
    written, here = request.POST.get("session", ""), request.session.session_key or ""
    one = int(written) if written.isascii() and written.isdigit() else None
    ended = accounts.end_session(actor=reader(request), user_id=user_of(request).pk, session_id=one, but=here)
    said = ngettext("%(count)d sesi diakhiri.", "%(count)d sesi diakhiri.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("account")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def with_code(request: HttpRequest) -> HttpResponse:
    """Choose a password with a code from an administrator; then sign in with it, second step included."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "berdaya/account/with_code.html", {"form": form})
    given, address = form.cleaned_data, address_of(request)
    if attempts.is_blocked(given["username"], address):
        context = {"form": form, "blocked": True, "minutes": MINUTES}
        return render(request, "berdaya/account/with_code.html", context, status=429)
    try:
        codes.redeem(username=given["username"], code=given["code"], password=given["new"])
    except ValidationError as error:
        form.add_error("new", error)
    except Problem as problem:
        attempts.note_failure(given["username"], address)
        form.add_error(None, problem.message(language()))
    else:
        attempts.forget(given["username"], address)
        messages.success(request, gettext("Kata sandi baru tersimpan. Silakan masuk."))
        return redirect("sign-in")
    return render(request, "berdaya/account/with_code.html", {"form": form})
