"""What was done to keep the records safe: backups, restores and drills, noted and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.office.deeds import Deed
from berdaya.records.office.models import Operation

KEPT = 400  # of each deed; a daily backup fills more than a year


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One of them: when, whether it went well, and what it told."""

    deed: str
    at: datetime
    ok: bool
    details: Mapping[str, Any]


@transaction.atomic
def note(*, actor: Scope, deed: Deed, ok: bool, details: Mapping[str, Any]) -> None:
    """Note a backup, a restore or a drill. A restore is in the trail too, for it changes what everybody reads."""
    actor.require("", Role.ADMINISTRATOR)
    Operation.objects.create(deed=deed, at=timezone.now(), ok=ok, details=dict(details))
    surplus = Operation.objects.filter(deed=deed).order_by("-at", "-pk").values_list("pk", flat=True)[KEPT:]
    Operation.objects.filter(pk__in=list(surplus)).delete()
    if deed == Deed.RESTORE:
        changed(actor, "office.restore", subject="office", after=details)


def latest(deed: Deed, *, ok: bool | None = None) -> OperationRow | None:
    """The newest of a kind, or the newest that went well or did not."""
    found = Operation.objects.filter(deed=deed) if ok is None else Operation.objects.filter(deed=deed, ok=ok)
    row = found.order_by("-at", "-pk").values_list("deed", "at", "ok", "details").first()
    return OperationRow(*row) if row else None
