"""Signing in by user name: the password, and where somebody has one, the second step.

A wrong name and a wrong password are told in the same words.
"""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from berdaya.demo import accounts
from berdaya.records.access import attempts, factors
from berdaya.records.access.scope import scope_of
from berdaya.records.regions.synthetic import synthetic_regency
from berdaya.web.account.devices import address_of
from berdaya.web.account.reader import role_names
from berdaya.web.account.second_step import TAKEN

LONGEST = 150
MINUTES = int(attempts.WAIT.total_seconds()) // 60
# In the session of somebody whose password was right and whose code is awaited.
AWAITED = "signing_in"
PATIENCE = 10 * 60  # seconds
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """Django's sign-in, with a limit on failures and, on invented data, the accounts to try."""

    template_name = "berdaya/account/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.POST.get("username", "")
        if len(name) > LONGEST:
            # No such name can exist, and databases refuse to look for it; to the reader it is a wrong name.
            shortened = request.POST.copy()
            shortened["username"] = name = name[:LONGEST]
            request.POST = shortened  # type: ignore[assignment]  # the stubs know only the immutable kind
        if attempts.is_blocked(name, address_of(request)):
            # The password is not even looked at, so a right one tells nothing either.
            return self.render_to_response(
                self.get_context_data(form=self.form_class(request), blocked=True), status=429
            )
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        attempts.forget(self.request.POST.get("username", ""), address_of(self.request))
        if not factors.has_factor(user.pk):
            response = super().form_valid(form)
            welcome(self.request, user)
            return response
        self.request.session.cycle_key()
        self.request.session[AWAITED] = {
            "user": user.pk,
            "at": int(time.time()),
            "to": self.get_success_url(),
            "with": user.get_session_auth_hash(),
        }
        return redirect("sign-in-code")

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        attempts.note_failure(self.request.POST.get("username", ""), address_of(self.request))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["minutes"] = MINUTES
        if synthetic_regency() is not None:
            context["accounts"] = [(one.username, one.full_name, one.role.label) for one in accounts.ACCOUNTS]
            context["password"] = accounts.PASSWORD
        return context


def welcome(request: HttpRequest, user: AbstractBaseUser) -> None:
    said = gettext("Anda masuk sebagai %(name)s (%(role)s).")
    named = {"name": user.get_full_name(), "role": role_names(scope_of(user))}  # type: ignore[attr-defined, arg-type]  # our user
    messages.success(request, said % named)


def awaited(request: HttpRequest) -> Any:
    """Whose code is awaited; None where nobody's is, where it took too long, or the password changed meanwhile."""
    told = request.session.get(AWAITED)
    if not isinstance(told, dict) or time.time() - told["at"] > PATIENCE:
        return None
    user = get_user_model().objects.filter(pk=told["user"], is_active=True).first()
    if user is None or not constant_time_compare(told["with"], user.get_session_auth_hash()):
        return None
    return user


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the phone, or one on paper. Failures are counted for the person, from anywhere."""
    user = awaited(request)
    if user is None:
        return redirect("sign-in")
    counted = f"code\n{user.pk}"
    context: dict[str, Any] = {"minutes": MINUTES}
    if attempts.is_blocked(counted, ""):
        return render(request, "berdaya/account/code.html", {**context, "blocked": True}, status=429)
    if request.method != "POST":
        return render(request, "berdaya/account/code.html", context)
    used = factors.check(user, request.POST.get("code", "")[:LONGEST])
    if not used:
        attempts.note_failure(counted, "", user_id=user.pk)
        return render(request, "berdaya/account/code.html", {**context, "wrong": True})
    attempts.forget(counted, "")
    return _let_in(request, user, used)


def _let_in(request: HttpRequest, user: Any, used: str) -> HttpResponse:
    target = request.session.pop(AWAITED)["to"]
    login(request, user, backend=BACKEND)
    request.session[TAKEN] = used
    welcome(request, user)
    if used == factors.PAPER:
        left = factors.codes_left(user.pk)
        said = ngettext(
            "Kode cadangan itu sudah terpakai. Sisa %(left)d kode.",
            "Kode cadangan itu sudah terpakai. Sisa %(left)d kode.",
            left,
        )
        messages.warning(request, said % {"left": left})
    return redirect(target)
