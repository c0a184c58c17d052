"""Is this installation in order? For the administrator with what to do, and for a machine with one word."""

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from berdaya.domain.problems import Problem
from berdaya.records.office import engine_room, jobs
from berdaya.web.account.reader import reader
from berdaya.web.office import checks
from berdaya.web.office.authority import administrators
from berdaya.web.office.messages import told

LEAST_FREE = 200 * 1024 * 1024  # bytes; below it, backups and imports begin to fail


@administrators
def health(request: HttpRequest) -> HttpResponse:
    """Everything looked at, what needs hands first."""
    found = checks.every()
    context = {
        "checks": sorted(found, key=lambda one: one.rank),
        "wanting": sum(one.level != checks.GOOD for one in found),
        "failed": jobs.failed_jobs(),
    }
    return render(request, "berdaya/office/health.html", context)


@administrators
@require_POST
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """Try a failed job again, or take it off the list."""
    act, words = (
        (jobs.dismiss, gettext("Pekerjaan ditutup tanpa diulang."))
        if "dismiss" in request.POST
        else (jobs.retry, gettext("Pekerjaan masuk antrean lagi."))
    )
    try:
        act(actor=reader(request), job_id=str(job))
    except Problem as problem:
        messages.error(request, told(problem))
    else:
        messages.success(request, words)
    return redirect("health")


@require_GET
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """For monitoring, without a word about what is inside: 200 while it works, 503 while it does not."""
    works = engine_room.answers() and shutil.disk_usage(Path(settings.DATA)).free > LEAST_FREE
    return HttpResponse("ok\n" if works else "503\n", status=200 if works else 503, content_type="text/plain")
