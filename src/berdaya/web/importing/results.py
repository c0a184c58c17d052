"""After an import: computing the results anew that it made stale."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import Scope
from berdaya.records.imports import selectors
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.services import tell
from berdaya.records.runs.services import COMPUTERS, PUBLISHERS, compute_run, publish_run
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader
from berdaya.web.importing.staleness import Stale, stale
from berdaya.web.importing.views import refused
from berdaya.web.measure import language


@require_POST
@only(*COMPUTERS)
def compute(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Compute what an import made stale; whoever may publish publishes it at once, else those who may are told."""
    scope = reader(request)
    try:
        row = selectors.batch(scope, batch_id)
        waiting = stale(scope, row, selectors.preview(scope, batch_id).years)
        published = [_computed(scope, one, batch_id) for one in waiting]
    except Problem as problem:
        if problem.code in ("import.unknown", "access.not_allowed"):
            return refused(request, problem)
        messages.error(request, problem.message(language()))
    else:
        messages.success(
            request,
            gettext("Hasil sudah dihitung ulang dan terbit.")
            if all(published)
            else gettext("Hasil sudah dihitung ulang sebagai draf; kepala dinas diberi tahu untuk menerbitkannya."),
        )
    return redirect("import", batch_id=batch_id)


def _computed(scope: Scope, one: Stale, batch_id: int) -> bool:
    run = compute_run(actor=scope, edition_code=one.edition, year=one.year, territory=one.territory)
    if scope.acting_as(*PUBLISHERS).covers(one.territory):
        publish_run(actor=scope, run_id=run)
        return True
    others = set(people_over(one.territory, PUBLISHERS)) - {scope.user_id or 0}
    tell(
        others,
        "run.draft",
        subject=f"{one.name} {one.year}",
        territory=one.territory,
        href=reverse("import", args=[batch_id]),
    )
    return False
