"""Bantuan: the table of contents with the glossary, and the help on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from berdaya.web.help.pages import glossary, groups, help_address, pages


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Every page with help, and what the words mean."""
    listed = [(title, [(one, help_address(one.url_name)) for one in those]) for title, those in groups()]
    return render(request, "berdaya/help/contents.html", {"groups": listed, "glossary": glossary().items()})


@require_safe
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    """The help on one page."""
    found = pages().get(name)
    if found is None:
        raise Http404
    context = {
        "help": found,
        "words": [(key, *glossary()[key]) for key in found.words],
        "more": [(pages()[other], help_address(other)) for other in found.more],
        "there": _address(name),
    }
    return render(request, "berdaya/help/page.html", context)


def _address(name: str) -> str:
    """The page itself, where its address has no parts."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
