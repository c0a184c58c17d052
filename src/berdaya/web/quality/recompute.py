"""After decisions: compute the published results anew, and publish them where the person may."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import Scope
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.services import tell
from berdaya.records.runs.selectors import RunRow, runs
from berdaya.records.runs.services import COMPUTERS, PUBLISHERS, compute_run, publish_run
from berdaya.web.account.guard import only
from berdaya.web.measure import language
from berdaya.web.quality.asked import Asked, asked


@dataclass(frozen=True)
class Draft:
    """Results computed after those that are published, not published yet."""

    id: int
    computed_at: datetime
    territory: str
    may_publish: bool


def may_compute(scope: Scope) -> bool:
    """Whether a person computes results at all."""
    return bool(scope.roles & set(COMPUTERS))


def drafts(wanted: Asked) -> list[Draft]:
    """The newest draft of each territory that is newer than what is published there."""
    found: dict[str, RunRow] = {}
    every = [run for run in runs(wanted.scope, wanted.family) if run.year == wanted.year]
    for run in every:
        found.setdefault(run.territory, run)
    publishers = wanted.scope.acting_as(*PUBLISHERS)
    return [
        Draft(run.id, run.computed_at, run.territory, publishers.covers(run.territory))
        for run in found.values()
        if run.state == "draft"
    ]


@require_POST
@only(*COMPUTERS)
def compute(request: HttpRequest) -> HttpResponse:
    """Compute the published results of an index and year anew; whoever may publish publishes them at once."""
    wanted = asked(request)
    if wanted is None:
        raise Http404
    computers, publishers = wanted.scope.acting_as(*COMPUTERS), wanted.scope.acting_as(*PUBLISHERS)
    standing = [run for run in wanted.runs if (run.family, run.year) == (wanted.family, wanted.year)]
    mine = [run for run in standing if computers.covers(run.territory)]
    if not mine:
        messages.error(
            request, gettext("Hasil ini mencakup wilayah di luar wewenang Anda. Mintalah pengelola menghitungnya.")
        )
        return HttpResponseRedirect(wanted.address())
    with transaction.atomic():
        for run in mine:
            made = compute_run(actor=wanted.scope, edition_code=run.edition, year=run.year, territory=run.territory)
            if publishers.covers(run.territory):
                publish_run(actor=wanted.scope, run_id=made)
            else:
                _tell_publishers(wanted, run.territory)
    published = all(publishers.covers(run.territory) for run in mine)
    messages.success(
        request,
        gettext("Hasil sudah dihitung ulang dan terbit.")
        if published
        else gettext(
            "Hasil sudah dihitung ulang sebagai draf. Kepala dinas atau pengelola diberi tahu untuk menerbitkannya."
        ),
    )
    return HttpResponseRedirect(wanted.address())


def _tell_publishers(wanted: Asked, territory: str) -> None:
    tell(
        set(people_over(territory, PUBLISHERS)) - {wanted.scope.user_id or 0},
        "run.draft",
        subject=f"{wanted.measure.name} {wanted.year}",
        territory=territory,
        href=wanted.address(),
    )


@require_POST
@only(*PUBLISHERS)
def publish(request: HttpRequest, run_id: int) -> HttpResponse:
    """Publish a draft."""
    wanted = asked(request)
    if wanted is None or run_id not in {draft.id for draft in drafts(wanted)}:
        raise Http404
    try:
        publish_run(actor=wanted.scope, run_id=run_id)
    except Problem as problem:
        messages.error(request, problem.message(language()))
    else:
        messages.success(request, gettext("Hasil sudah terbit."))
    return HttpResponseRedirect(wanted.address())
