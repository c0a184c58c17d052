"""Which roles a page is for. Visitors are asked to sign in; others are told that the page is not theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from berdaya.records.access.roles import Role
from berdaya.web.account.reader import reader

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def only(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Open a page to these roles, held over any territory; the page's own selectors keep to the territory.

    Without roles, everybody who is signed in may open it.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if roles and not reader(request).roles & set(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
