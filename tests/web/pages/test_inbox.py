"""The inbox page, its count in the frame, and the digest, in both languages."""

import re

import pytest
from django.urls import reverse

from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.decisions.findings import found
from berdaya.records.decisions.services import Said, decide
from berdaya.records.inbox.models import Message
from berdaya.records.inbox.services import tell
from berdaya.records.runs.services import compute_run, publish_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client, regency):
    user = User.objects.get(username="analis")
    client.force_login(user)
    return user


def html(client, address, language="id"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_was_told_is_counted_in_the_frame_and_listed(client, analyst):
    assert 'class="count"' not in html(client, "/kotak/")
    tell([analyst.pk], "run.published", subject="IDM <2024>", href="/mutu/")
    page = html(client, "/kotak/")
    assert "Hasil IDM &lt;2024&gt; terbit." in page
    assert '<span class="count">1' in page
    assert "The results IDM" in html(client, "/kotak/", "en")


def test_the_count_takes_one_query(client, analyst, django_assert_num_queries):
    address = reverse("help")
    client.get(address)
    tell([analyst.pk], "job.done", subject="x")
    with django_assert_num_queries(5) as asked:
        client.get(address)
    assert sum("inbox_message" in query["sql"] for query in asked.captured_queries) == 1


def test_opening_marks_as_read_and_leads_there(client, analyst):
    tell([analyst.pk], "job.done", subject="x", href="/mutu/")
    own = Message.objects.get(user=analyst, kind="job.done")
    answer = client.post(reverse("inbox-open", args=[own.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/mutu/")
    own.refresh_from_db()
    assert own.read_at
    client.post(reverse("inbox-archive", args=[own.pk]))
    assert "Tidak ada pesan" in html(client, "/kotak/")
    assert "Pekerjaan selesai" in html(client, "/kotak/?arsip=1")
    client.post(reverse("inbox-archive", args=[own.pk]), {"kembalikan": "1"})
    assert "Pekerjaan selesai" in html(client, "/kotak/")


def test_anothers_message_is_not_there(client, analyst):
    other = User.objects.get(username="camat")
    tell([other.pk], "job.done", subject="x")
    theirs = Message.objects.get(user=other, kind="job.done")
    assert client.post(reverse("inbox-open", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("inbox-archive", args=[theirs.pk])).status_code == 404
    client.post(reverse("inbox-read"))
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_published_run_is_told_to_those_who_work_there(regency):
    run = compute_run(actor=SYSTEM, edition_code="idm-2023", year=2024, territory="9901")
    publish_run(actor=SYSTEM, run_id=run)
    told = set(Message.objects.filter(kind="run.published").values_list("user__username", flat=True))
    assert {"analis", "kepala", "camat", "operator", "pendamping"} <= told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "id",
            ("*Ringkasan pekan Berdaya: Kabupaten Contoh*", "temuan IDM 2024 menunggu keputusan", "1 perlu kunjungan"),
        ),
        ("en", ("*Berdaya, the week: Kabupaten Contoh*", "findings of IDM 2024 wait", "1 to be visited")),
    ],
)
def test_the_week_is_told_in_numbers_and_names_nobody(client, analyst, language, words):
    one = next(item for item in found(SYSTEM, "idm", 2024) if item.key.code == "copied_row")
    actor = Scope(frozenset({(Role.ANALYST, "9901")}), User.objects.get(username="kepala").pk)
    decide(actor=actor, key=one.key, said=Said("visit", "Rahasia sekali"), expected=0)
    run = compute_run(actor=SYSTEM, edition_code="idm-2023", year=2024, territory="9901")
    publish_run(actor=SYSTEM, run_id=run)
    page = html(client, "/kotak/ringkasan/", language)
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    for word in words:
        assert word in text
    assert "Rahasia" not in text
    assert "Kepala Dinas" not in text
    assert one.name not in text
    assert "http" not in text


def test_the_week_stays_in_the_readers_territory(client, regency):
    user = User.objects.get(username="operator")
    client.force_login(user)
    village = user.grants.get().territory
    mine = sum(1 for one in found(SYSTEM, "idm", 2024) if one.village == village)
    text = html(client, "/kotak/ringkasan/")
    assert (f"{mine} temuan IDM 2024" in text) == bool(mine)
