"""Values of a person in a row: plain to whoever holds the row, sealed under the person's own key in the database."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.base import ModelBase

from berdaya.records.vault import sealing, wrapping
from berdaya.records.vault.models import Person
from berdaya.records.vault.services import new_person

PLAIN = "_plain"


def personal(kind: str) -> Any:
    """A property over the column `sealed_<kind>`. Once the person is erased it is empty."""

    def read(row: "Sealed") -> str:
        plain: dict[str, str] = row.__dict__.setdefault(PLAIN, {})
        if kind not in plain:
            plain[kind] = opened(row, kind)
        return plain[kind]

    def write(row: "Sealed", text: str) -> None:
        row.__dict__.setdefault(PLAIN, {})[kind] = text
        row.__dict__.setdefault("_unsealed", set()).add(kind)

    return property(read, write)


def opened(row: "Sealed", kind: str) -> str:
    sealed = bytes(getattr(row, f"sealed_{kind}"))
    if not sealed or row.person.erased_at is not None:
        return ""
    return sealing.open_(wrapping.unwrap(row.person), sealed, kind).decode()


class Sealed(models.Model):
    """A row about one person. What was set is sealed when the row is saved; a new row gets a person of its own."""

    person: Any

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        changed = self._seal()
        if update_fields is not None:
            update_fields = {*update_fields, *changed}
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def _seal(self) -> set[str]:
        """Seal what was set since; returns the columns that changed."""
        changed: set[str] = set()
        if getattr(self, "person_id", None) is None:
            self.person = new_person()
            changed.add("person")
        waiting: set[str] = self.__dict__.pop("_unsealed", set())
        for kind in waiting:
            setattr(self, f"sealed_{kind}", sealed_by(self.person, self.__dict__[PLAIN][kind], kind))
            changed.add(f"sealed_{kind}")
        return changed

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop(PLAIN, None)
        self.__dict__.pop("_unsealed", None)
        super().refresh_from_db(*args, **kwargs)


def sealed_by(person: Person, text: str, kind: str) -> bytes:
    return sealing.seal(person.name, wrapping.unwrap(person), text.encode(), kind) if text else b""
