"""The office's time zone on every page; read from the records now and then, not for every request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from berdaya.records.office.selectors import time_zone

KEY = "office:time-zone"
KEEP = 60  # seconds until other processes notice a change


def zone() -> ZoneInfo:
    """The office's time zone; before the first set-up that of the settings."""
    name: str | None = cache.get(KEY)
    if name is None:
        name = time_zone() or settings.TIME_ZONE
        cache.set(KEY, name, KEEP)
    return ZoneInfo(name)


def changed() -> None:
    """Read it anew for the next page."""
    cache.delete(KEY)


def office_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not settings.OFFICE_FROM_RECORDS:
            return get_response(request)
        with timezone.override(zone()):
            return get_response(request)

    return respond
