"""Whose the office's pages are: the administrator's over the office's regency, or over everything where none is named."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.office.selectors import territory
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def administers(scope: Scope) -> bool:
    """Whether this reader is administrator over the whole office."""
    return scope.acting_as(Role.ADMINISTRATOR).covers(territory())


def administrators(view: View[P]) -> View[P]:
    """Open a page to whoever administers the office; an administrator of a part of it is told that it is not theirs."""

    @only(Role.ADMINISTRATOR)
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not administers(reader(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
