"""An office that has no user yet: every page leads to the first set-up, and only then."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from berdaya.records.office.setup_key import someone_exists

# Once somebody exists, somebody always will; a process asks no more.
_seen: set[str] = set()


def set_up(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.OFFICE_FROM_RECORDS and not _has_users() and not _is_open(request.path):
            return redirect("setup")
        return get_response(request)

    return respond


def _has_users() -> bool:
    if not _seen and someone_exists():
        _seen.add("user")
    return bool(_seen)


def forget() -> None:
    """Ask again; for a database that was put in the place of another."""
    _seen.clear()


def _is_open(path: str) -> bool:
    return path.startswith(
        (reverse("setup"), reverse("language"), reverse("alive"), f"/{settings.STATIC_URL.strip('/')}/")
    )
