"""Setting an office up, with every write failing in turn: each step is kept whole or not at all."""

from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from berdaya.demo import office as demo
from berdaya.records.access.models import User
from berdaya.records.access.scope import SYSTEM
from berdaya.records.audit import chain
from berdaya.records.office import first, jobs, services
from berdaya.records.office.selectors import every_signatory, office
from tests.faults.writes import TornCable, survives_every_failure

pytestmark = pytest.mark.django_db


def test_the_regency_and_its_letterhead():
    survives_every_failure(lambda: services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh"))
    survives_every_failure(lambda: services.change_office(actor=SYSTEM, agency="Dinas", time_zone="Asia/Jayapura"))
    survives_every_failure(lambda: services.set_logo(actor=SYSTEM, content=demo.emblem()))
    assert (office().agency, office().time_zone, office().version) == ("Dinas", "Asia/Jayapura", 3)


def test_a_signatory():
    services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")
    given = {"name": "Kepala", "title": "Kepala Dinas", "valid_from": date(2026, 1, 1)}
    one = survives_every_failure(lambda: services.add_signatory(actor=SYSTEM, **given))
    survives_every_failure(lambda: services.change_signatory(actor=SYSTEM, signatory_id=one, rank="IV/c"))
    assert [(row.name, row.rank, row.version) for row in every_signatory()] == [("Kepala", "IV/c", 2)]


def test_the_first_administrator(tmp_path, settings):
    settings.DATA = tmp_path
    services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")
    made = {"username": "sri", "full_name": "Sri Rekaan", "password": "sungai-biru-tenang"}
    survives_every_failure(lambda: first.make_first_administrator(actor=SYSTEM, **made))
    assert User.objects.count() == 1


def test_a_job_that_is_tried_again():
    job = DBTaskResult.objects.create(
        status="FAILED", task_path="berdaya.uji", args_kwargs={}, backend_name="default", run_after="2026-01-01T00:00Z"
    )
    survives_every_failure(lambda: jobs.retry(actor=SYSTEM, job_id=str(job.pk)))
    job.refresh_from_db()
    assert job.status == "READY"


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_is_not_called_lost_because_its_link_failed(monkeypatch, caplog):
    """The chain is made after the commit: a failure there is noted, and the next link makes up for it."""
    services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")

    def broken(entry_id):
        raise TornCable("link")

    with monkeypatch.context() as patch:
        patch.setattr(chain, "link", broken)
        services.change_office(actor=SYSTEM, agency="Dinas")
    assert office().agency == "Dinas"
    assert "on_commit" in caplog.text
    services.change_office(actor=SYSTEM, agency="Dinas Lain")
    assert (chain.verify().waiting, chain.verify().broken_at) == (0, None)
