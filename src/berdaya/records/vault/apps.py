"""The vault app, which keeps erased people erased when an older database comes back."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    """Keys and what is sealed with them."""

    name = "berdaya.records.vault"
    label = "vault"

    def ready(self) -> None:
        post_migrate.connect(_erase_again, sender=self, dispatch_uid="erased")


def _erase_again(**_: Any) -> None:
    from berdaya.records.vault import erased

    erased.again()
