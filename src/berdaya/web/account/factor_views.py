"""Setting up the second step, fresh codes for paper, and going without again where that is allowed."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from berdaya.records.access import accounts, attempts, factors
from berdaya.web.account.forms import ConfirmForm
from berdaya.web.account.guard import only
from berdaya.web.account.own import confirmed, user_of
from berdaya.web.account.reader import reader
from berdaya.web.account.second_step import TAKEN, is_required_of
from berdaya.web.account.views import LONGEST, MINUTES

# The secret of a phone that is being set up; it opens nothing until the phone has shown a code.
SECRET = "second_step_secret"  # noqa: S105 - a key of the session, not the secret
GROUP = 4


def square(address: str) -> SafeString:
    """The square that a phone reads, as SVG."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - segno draws it from an address of our own


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@only()
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the square, take the first code of the phone, and hand out the codes for paper."""
    user = user_of(request)
    if factors.has_factor(user.pk):
        return redirect("account")
    secret = request.session.setdefault(SECRET, factors.new_secret())
    counted = f"code\n{user.pk}"
    context = {
        "square": square(factors.address_for_phone(user, secret)),
        "secret": " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP)),
        "required": is_required_of(reader(request).roles),
        "minutes": MINUTES,
    }
    if request.method != "POST":
        return render(request, "berdaya/account/factor.html", context)
    if attempts.is_blocked(counted, ""):
        return render(request, "berdaya/account/factor.html", {**context, "blocked": True}, status=429)
    written = "".join(request.POST.get("code", "")[:LONGEST].split())
    codes = accounts.set_factor(actor=reader(request), secret=secret, code=written)
    if not codes:
        attempts.note_failure(counted, "", user_id=user.pk)
        return render(request, "berdaya/account/factor.html", {**context, "wrong": True})
    attempts.forget(counted, "")
    del request.session[SECRET]
    request.session[TAKEN] = factors.PHONE
    return render(request, "berdaya/account/codes.html", {"codes": codes, "fresh": True})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only()
def codes_for_paper(request: HttpRequest) -> HttpResponse:
    """Fresh codes, after the password; they are shown once."""
    if not factors.has_factor(user_of(request).pk):
        return redirect("second-factor")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        return render(request, "berdaya/account/codes.html", {"codes": accounts.renew_codes(actor=reader(request))})
    context = {"form": form, "title": gettext("Kode cadangan baru"), "verb": gettext("Buat kode baru")}
    said = gettext("Kode cadangan lama tidak berlaku lagi begitu yang baru dibuat.")
    return render(request, "berdaya/account/confirm.html", {**context, "said": said})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only()
def without(request: HttpRequest) -> HttpResponse:
    """Take the phone away, after the password: for a new phone, or to go without where the role allows it."""
    if not factors.has_factor(user_of(request).pk):
        return redirect("account")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and confirmed(request, form):
        accounts.drop_factor(actor=reader(request))
        request.session.pop(TAKEN, None)
        messages.success(request, gettext("Ponsel dilepas dari akun Anda."))
        return redirect("second-factor" if is_required_of(reader(request).roles) else "account")
    required = is_required_of(reader(request).roles)
    said = (
        gettext("Setelah ini Anda langsung diminta memasang ponsel yang baru.")
        if required
        else gettext("Setelah ini Anda masuk dengan kata sandi saja.")
    )
    context = {"form": form, "title": gettext("Lepaskan ponsel"), "verb": gettext("Lepaskan"), "said": said}
    return render(request, "berdaya/account/confirm.html", context)
