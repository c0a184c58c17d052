"""A base for tables that only grow: a saved row is never changed and never deleted."""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

from berdaya.domain.problems import Problem

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AppendOnlyQuerySet(models.QuerySet[Row_co]):
    """Reads and inserts; every way to change or delete many rows at once is closed."""

    def update(self, **values: object) -> NoReturn:
        raise Problem("ledger.append_only", record=self.model.__name__)

    def delete(self) -> NoReturn:
        raise Problem("ledger.append_only", record=self.model.__name__)

    def bulk_update(self, objs: Iterable[Any], fields: Any, batch_size: int | None = None) -> NoReturn:
        raise Problem("ledger.append_only", record=self.model.__name__)

    def update_or_create(self, *args: object, **kwargs: object) -> NoReturn:
        raise Problem("ledger.append_only", record=self.model.__name__)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            raise Problem("ledger.append_only", record=self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)


AppendOnlyManager = models.Manager.from_queryset(AppendOnlyQuerySet)


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyManager()

    class Meta:
        abstract = True
        # Related managers and Django's own machinery go through the same closed doors.
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Problem("ledger.append_only", record=str(self))
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Problem("ledger.append_only", record=str(self))
