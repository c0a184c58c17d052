"""How the pages on people answer what the records refuse: where it is nobody's page, 404; else words on the user's page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from berdaya.domain.problems import Problem
from berdaya.web.measure import language

P = ParamSpec("P")
Act = Callable[Concatenate[HttpRequest, P], HttpResponse]


def raised(problem: Problem) -> Exception:
    """The answer of Django that a refusal becomes; the problem itself where it is something to tell."""
    if problem.status == 404:
        return Http404()
    return PermissionDenied() if problem.status == 403 else problem


def about_person(act: Act[P]) -> Act[P]:
    """A page under a user's address: what is refused is told on the user's page."""

    @wraps(act)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return act(request, *args, **kwargs)
        except Problem as problem:
            answer = raised(problem)
            if answer is not problem:
                raise answer from problem
            messages.error(request, problem.message(language()))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        match = request.resolver_match
        assert match is not None
        return redirect("person", match.kwargs["user_id"])

    return answered
