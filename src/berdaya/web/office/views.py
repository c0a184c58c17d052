"""The office's own page and its parts, for the administrator: the same forms as in the first set-up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from berdaya.domain.problems import Problem
from berdaya.records.office import selectors, services
from berdaya.web.account.reader import reader
from berdaya.web.office import forms, handling, steps, summary
from berdaya.web.office.authority import administrators
from berdaya.web.office.messages import told


@administrators
def office(request: HttpRequest) -> HttpResponse:
    """What stands on letters, who signs, which territories are known."""
    card = selectors.office()
    context = {
        "office": card,
        "head": summary.head(),
        "signatories": selectors.every_signatory(),
        "today": handling.today(),
        "waiting": steps.first_waiting([*card.steps_done, steps.ADMINISTRATOR.slug]) if card else None,
        "territory": summary.territory(card.regency_code) if card else None,
    }
    return render(request, "berdaya/office/office.html", context)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def office_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one part of the office."""
    step = steps.find(slug)
    if step is None or step.once:
        raise Http404
    if step is not steps.REGENCY and selectors.office() is None:
        return redirect("office-part", steps.REGENCY.slug)
    if request.method != "POST":
        return _part(request, step, handling.form_of(step))
    form = handling.form_of(step, request)
    saved = handling.save(step, request, reader(request), form)
    if saved is None:
        return _part(request, step, form, status=422)
    messages.success(request, saved.words)
    if saved.problems:
        return _part(request, step, handling.form_of(step), saved=saved)
    return redirect("office")


def _part(
    request: HttpRequest, step: steps.Step, form: object, *, saved: handling.Saved | None = None, status: int = 200
) -> HttpResponse:
    problems = [told(problem) for problem in saved.problems] if saved else []
    context = {"step": step, "form": form, "saved": saved, "problems": problems, **handling.shown(step)}
    return render(request, "berdaya/office/part.html", context, status=status)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def signatory(request: HttpRequest, number: int) -> HttpResponse:
    """Change one signatory, or end their time."""
    row = next((one for one in selectors.every_signatory() if one.id == number), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        given = {name: getattr(row, name) for name in forms.SIGNATORY_FIELDS}
        form = forms.SignatoryForm(initial={**given, "seen": row.version})
        return render(request, "berdaya/office/signatory.html", {"form": form, "row": row})
    form = forms.SignatoryForm(request.POST)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in forms.SIGNATORY_FIELDS}
        seen = form.cleaned_data["seen"]
        try:
            services.change_signatory(actor=reader(request), signatory_id=number, seen=seen, **given)
        except Problem as problem:
            form.add_error(None, told(problem))
        except ValidationError as error:
            handling.refuse(form, error)
        else:
            messages.success(request, gettext("%(name)s disimpan.") % {"name": given["name"]})
            return redirect("office")
    return render(request, "berdaya/office/signatory.html", {"form": form, "row": row}, status=422)
