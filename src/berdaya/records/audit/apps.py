"""The audit app, which guards the append-only tables after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The trail of who changed, read and exported what."""

    name = "berdaya.records.audit"
    label = "audit"

    def ready(self) -> None:
        post_migrate.connect(_guard, sender=self, dispatch_uid="append-only")


def _guard(using: str, **_: Any) -> None:
    from berdaya.records import guard

    guard.put_up(using)
