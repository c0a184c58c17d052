"""Who needs a second step to sign in, and that nobody who needs one goes on without it."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from berdaya.records.access.roles import OFFICE_ROLES, Role
from berdaya.records.regions.synthetic import holds_real_regions
from berdaya.web.account.reader import reader

# In the session: this person showed the second step when signing in.
TAKEN = "second_step"
# What stays open to whoever has yet to set it up.
OPEN = frozenset({"second-factor", "sign-out", "language"})
KEPT = 60  # seconds


def is_required() -> bool:
    """Whether the office's roles need it here. An invented regency holds nobody's data, and should be easy to try."""
    if settings.SECOND_FACTOR:
        return bool(settings.SECOND_FACTOR == "required")
    return bool(cache.get_or_set("second-step:real", holds_real_regions, KEPT))


def is_required_of(roles: frozenset[Role]) -> bool:
    return bool(roles & OFFICE_ROLES) and is_required()


class SecondStepFirst:
    """Middleware: an office's person without a second step is led to set one up, whatever page they asked for."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or request.session.get(TAKEN):
            return None
        match = request.resolver_match
        if (match and match.url_name in OPEN) or not is_required_of(reader(request).roles):
            return None
        return redirect("second-factor")
