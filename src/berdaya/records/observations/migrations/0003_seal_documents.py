"""Seal the documents that were kept in clear, some at a time: cut off anywhere, the next start goes on from there."""

import hashlib
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from django.db import migrations, transaction

from berdaya.records import guard
from berdaya.records.observations.identity import belongs, identity
from berdaya.records.vault import sealing
from berdaya.records.vault import services as vault

BATCH = 50


def seal(apps: Any, schema_editor: Any) -> None:
    if _change(apps, schema_editor, _sealed):
        _forget(schema_editor.connection)


def open_(apps: Any, schema_editor: Any) -> None:
    _change(apps, schema_editor, _opened)


def _sealed(row: Any) -> bool:
    if _is_sealed(row):
        return False
    content = zlib.decompress(row.sealed)
    row.digest = identity(row.kind, content)
    row.sealed = vault.seal_bytes(content, belongs(row.digest))
    return True


def _opened(row: Any) -> bool:
    if not _is_sealed(row):
        return False
    content = vault.open_bytes(row.sealed, belongs(row.digest))
    row.digest = hashlib.sha256(content).hexdigest()
    row.sealed = zlib.compress(content)
    return True


def _is_sealed(row: Any) -> bool:
    """What zlib writes begins with another byte than what is sealed."""
    return bytes(row.sealed[:1]) == sealing.LAYOUT


def _change(apps: Any, schema_editor: Any, change: Callable[[Any], bool]) -> int:
    guard.take_down(schema_editor.connection, "observations_document")
    documents = apps.get_model("observations", "Document").objects.using(schema_editor.connection.alias)
    ids = list(documents.order_by("pk").values_list("pk", flat=True))
    return sum(_some(documents, ids[start : start + BATCH], change) for start in range(0, len(ids), BATCH))


@transaction.atomic
def _some(documents: Any, ids: Iterable[int], change: Callable[[Any], bool]) -> int:
    rows = [row for row in documents.filter(pk__in=ids) if change(row)]
    documents.bulk_update(rows, ["digest", "sealed"])
    return len(rows)


def _forget(connection: Any) -> None:
    """Give the pages that held the bytes in clear back, and the names that were sealed before."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL observations_document")
            cursor.execute("VACUUM FULL access_user")
        else:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("observations", "0002_name_what_is_sealed"),
        ("access", "0003_people"),
        ("vault", "0001_initial"),
    ]

    operations = [migrations.RunPython(seal, open_)]
