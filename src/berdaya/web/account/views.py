"""Signing in by user name. A wrong name and a wrong password are told in the same words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from berdaya.demo import accounts
from berdaya.records.access.scope import scope_of
from berdaya.records.regions.synthetic import synthetic_regency
from berdaya.web.account import throttle
from berdaya.web.account.reader import role_names

LONGEST = 150


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


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
        if throttle.is_blocked(name, address_of(request)):
            # The password is not even looked at, so a right one tells nothing either.
            return self.render_to_response(
                self.get_context_data(form=self.form_class(request), blocked=True), status=429
            )
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        throttle.forget(self.request.POST.get("username", ""), address_of(self.request))
        response = super().form_valid(form)
        welcome = gettext("Anda masuk sebagai %(name)s (%(role)s).")
        name = form.get_user().get_full_name() or form.get_user().get_username()
        messages.success(self.request, welcome % {"name": name, "role": role_names(scope_of(form.get_user()))})
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        throttle.note_failure(self.request.POST.get("username", ""), address_of(self.request))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["minutes"] = throttle.WAIT // 60
        if synthetic_regency() is not None:
            context["accounts"] = [(one.username, one.full_name, one.role.label) for one in accounts.ACCOUNTS]
            context["password"] = accounts.PASSWORD
        return context
