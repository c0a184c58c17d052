"""Documents at rest: no byte in clear, official answers known by their plain hash, and the migration of older ones."""

import hashlib
import importlib
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from berdaya.domain.problems import Problem
from berdaya.records import guard
from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.observations.models import Document
from berdaya.records.observations.services import record_document

pytestmark = pytest.mark.django_db
migration = importlib.import_module("berdaya.records.observations.migrations.0003_seal_documents")
NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
CONTENTS = {n: f"nik;nama\n99010101018000{n:02};Canary {n}\n".encode() * 9 for n in range(7)}


def _kept(content: bytes, kind: DocumentKind) -> Document:
    pk = record_document(content=content, kind=kind, source="uji", fetched_at=NOON)
    return Document.objects.get(pk=pk)


def test_an_official_answer_is_known_by_its_plain_hash_and_a_table_by_a_keyed_one() -> None:
    content = CONTENTS[1]
    answer, table = _kept(content, DocumentKind.OFFICIAL_ANSWER), _kept(content, DocumentKind.TABLE)
    plain = hashlib.sha256(content).hexdigest()
    assert answer.digest == plain != table.digest
    assert (answer.content, table.content) == (content, content)
    assert _kept(content, DocumentKind.TABLE).pk == table.pk


def test_the_bytes_of_one_document_do_not_open_in_the_place_of_another() -> None:
    one, other = _kept(b"satu", DocumentKind.TABLE), _kept(b"dua", DocumentKind.TABLE)
    one.sealed = other.sealed
    with pytest.raises(Problem, match=r"vault\.damaged"):
        one.content  # noqa: B018


def _in_clear() -> None:
    """Seven documents as the first release kept them."""
    guard.take_down(connection, "observations_document")
    for number, content in CONTENTS.items():
        Document(
            digest=hashlib.sha256(content).hexdigest(),
            sealed=zlib.compress(content),
            size=len(content),
            kind=DocumentKind.TABLE if number % 2 else DocumentKind.OFFICIAL_ANSWER,
            source=str(number),
            fetched_at=NOON,
        ).save()


def _rows() -> list[tuple[str, bytes]]:
    return [
        (digest, bytes(sealed)) for digest, sealed in Document.objects.order_by("pk").values_list("digest", "sealed")
    ]


class Editor:
    connection = connection


@pytest.fixture
def apps() -> Any:
    """The models as the migration sees them."""
    return MigrationLoader(connection).project_state(("observations", "0003_seal_documents")).apps


def test_older_documents_are_sealed_and_can_go_back(apps: Any) -> None:
    _in_clear()
    before = _rows()
    migration.seal(apps, Editor)
    assert [kept.content for kept in Document.objects.order_by("pk")] == list(CONTENTS.values())
    changed = [digest != old for (digest, _), (old, _) in zip(_rows(), before, strict=True)]
    assert changed == [number % 2 == 1 for number in CONTENTS]
    sealed = _rows()
    migration.seal(apps, Editor)
    assert _rows() == sealed
    migration.open_(apps, Editor)
    assert _rows() == before


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_sealing_that_is_cut_off_goes_on_at_the_next_start(monkeypatch: pytest.MonkeyPatch, apps: Any, n: int) -> None:
    monkeypatch.setattr(migration, "BATCH", 2)
    _in_clear()
    batches = 0

    def cut(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal batches
        if sql.startswith("UPDATE"):
            batches += 1
            if batches == n:
                raise OSError("the plug was pulled")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cut), pytest.raises(OSError, match="plug"):
        migration.seal(apps, Editor)
    assert sum(row[1][:1] == b"\x01" for row in _rows()) == 2 * (n - 1)
    migration.seal(apps, Editor)
    assert [kept.content for kept in Document.objects.order_by("pk")] == list(CONTENTS.values())
