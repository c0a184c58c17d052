"""Where a person is signed in, in plain words, kept up to date as they go."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from berdaya.records.access import sessions
from berdaya.records.access.scope import scope_of
from berdaya.records.audit.batches import covering
from berdaya.records.audit.log import entered

SEEN = "seen"
# Often enough to answer "is somebody else signed in as me"; seldom enough to cost nothing.
EVERY = 10 * 60  # seconds

# What a browser says of itself holds the names of others too, so the first that fits is taken.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def told(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")


def in_words(browser: str, system: str) -> str:
    """The device as a person would name it."""
    if browser and system:
        return gettext("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("Peramban tidak dikenal")


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def remember(request: HttpRequest, user_id: int) -> None:
    agent = request.META.get("HTTP_USER_AGENT", "")
    request.session[SEEN] = int(time.time())
    sessions.remember(
        user_id=user_id,
        session_key=request.session.session_key or "",
        browser=told(agent, BROWSERS),
        system=told(agent, SYSTEMS),
        address=address_of(request),
    )


def moved(request: HttpRequest, former_key: str, user_id: int) -> None:
    """The same session under a new key, as after a new password."""
    sessions.forget(former_key)
    remember(request, user_id)


def note(user: AbstractBaseUser, action: str) -> None:
    """Into the trail of the territory that the person works in."""
    scope = scope_of(user)  # type: ignore[arg-type]  # the signal names the base of our user
    entered(scope, action, subject=f"user:{user.pk}", territory=covering(scope.prefixes))


def signed_in(sender: object, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Receiver: a new session."""
    remember(request, user.pk)
    note(user, "session.sign_in")


def signed_out(sender: object, request: HttpRequest, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
    """Receiver: the session is gone."""
    if user is not None:
        note(user, "session.sign_out")
    if request.session.session_key:
        sessions.forget(request.session.session_key)


def watch() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="berdaya-signed-in")
    user_logged_out.connect(signed_out, dispatch_uid="berdaya-signed-out")


def seen_again(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: note now and then that a session is still used."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and time.time() - request.session.get(SEEN, 0) > EVERY:
            remember(request, request.user.pk)
        return get_response(request)

    return respond
