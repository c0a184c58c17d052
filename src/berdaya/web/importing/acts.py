"""What people do with an import: send a file, look again, save, undo, bring back, put aside. Each answers with a redirect."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import importing, jobs
from berdaya.exchange.spreadsheets.guard import LARGEST, MIB
from berdaya.records.access.scope import Scope
from berdaya.records.imports import services
from berdaya.records.imports.services import SENDERS
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.importing.upload import bound, is_too_large
from berdaya.web.importing.views import refused, start_page
from berdaya.web.measure import language


@csrf_exempt  # the check follows in `_sent`: it reads the body, which has to be bounded first
@require_POST
@only(*SENDERS)
def upload(request: HttpRequest) -> HttpResponse:
    """Receive a file. What cannot be read is refused here, with what to do about it."""
    bound(request)
    return _sent(request)


@csrf_protect
def _sent(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("berkas")
    try:
        if is_too_large(request):
            raise Problem("spreadsheet.too_large", limit=f"{LARGEST // MIB} MB")
        if file is None:
            raise Problem("spreadsheet.absent")
        name, content = str(file.name), file.read(LARGEST + 1)
        batch = importing.upload(actor=reader(request), name=name, content=content)
    except Problem as problem:
        return start_page(request, problem)
    return redirect("import-mapping", batch_id=batch)


def _act(done: Callable[[HttpRequest, Scope, int], str]) -> Any:
    """A POST on one import: its words become the message, a Problem becomes an error, and the import is shown again."""

    @require_POST
    @only(*SENDERS)
    def view(request: HttpRequest, batch_id: int) -> HttpResponse:
        try:
            messages.success(request, done(request, reader(request), batch_id))
        except Problem as problem:
            if problem.code in ("import.unknown", "access.not_allowed"):
                return refused(request, problem)
            messages.error(request, problem.message(language()))
        return redirect("import", batch_id=batch_id)

    return view


def _looked(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    if jobs.start_look(actor=actor, batch_id=batch_id):
        return gettext("Isi berkas sudah diperiksa. Belum ada yang disimpan.")
    return gettext("Berkas ini besar; pemeriksaannya berjalan. Halaman ini memperlihatkan kemajuannya.")


def _committed(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    if jobs.start_commit(actor=actor, batch_id=batch_id, seen=request.POST.get("dilihat", "")):
        return gettext("Tersimpan. Hasil yang sudah terbit belum berubah sampai dihitung ulang.")
    return gettext("Berkas ini besar; penyimpanannya berjalan. Halaman ini memperlihatkan kemajuannya.")


def _undone(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    count = importing.take_back(actor=actor, batch_id=batch_id)
    return ngettext(
        "Impor dibatalkan: catatan %(count)d desa ditarik. Nilai sebelumnya tampil lagi.",
        "Impor dibatalkan: catatan %(count)d desa ditarik. Nilai sebelumnya tampil lagi.",
        count,
    ) % {"count": count}


def _redone(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    services.redo(actor=actor, batch_id=batch_id)
    return gettext("Impor berlaku lagi. Nilai yang dicatat sesudahnya tetap didahulukan.")


def _abandoned(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    services.abandon(actor=actor, batch_id=batch_id)
    return gettext("Impor disisihkan; tidak ada yang disimpan. Impor ini dapat dilanjutkan kapan saja.")


def _taken_up(request: HttpRequest, actor: Scope, batch_id: int) -> str:
    services.take_up(actor=actor, batch_id=batch_id)
    return gettext("Impor dilanjutkan. Periksa kolomnya.")


look = _act(_looked)
commit = _act(_committed)
undo = _act(_undone)
redo = _act(_redone)
abandon = _act(_abandoned)
take_up = _act(_taken_up)
