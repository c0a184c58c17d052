"""The office's own pages: editing what letters say, the catalogue, health with failed jobs, and one word for machines."""

import shutil
from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from berdaya.definitions import catalogue
from berdaya.demo import office as demo_office
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from berdaya.records.audit.models import Entry
from berdaya.records.office import jobs, operations, services, workers
from berdaya.records.office.deeds import Deed
from berdaya.records.office.models import Operation, Worker
from berdaya.records.office.selectors import every_signatory, letterhead, office

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def admin(client: Client) -> Client:
    cache.clear()
    user = create_user(actor=SYSTEM, username="sri", full_name="Sri Rekaan")
    grant(actor=SYSTEM, user=user, role=Role.ADMINISTRATOR, territory="9901")
    services.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")
    client.force_login(user)
    return client


def html(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def failed(path: str = "berdaya.exchange.jobs.impor", error: str = "builtins.ValueError") -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.create(
        status="FAILED",
        task_path=path,
        args_kwargs={"args": ["Budi Rahasia"], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        finished_at=timezone.now(),
        exception_class_path=error,
        traceback="Budi Rahasia",
    )


def test_before_the_set_up_the_page_says_where_to_begin(client: Client) -> None:
    client.force_login(create_user(actor=SYSTEM, username="chief", full_name="Chief"))
    grant(actor=SYSTEM, user=client.get("/").wsgi_request.user, role=Role.ADMINISTRATOR, territory="")
    assert "Kantor belum disiapkan" in html(client, "office")
    assert client.get(reverse("office-part", args=["kop"]))["Location"].endswith("/kabupaten/")


def test_the_office_shows_what_stands_on_letters(admin: Client) -> None:
    assert "Belum ada penanda tangan" in html(admin, "office")
    demo_office.load()
    page = html(admin, "office")
    assert "data:image/png;base64," in page
    for words in ("PEMERINTAH KABUPATEN CONTOH", "Kepala Contoh, S.Sos., M.Si.", "a.n."):
        assert words in page


def test_a_page_takes_as_many_queries_for_many_signatories(admin: Client) -> None:
    demo_office.load()
    counts = []
    html(admin, "office")  # fills what is kept between pages
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            html(admin, "office")
        counts.append(len(asked))
        for more in range(20):
            services.add_signatory(actor=SYSTEM, name=f"N{number}{more}", title="T", valid_from=timezone.localdate())
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_what_another_changed_meanwhile_is_not_overwritten(admin: Client) -> None:
    demo_office.load()
    seen = office().version
    services.change_office(actor=SYSTEM, contact="lebih baru")
    form = {"government": "A", "agency": "B", "short_name": "C", "contact": "lama", "seen": seen}
    answer = admin.post(reverse("office-part", args=["kop"]), form)
    assert answer.status_code == 422
    assert "Orang lain mengubah data ini" in answer.content.decode()
    assert letterhead().contact == "lebih baru"


def test_a_bad_logo_is_told_beside_its_field_and_nothing_is_kept(admin: Client) -> None:
    demo_office.load()
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = {"government": "A", "agency": "B", "short_name": "C", "logo": SimpleUploadedFile("logo.png", b"<svg/>")}
    answer = admin.post(reverse("office-part", args=["kop"]), form)
    assert answer.status_code == 422
    assert "SVG tidak diterima" in answer.content.decode()
    assert letterhead().logo == demo_office.emblem()
    assert letterhead().government == "PEMERINTAH KABUPATEN CONTOH"


def test_a_signatory_is_changed_and_ended(admin: Client) -> None:
    demo_office.load()
    one = every_signatory()[0]
    page = reverse("office-signatory", args=[one.id])
    form = {
        "name": one.name,
        "title": "Kepala",
        "valid_from": "2024-01-02",
        "valid_until": "2024-12-31",
        "seen": one.version,
    }
    assert admin.post(page, form)["Location"] == reverse("office")
    assert "berakhir" in html(admin, "office")
    assert admin.post(page, form).status_code == 422, "the version is an older one"
    assert admin.post(page, {**form, "seen": "", "valid_until": "2023-01-01"}).status_code == 422
    assert admin.get(reverse("office-signatory", args=[99])).status_code == 404


def test_the_catalogue_tells_every_edition_and_who_used_it(admin: Client) -> None:
    page = html(admin, "catalogue")
    for edition in catalogue.editions():
        assert edition.hash[:12] in page
        inside = html(admin, "catalogue-edition", edition.code)
        assert edition.hash in inside
        assert all(legal in inside.replace("&#x27;", "'").replace("&amp;", "&") for legal in edition.legal)
    limits = html(admin, "catalogue-edition", "idm-2023")
    assert "0,4907" in limits
    assert "0,8155" in limits
    assert admin.get(reverse("catalogue-edition", args=["tidak-ada"])).status_code == 404


def test_health_says_what_to_do_and_praises_what_is_done(admin: Client) -> None:
    page = html(admin, "health")
    assert "belum pernah" in page
    assert "Jalankan berdaya worker" in page
    told = {"archive": "/a/x.zip", "keys": "/b/x.keys", "bytes": 5}
    for deed in (Deed.BACKUP, Deed.DRILL):
        operations.note(actor=SYSTEM, deed=deed, ok=True, details=told)
    workers.beat(actor=SYSTEM, name="satu")
    page = html(admin, "health")
    assert "belum pernah" not in page
    assert "Jalankan berdaya worker" not in page
    assert "satu folder dengan cadangannya" not in page
    Operation.objects.update(at=timezone.now() - timedelta(days=120))
    Worker.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    operations.note(actor=SYSTEM, deed=Deed.BACKUP, ok=False, details={"problem": "backup.unwritable"})
    page = html(admin, "health")
    assert "backup.unwritable" in page
    assert "Jalankan berdaya restore --drill" in page
    assert "Jalankan berdaya worker" in page


def test_a_failed_job_is_tried_again_or_dismissed(admin: Client) -> None:
    job, other = failed(), failed("berdaya.reports.jobs.surat", jobs.LOST)
    page = html(admin, "health")
    assert "pekerjanya berhenti di tengah jalan" in page
    assert "Budi Rahasia" not in page, "what a job was given is not shown"
    admin.post(reverse("health-job", args=[job.pk]), {"retry": "1"})
    job.refresh_from_db()
    assert (job.status, job.traceback) == ("READY", "")
    admin.post(reverse("health-job", args=[other.pk]), {"dismiss": "1"})
    assert not DBTaskResult.objects.filter(pk=other.pk).exists()
    assert {"job.retry", "job.dismiss"} <= set(Entry.objects.values_list("action", flat=True))
    answer = admin.post(reverse("health-job", args=[job.pk]), {"retry": "1"}, follow=True)
    assert "tidak sedang gagal" in answer.content.decode()


def test_jobs_of_a_dead_worker_are_released_and_those_of_a_living_one_stay(db: None) -> None:
    workers.beat(actor=SYSTEM, name="hidup")
    running = {}
    for name in ("hidup", "mati"):
        running[name] = failed()
        DBTaskResult.objects.filter(pk=running[name].pk).update(status="RUNNING", worker_ids=[name])
    assert jobs.release_lost(actor=SYSTEM) == 1
    statuses = {name: DBTaskResult.objects.get(pk=job.pk).status for name, job in running.items()}
    assert statuses == {"hidup": "RUNNING", "mati": "FAILED"}
    workers.leave(actor=SYSTEM, name="hidup")
    assert jobs.release_lost(actor=SYSTEM) == 1


def test_health_takes_as_many_queries_for_many_failed_jobs(admin: Client) -> None:
    html(admin, "health")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            html(admin, "health")
        counts.append(len(asked))
        for _ in range(12):
            failed()
    # A failed job adds the list of them, and nothing for each.
    assert counts[1] <= counts[0] + 1
    assert counts[0] <= 32


def test_machines_get_one_word(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    answer = client.get(reverse("alive"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10, 10, 0))
    assert client.get(reverse("alive")).status_code == 503
    monkeypatch.undo()

    def broken(execute: Any, *args: Any) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(broken):
        answer = client.get(reverse("alive"))
    assert answer.status_code == 503
    assert b"gone" not in answer.content
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(reverse("alive")).status_code == 200
