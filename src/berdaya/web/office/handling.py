"""What each step asks, shows and saves; the first set-up and the page of the office share it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange import boundaries, regions_csv
from berdaya.records.access.scope import Scope
from berdaya.records.office import first, selectors, services
from berdaya.records.office.logos import LARGEST
from berdaya.records.regions.services import ImportReport
from berdaya.web.office import clock, forms, receiving, steps, summary
from berdaya.web.office.messages import told
from berdaya.web.office.steps import Step

MOST_PROBLEMS = 50


@dataclass
class Saved:
    """What saving told: a sentence, and the problems of rows that were left out."""

    words: str = ""
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0


Make = Callable[[HttpRequest | None], Form]
Save = Callable[[HttpRequest, Scope, Form], Saved]


def _data(request: HttpRequest | None) -> dict[str, Any]:
    return {} if request is None else {"data": request.POST, "files": request.FILES}


def _regency(request: HttpRequest | None) -> Form:
    card = selectors.office()
    initial = {"code": RegionCode(card.regency_code).dotted, "name": card.regency_name} if card else {}
    return forms.RegencyForm(**_data(request), initial=initial)


def _save_regency(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    services.set_regency(actor=actor, code=form.cleaned_data["code"], name=form.cleaned_data["name"])
    clock.changed()
    return Saved(gettext("Kabupaten disimpan."))


def _regions(request: HttpRequest | None) -> Form:
    return forms.UploadForm(**_data(request), accept=".csv,.xlsx", largest=receiving.REGION_LIST)


def _save_regions(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    report = receiving.imported(form.cleaned_data["file"], lambda path: regions_csv.import_file(actor=actor, path=path))
    if (card := selectors.office()) is not None:
        # The list knows how the regency is called.
        services.set_regency(actor=actor, code=card.regency_code)
    return _told(report)


def _told(report: ImportReport) -> Saved:
    words = gettext("%(new)s baru, %(changed)s berubah, %(same)s tetap.") % {
        "new": report.created,
        "changed": report.updated,
        "same": report.unchanged,
    }
    if report.problems:
        left = len(report.problems)
        words += " " + ngettext("%(n)s baris ditolak.", "%(n)s baris ditolak.", left) % {"n": left}
    return Saved(words, report.problems[:MOST_PROBLEMS], len(report.problems))


def _letterhead(request: HttpRequest | None) -> Form:
    found, card = selectors.letterhead(), selectors.office()
    initial: dict[str, Any] = {name: getattr(found, name) for name in ("government", "agency", "address", "contact")}
    if card is not None:
        initial |= {"short_name": card.short_name, "seen": card.version}
        initial["government"] = initial["government"] or f"Pemerintah {card.regency_name}".upper()
        initial["agency"] = initial["agency"] or "Dinas Pemberdayaan Masyarakat dan Desa"
        initial["short_name"] = initial["short_name"] or "DPMD"
    return forms.LetterheadForm(**_data(request), initial=initial, has_logo=bool(found.logo))


def _save_letterhead(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    given, seen = form.cleaned_data, form.cleaned_data["seen"]
    services.change_office(actor=actor, seen=seen, **{name: given[name] for name in forms.OFFICE_FIELDS})
    if given["logo"]:
        services.set_logo(actor=actor, content=given["logo"].read(LARGEST + 1))
    elif given.get("no_logo"):
        services.set_logo(actor=actor, content=b"")
    return Saved(gettext("Kop surat disimpan."))


def _time(request: HttpRequest | None) -> Form:
    card = selectors.office()
    initial = {"time_zone": card.time_zone, "paper": card.paper, "seen": card.version} if card else {}
    return forms.TimeForm(**_data(request), initial=initial)


def _save_time(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    given = form.cleaned_data
    services.change_office(actor=actor, seen=given["seen"], time_zone=given["time_zone"], paper=given["paper"])
    clock.changed()
    return Saved(gettext("Waktu dan kertas disimpan."))


def _signatory(request: HttpRequest | None) -> Form:
    return forms.SignatoryForm(**_data(request))


def _save_signatory(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    given = {name: form.cleaned_data[name] for name in forms.SIGNATORY_FIELDS}
    services.add_signatory(actor=actor, **given)
    return Saved(gettext("%(name)s ditambahkan.") % {"name": given["name"]})


def _administrator(request: HttpRequest | None) -> Form:
    return forms.AdministratorForm(**_data(request))


def _save_administrator(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    given = form.cleaned_data
    user = first.make_first_administrator(
        actor=actor, username=given["username"], full_name=given["full_name"], password=given["password"]
    )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return Saved(
        gettext("Pengelola dibuat, dan Anda sudah masuk sebagai %(name)s. Sisa penyiapan ada di halaman Kantor.")
        % {"name": user.username}
    )


def _boundaries(request: HttpRequest | None) -> Form:
    return forms.UploadForm(**_data(request), accept=".geojson,.json", largest=receiving.BOUNDARY_FILE)


def _save_boundaries(request: HttpRequest, actor: Scope, form: Form) -> Saved:
    return _told(
        receiving.imported(form.cleaned_data["file"], lambda path: boundaries.import_file(actor=actor, path=path))
    )


HANDLERS: dict[Step, tuple[Make, Save]] = {
    steps.REGENCY: (_regency, _save_regency),
    steps.REGIONS: (_regions, _save_regions),
    steps.LETTERHEAD: (_letterhead, _save_letterhead),
    steps.TIME: (_time, _save_time),
    steps.SIGNATORIES: (_signatory, _save_signatory),
    steps.ADMINISTRATOR: (_administrator, _save_administrator),
    steps.BOUNDARIES: (_boundaries, _save_boundaries),
}


def form_of(step: Step, request: HttpRequest | None = None) -> Form:
    return HANDLERS[step][0](request)


def save(step: Step, request: HttpRequest, actor: Scope, form: Form) -> Saved | None:
    """Save a step and note that it is done; None where something is wrong, which the form then tells."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            saved = HANDLERS[step][1](request, actor, form)
            services.finish_step(actor=actor, step=step.slug)
    except Problem as problem:
        form.add_error("logo" if problem.code.startswith("office.logo") else None, told(problem))
        return None
    except ValidationError as error:
        refuse(form, error)
        return None
    return saved


def refuse(form: Form, error: ValidationError) -> None:
    """Put what the records refuse beside the field it is about."""
    for name, messages in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)


def shown(step: Step) -> dict[str, Any]:
    """What stands beside the form of a step."""
    card = selectors.office()
    if step in (steps.LETTERHEAD, steps.TIME):
        return {"head": summary.head()}
    if step is steps.SIGNATORIES:
        return {"signatories": selectors.every_signatory(), "today": today()}
    if step in (steps.REGIONS, steps.BOUNDARIES) and card is not None:
        return {"territory": summary.territory(card.regency_code)}
    return {}


def today() -> date:
    return timezone.localdate()
