"""The pages of Impor: template and history, the columns of a file, what it would change, and its files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import importing, jobs
from berdaya.exchange.spreadsheets.filling import filled_template
from berdaya.exchange.spreadsheets.guard import LARGEST, MIB, ROWS
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import exported
from berdaya.records.imports import selectors, services
from berdaya.records.imports.kinds import OPEN, BatchState
from berdaya.records.imports.selectors import BatchRow
from berdaya.records.imports.services import SENDERS
from berdaya.records.observations.kinds import Source
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.importing import forms, lists
from berdaya.web.importing.page import import_page
from berdaya.web.importing.start import asked_template, template_form
from berdaya.web.lists.answer import answer
from berdaya.web.measure import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READERS = (*SENDERS, Role.HEAD)


@require_safe
@only(*READERS)
def imports(request: HttpRequest) -> HttpResponse:
    """Template, sending, and history."""
    return start_page(request, None)


def start_page(request: HttpRequest, problem: Problem | None) -> HttpResponse:
    """The first page of Impor; with what was wrong with the file that was just sent."""
    scope = reader(request)
    # Also where it answers an upload: its links lead to the page itself, not to where files are sent.
    request.path = reverse("imports")
    result = answer(request, lists.history(), selectors.batches(scope))
    if isinstance(result, HttpResponse):
        return result
    context: dict[str, Any] = {
        "list": result,
        "may_send": bool(scope.acting_as(*SENDERS).held),
        "template": template_form(scope, request.GET),
        "limit": LARGEST // MIB,
        "rows": ROWS,
        "problem": problem.message(language()) if problem else "",
    }
    return render(request, "berdaya/importing/imports.html", context, status=problem.status if problem else 200)


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page in place of an import that is not there for the reader."""
    context = {"title": gettext("Impor ini tidak dapat dibuka"), "message": problem.message(language())}
    return render(request, "berdaya/error.html", context, status=problem.status)


@never_cache
@require_safe
@only(*SENDERS)
def template_file(request: HttpRequest) -> HttpResponse:
    """The workbook to fill, with the villages of who asks."""
    scope = reader(request)
    wanted = asked_template(scope, request.GET)
    try:
        content = filled_template(
            actor=scope,
            family=wanted.family,
            year=wanted.year,
            contents=wanted.contents,
            territory=wanted.territory,
            filled=wanted.filled,
            language=language(),
            at=timezone.now(),
        )
    except Problem as problem:
        return start_page(request, problem)
    name = f"{wanted.family.replace('_', '-')}-{wanted.year}-{gettext('templat')}.xlsx"
    return _file(content, name, XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=kind, headers=headers)


@never_cache
@require_safe
@only(*READERS)
def sent_file(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The file as it was sent; the trail keeps who fetched it."""
    scope = reader(request)
    try:
        row, content = selectors.batch(scope, batch_id), selectors.content(scope, batch_id)
    except Problem as problem:
        return refused(request, problem)
    exported(scope, "import.download", territory=row.territory, rows=row.counts.get("rows", 0), note=f"import:{row.id}")
    # Never shown in the browser, whatever the sender's file says it is.
    return _file(content, row.name, "application/octet-stream")


@require_http_methods(["GET", "HEAD", "POST"])
@only(*SENDERS)
def mapping(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What each column of the file holds."""
    scope = reader(request)
    try:
        row = selectors.batch(scope, batch_id)
        if row.state not in OPEN or row.is_working:
            return redirect("import", batch_id=batch_id)
        return _mapping(request, scope, row)
    except Problem as problem:
        return refused(request, problem)


def _mapping(request: HttpRequest, scope: Scope, row: BatchRow) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    edition = given.get("definisi", "")
    problem: Problem | None = None
    try:
        opened = importing.open_file(scope, row.id, edition if edition in catalogue.codes() else "")
    except Problem as found:
        if not found.code.startswith("spreadsheet."):
            raise
        return _mapping_page(request, scope, row, None, {}, found)
    wrong: dict[str, Problem] = {}
    if request.method == "POST" and "periksa" in request.POST:
        year = request.POST.get("tahun", "").strip()
        chosen, wrong = importing.checked_mapping(
            scope,
            opened.headings,
            opened.edition,
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
            source=request.POST.get("sumber", ""),
            given=forms.read_targets(request.POST, opened),
        )
        if not wrong:
            services.save_mapping(actor=scope, batch_id=row.id, mapping=chosen, signature=opened.signature)
            jobs.start_look(actor=scope, batch_id=row.id)
            return redirect("import", batch_id=row.id)
        problem = wrong.get("")
    return _mapping_page(request, scope, row, opened, wrong, problem)


def _mapping_page(
    request: HttpRequest,
    scope: Scope,
    row: BatchRow,
    opened: importing.Opened | None,
    wrong: dict[str, Problem],
    problem: Problem | None,
) -> HttpResponse:
    sent = request.method == "POST" and "periksa" in request.POST
    given = {key.removeprefix("kolom-"): str(value) for key, value in request.POST.items()} if sent else {}
    chosen = opened.mapping if opened else None
    context = {
        "row": row,
        "opened": opened,
        "tables": forms.tables(opened, wrong, given, language()) if opened else [],
        "targets": forms.targets(opened, language()) if opened else [],
        "editions": forms.editions(),
        "edition": opened.edition.code if opened else request.GET.get("definisi", ""),
        "year": request.POST.get("tahun", "") if sent else (chosen.year if chosen else "") or "",
        "sources": [(one, one.label) for one in importing.sources_of(scope)],
        "source": request.POST.get("sumber", "") if sent else (chosen.source if chosen else Source.FIELD),
        "twins": selectors.twins(scope, row.id),
        "problem": problem.message(language()) if problem else "",
        "wrong": len([key for key in wrong if key]),
        "clean": bool(opened and opened.marks),
    }
    status = 422 if wrong or problem else 200
    return render(request, "berdaya/importing/mapping.html", context, status=status)


@require_safe
@only(*READERS)
def one_import(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What a file would change, or did change."""
    scope = reader(request)
    try:
        row = selectors.batch(scope, batch_id)
        if row.state == BatchState.UPLOADED:
            return redirect("import-mapping", batch_id=batch_id)
        found = selectors.preview(scope, batch_id)
    except Problem as problem:
        return refused(request, problem)
    changes = answer(
        request,
        lists.changes(row.id, row.territory, saved=row.state in (BatchState.COMMITTED, BatchState.UNDONE)),
        lists.lines(tuple(one for one in found.changes if scope.covers(one.village)), found.conflicts),
    )
    faults = answer(request, lists.faults(row.id, row.territory, row.edition), found.faults)
    for one in (changes, faults):
        if isinstance(one, HttpResponse):
            return one
    context = {"page": import_page(scope, row, found), "changes": changes, "faults": faults}
    return render(request, "berdaya/importing/import.html", context)


@never_cache
@require_safe
@only(*READERS)
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far the work on an import has come; once it is done, the page is loaded anew."""
    try:
        row = selectors.batch(reader(request), batch_id)
    except Problem as problem:
        return refused(request, problem)
    response = render(request, "berdaya/importing/progress.html", {"row": row})
    if not row.is_working:
        response["HX-Redirect"] = reverse("import", args=[batch_id])
    return response
