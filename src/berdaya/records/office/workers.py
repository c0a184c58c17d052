"""Which workers live: each says so every few seconds, and one that fell silent is taken for dead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.office.models import Worker

BEAT = 10  # seconds
SILENT = timedelta(seconds=6 * BEAT)


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker and whether it still lives."""

    name: str
    started_at: datetime
    beat_at: datetime
    alive: bool


@transaction.atomic
def beat(*, actor: Scope, name: str) -> None:
    """A worker says that it lives; the first time it is entered."""
    actor.require("", Role.ADMINISTRATOR)
    now = timezone.now()
    if not Worker.objects.filter(name=name).update(beat_at=now):
        Worker.objects.create(name=name, started_at=now, beat_at=now)


@transaction.atomic
def leave(*, actor: Scope, name: str) -> None:
    """A worker ends. Those that fell silent a day ago are forgotten with it."""
    actor.require("", Role.ADMINISTRATOR)
    Worker.objects.filter(name=name).delete()
    Worker.objects.filter(beat_at__lt=timezone.now() - timedelta(days=1)).delete()


def workers() -> list[WorkerRow]:
    """All workers that did not take their leave, the liveliest first."""
    heard = timezone.now() - SILENT
    rows = Worker.objects.order_by("-beat_at").values_list("name", "started_at", "beat_at")
    return [WorkerRow(name, started, last, last >= heard) for name, started, last in rows]
