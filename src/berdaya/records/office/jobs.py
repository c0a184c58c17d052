"""The queue of jobs: what waits, what runs, what failed, and trying a failed one again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.office.selectors import territory
from berdaya.records.office.workers import workers

SHOWN = 20
LOST = "berdaya.WorkerLost"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many jobs wait and run, how many failed, and since when the oldest waits."""

    waiting: int
    running: int
    failed: int
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that failed: its name and the kind of its error. What it was given may be personal and is not shown."""

    id: str
    name: str
    error: str
    failed_at: datetime | None

    @property
    def lost(self) -> bool:
        """Whether it was its worker that ended, rather than the job."""
        return self.error == LOST


def queue() -> Queue:
    """The queue in figures."""
    counted = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    ready = DBTaskResult.objects.order_by().filter(status=TaskResultStatus.READY)
    since = ready.aggregate(since=Min("enqueued_at"))["since"] if counted.get(TaskResultStatus.READY) else None
    return Queue(
        counted.get(TaskResultStatus.READY, 0),
        counted.get(TaskResultStatus.RUNNING, 0),
        counted.get(TaskResultStatus.FAILED, 0),
        since,
    )


def failed_jobs() -> list[FailedJob]:
    """The newest jobs that failed."""
    rows = DBTaskResult.objects.failed().order_by("-finished_at")
    named = rows.values_list("id", "task_path", "exception_class_path", "finished_at")[:SHOWN]
    return [FailedJob(str(id_), path.rsplit(".", 1)[-1], error, at) for id_, path, error, at in named]


@transaction.atomic
def retry(*, actor: Scope, job_id: str) -> None:
    """Put a failed job back into the queue with what it was given. Problem `job.not_failed`."""
    job = _failed(actor, job_id)
    job.status, job.started_at, job.finished_at = TaskResultStatus.READY, None, None
    job.exception_class_path = job.traceback = ""
    job.save()
    changed(actor, "job.retry", subject=f"job:{job.pk}", after={"job": job.task_path.rsplit(".", 1)[-1]})


@transaction.atomic
def dismiss(*, actor: Scope, job_id: str) -> None:
    """Take a failed job off the list; it is not done. Problem `job.not_failed`."""
    job = _failed(actor, job_id)
    changed(actor, "job.dismiss", subject=f"job:{job.pk}", before={"job": job.task_path.rsplit(".", 1)[-1]})
    job.delete()


def _failed(actor: Scope, job_id: str) -> "DBTaskResult[Any, Any]":
    actor.require(territory(), Role.ADMINISTRATOR)
    job = DBTaskResult.objects.failed().select_for_update().filter(pk=job_id).first()
    if job is None:
        raise Problem("job.not_failed")
    return job


@transaction.atomic
def release_lost(*, actor: Scope) -> int:
    """Mark the running jobs of workers that live no more as failed, so that nobody waits for them. Returns how many."""
    actor.require("", Role.ADMINISTRATOR)
    alive = {worker.name for worker in workers() if worker.alive}
    lost = [job for job in DBTaskResult.objects.running().select_for_update() if not alive & {*job.worker_ids[-1:]}]
    for job in lost:
        job.status, job.finished_at, job.exception_class_path = TaskResultStatus.FAILED, timezone.now(), LOST
        job.save(update_fields=["status", "finished_at", "exception_class_path"])
    return len(lost)
