"""An import, cut off at every write: nothing half-saved, nothing half-undone, and the next try does it once."""

from collections.abc import Callable

import pytest

from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets import importing
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.imports import selectors, services
from berdaya.records.imports.contents import ColumnMapping
from berdaya.records.imports.kinds import BatchState
from berdaya.records.imports.models import BatchSubmission, ImportBatch
from berdaya.records.inbox.models import Message
from berdaya.records.observations.models import Submission, Withdrawal
from berdaya.records.regions.services import RegionEntry, import_regions
from tests.faults.writes import everything, survives_every_failure

FILE = b"Kode Desa;CLI;SCH;Tahun\n99.01.01.2001;4;1;2024\n99.01.01.2002;2;4;2024\n"


@pytest.fixture
def sender(db: None) -> Scope:
    names = {"99": "Provinsi", "99.01": "Kabupaten", "99.01.01": "Hulu", "99.01.01.2001": "A", "99.01.01.2002": "B"}
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in names.items()])
    user = User.objects.create_user("pengirim", full_name="Orang Contoh")
    head = User.objects.create_user("kepala-dinas", full_name="Kepala Contoh")
    Grant.objects.create(user=head, role=Role.HEAD, territory="9901")
    return Scope(frozenset({(Role.ANALYST, "9901")}), user.pk)


@pytest.fixture
def batch(sender: Scope) -> int:
    return importing.upload(actor=sender, name="a.csv", content=FILE)


def mapped(sender: Scope, batch: int) -> None:
    opened = importing.open_file(sender, batch)
    mapping = ColumnMapping("contoh-2020", None, "field", opened.mapping.targets)
    services.save_mapping(actor=sender, batch_id=batch, mapping=mapping, signature=opened.signature)


@pytest.fixture
def commit(sender: Scope, batch: int) -> Callable[[], int]:
    mapped(sender, batch)
    importing.look(actor=sender, batch_id=batch)
    seen = selectors.batch(sender, batch).preview_mark
    return lambda: importing.save(actor=sender, batch_id=batch, seen=seen)


def test_sending_survives_every_failure(sender: Scope) -> None:
    survives_every_failure(lambda: importing.upload(actor=sender, name="a.csv", content=FILE))
    assert ImportBatch.objects.count() == 1


def test_mapping_and_looking_survive_every_failure(sender: Scope, batch: int) -> None:
    survives_every_failure(lambda: mapped(sender, batch))
    survives_every_failure(lambda: importing.look(actor=sender, batch_id=batch))
    assert len(selectors.preview(sender, batch).changes) == 4


def test_committing_survives_every_failure(commit: Callable[[], int]) -> None:
    assert survives_every_failure(commit) == 2
    assert (Submission.objects.count(), BatchSubmission.objects.count()) == (2, 2)
    assert list(Message.objects.values_list("kind", "user__username")) == [("import.committed", "kepala-dinas")]
    before = everything()
    assert commit() == 0
    assert everything() == before


def test_undoing_and_bringing_back_survive_every_failure(sender: Scope, batch: int, commit: Callable[[], int]) -> None:
    commit()
    assert survives_every_failure(lambda: importing.take_back(actor=sender, batch_id=batch)) == 2
    assert Withdrawal.objects.count() == 2
    assert importing.take_back(actor=sender, batch_id=batch) == 0
    assert survives_every_failure(lambda: services.redo(actor=sender, batch_id=batch)) == 2
    assert selectors.batch(sender, batch).state == BatchState.COMMITTED
    assert (Submission.objects.count(), Withdrawal.objects.count()) == (2, 4)


def test_putting_aside_survives_every_failure(sender: Scope, batch: int) -> None:
    survives_every_failure(lambda: services.abandon(actor=sender, batch_id=batch))
    survives_every_failure(lambda: services.take_up(actor=sender, batch_id=batch))
    assert selectors.batch(sender, batch).state == BatchState.UPLOADED
