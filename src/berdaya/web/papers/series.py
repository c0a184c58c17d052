"""Number series: the list with the number each gives next, and the form that sets one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.office.selectors import office
from berdaya.records.papers import selectors, services
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.measure import language
from berdaya.web.navigation import OFFICE
from berdaya.web.papers.forms import SeriesForm

KEEPERS = (Role.ADMINISTRATOR, Role.HEAD)


@require_safe
@only(*OFFICE)
def series(request: HttpRequest) -> HttpResponse:
    """All series of the reader's territory."""
    scope = reader(request)
    keeping = scope.acting_as(*KEEPERS)
    rows = [(one, keeping.covers(one.territory)) for one in selectors.series(scope)]
    context = {"series": rows, "may_set": bool(keeping.held)}
    return render(request, "berdaya/papers/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(*KEEPERS)
def set_series(request: HttpRequest, series_id: int | None = None) -> HttpResponse:
    """Make a series, or change one."""
    scope = reader(request)
    keeping = scope.acting_as(*KEEPERS)
    rows = [one for one in selectors.series(scope) if keeping.covers(one.territory)]
    row = next((one for one in rows if one.id == series_id), None)
    if series_id is not None and row is None:
        raise Http404
    form = SeriesForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid() and _saved(request, form, series_id):
        return HttpResponseRedirect(reverse("paper-series"))
    return render(
        request, "berdaya/papers/series_form.html", {"form": form, "row": row}, status=422 if form.is_bound else 200
    )


def _initial(row: selectors.SeriesRow | None) -> dict[str, object]:
    if row is None:
        card = office()
        return {"agency": card.short_name if card else ""}
    fields = ("name", "classification", "agency", "pattern", "first_year", "first_number")
    return {**{name: getattr(row, name) for name in fields}, "seen": row.version}


def _saved(request: HttpRequest, form: SeriesForm, series_id: int | None) -> bool:
    scope = reader(request)
    given = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
    try:
        services.set_series(
            actor=scope,
            series_id=series_id,
            given=given,
            territory=_territory(scope),
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Problem as problem:
        form.add_error(None, problem.message(language()))
        return False
    messages.success(request, gettext("Seri nomor disimpan."))
    return True


def _territory(scope: Scope) -> str:
    acting, card = scope.acting_as(*KEEPERS), office()
    if card is not None and acting.covers(card.regency_code):
        return card.regency_code
    return acting.prefixes[0]  # the guard of the page lets in only who holds one
