"""What of an import is too long for a request: looking at a large file, and saving it. A worker takes it."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django_tasks import task

from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import importing
from berdaya.records.access.scope import Scope
from berdaya.records.imports import selectors, services
from berdaya.records.imports.kinds import Job
from berdaya.records.inbox.services import tell


def start_look(*, actor: Scope, batch_id: int) -> bool:
    """Look at the file now, or leave it to a worker where it is large; returns whether it is done."""
    rows = importing.rows_of(actor, batch_id)
    if rows <= importing.INLINE_ROWS:
        importing.look(actor=actor, batch_id=batch_id)
        return True
    assert actor.user_id is not None, "an import has a sender"
    with transaction.atomic():
        services.begin_job(actor=actor, batch_id=batch_id, job=Job.PREVIEW, total=rows)
        look_later.enqueue(batch_id, actor.user_id)
    return False


def start_commit(*, actor: Scope, batch_id: int, seen: str) -> bool:
    """Save the import now, or leave it to a worker where it is large; returns whether it is done."""
    row = selectors.batch(actor, batch_id)
    if row.counts.get("rows", 0) <= importing.INLINE_ROWS:
        importing.save(actor=actor, batch_id=batch_id, seen=seen)
        return True
    assert actor.user_id is not None, "an import has a sender"
    with transaction.atomic():
        services.begin_job(actor=actor, batch_id=batch_id, job=Job.COMMIT, total=row.counts["rows"])
        commit_later.enqueue(batch_id, actor.user_id, seen)
    return False


@task()
def look_later(batch_id: int, user_id: int) -> None:
    """Look at a large file."""
    actor = selectors.scope_of_sender(user_id)
    _finish(actor, batch_id, importing.look, progress=lambda done: services.note_progress(batch_id, done))


@task()
def commit_later(batch_id: int, user_id: int, seen: str) -> None:
    """Save a large import."""
    _finish(selectors.scope_of_sender(user_id), batch_id, importing.save, seen=seen)


def _finish(actor: Scope, batch_id: int, act: Any, **given: Any) -> None:
    """Do it and free the import. What it refuses is told to who asked; what breaks frees it too, and is raised."""
    failure: Problem | None = Problem("import.failed")
    try:
        act(actor=actor, batch_id=batch_id, **given)
        failure = None
    except Problem as problem:
        failure = problem
    finally:
        with transaction.atomic():
            services.end_job(actor=actor, batch_id=batch_id, failure=failure)
            row = selectors.batch(actor, batch_id)
            kind = "job.failed" if failure else "job.done"
            href = reverse("import", args=[batch_id])
            tell([actor.user_id or 0], kind, subject=importing.subject_of(row), territory=row.territory, href=href)
