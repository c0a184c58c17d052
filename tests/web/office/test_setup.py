"""The first set-up: every page leads there while there is no user, each step is saved, and nobody else takes the office."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from berdaya.demo.office import emblem
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, scope_of
from berdaya.records.access.services import create_user, grant
from berdaya.records.office import setup_key
from berdaya.records.office.selectors import every_signatory, letterhead, office
from berdaya.web.office import clock, gate, limit

pytestmark = pytest.mark.django_db
LIST = "kode,nama\n99,Provinsi Contoh\n99.01,Kabupaten Contoh\n99.01.01,Hulu\n99.01.01.2001,Bukit Raya\n99.07.01.2001,Lain\n"
PERSON = {"full_name": "Sri Rekaan", "username": "sri", "password": "sungai-biru-tenang", "again": "sungai-biru-tenang"}


@pytest.fixture(autouse=True)
def _first_day(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.OFFICE_FROM_RECORDS, settings.DATA = True, tmp_path
    gate.forget()
    cache.clear()
    yield
    gate.forget()
    cache.clear()


@pytest.fixture
def known(client: Client) -> Client:
    """Somebody who wrote the key."""
    client.post(reverse("setup"), {"key": setup_key.needed()})
    return client


def step(slug: str) -> str:
    return reverse("setup-step", args=[slug])


def upload(content: str, name: str = "wilayah.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


@pytest.mark.parametrize("path", ["/", "/desa/99.01.01.2001/", "/masuk/", "/cari/", "/kelola/kesehatan/"])
def test_every_page_leads_to_the_set_up(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == reverse("setup")


def test_what_the_set_up_needs_stays_open(client: Client) -> None:
    assert client.get(reverse("alive")).status_code == 200
    assert client.post(reverse("language"), {"language": "en", "next": "/siapkan/"})["Location"] == "/siapkan/"
    assert client.get(reverse("setup")).status_code == 200


def test_with_a_user_no_page_leads_there(client: Client) -> None:
    create_user(actor=SYSTEM, username="sri", full_name="Sri Rekaan", password="sungai-biru-tenang")
    assert client.get("/masuk/").status_code == 200
    assert client.get(reverse("setup"))["Location"].startswith(reverse("sign-in"))
    assert client.get(step("kabupaten"))["Location"].startswith(reverse("sign-in"))
    assert setup_key.needed() is None


def test_an_office_with_users_is_asked_for_neither_users_nor_time_again(
    client: Client, django_assert_num_queries: Any
) -> None:
    create_user(actor=SYSTEM, username="sri", full_name="Sri Rekaan")
    with django_assert_num_queries(3):  # is there a user, which time zone, does the database answer
        client.get(reverse("alive"))
    with django_assert_num_queries(1):
        client.get(reverse("alive"))


def test_without_the_key_nothing_is_shown_or_written(client: Client) -> None:
    setup_key.needed()
    for slug in ("kabupaten", "pengelola", "kop"):
        assert client.post(step(slug), {"code": "99.01", **PERSON})["Location"] == reverse("setup")
    assert office() is None
    assert not User.objects.exists()


def test_a_wrong_key_is_told_and_cannot_be_guessed(client: Client) -> None:
    key = setup_key.needed()
    for _ in range(limit.ALLOWED):
        answer = client.post(reverse("setup"), {"key": "SALAH"})
        assert answer.status_code == 403
        assert "Kunci penyiapan tidak cocok" in answer.content.decode()
    assert client.post(reverse("setup"), {"key": key}).status_code == 429
    cache.clear()
    # Small letters, spaces and no dashes are the same key.
    assert client.post(reverse("setup"), {"key": str(key).lower().replace("-", " ")}).status_code == 302


def test_the_key_is_private_and_goes_with_the_first_user(
    known: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert setup_key.path().stat().st_mode & 0o077 == 0
    known.post(step("kabupaten"), {"code": "99.01"})
    known.post(step("kop"), {"government": "A", "agency": "B", "short_name": "C"})
    known.post(step("waktu"), {"time_zone": "Asia/Makassar", "paper": "F4"})
    with django_capture_on_commit_callbacks(execute=True):
        known.post(step("pengelola"), PERSON)
    assert not setup_key.path().exists()
    assert not setup_key.fits("")


def test_the_whole_journey(known: Client) -> None:
    assert known.get(reverse("setup"))["Location"] == step("kabupaten")
    assert known.post(step("kabupaten"), {"code": "9901"})["Location"] == step("wilayah")
    page = known.post(step("wilayah"), {"file": upload(LIST)}).content.decode()
    assert "4 baru, 0 berubah, 0 tetap. 1 baris ditolak." in page
    assert "99.07.01.2001" in page
    assert office().regency_name == "Kabupaten Contoh", "the list knows the name"
    assert known.post(step("wilayah"), {"skip": "1"})["Location"] == step("kop")
    assert "PEMERINTAH KABUPATEN CONTOH" in known.get(step("kop")).content.decode()
    head = {"government": "PEMERINTAH", "agency": "Dinas Contoh", "short_name": "DPMD", "address": "Jalan 1"}
    logo = SimpleUploadedFile("logo.png", emblem(), "image/png")
    answer = known.post(
        step("kop"), {**head, "logo": logo, "seen": known.get(step("kop")).context["form"]["seen"].value()}
    )
    assert answer["Location"] == step("waktu")
    assert letterhead().logo == emblem()
    assert "data:image/png;base64," in known.get(step("waktu")).content.decode()
    assert known.post(step("waktu"), {"time_zone": "Asia/Jayapura", "paper": "A4"})["Location"] == step("penandatangan")
    signer = {
        "name": "Kepala Contoh",
        "title": "Kepala Dinas",
        "valid_from": "2026-01-01",
        "nip": "00000000 000000 0 001",
    }
    assert "Kepala Contoh ditambahkan" in known.post(step("penandatangan"), signer).content.decode()
    assert every_signatory()[0].nip == "000000000000000001"
    assert known.post(step("penandatangan"), {"skip": "1"})["Location"] == step("pengelola")
    assert known.post(step("pengelola"), PERSON)["Location"] == step("batas")
    user = User.objects.get()
    assert scope_of(user).held == {(Role.ADMINISTRATOR, "")}
    assert known.session["_auth_user_id"] == str(user.pk)
    assert known.post(step("batas"), {"skip": "1"})["Location"] == reverse("setup-done")
    done = known.get(reverse("setup-done")).content.decode()
    assert "berdaya backup --keep 30" in done
    assert known.get(reverse("setup"))["Location"] == reverse("setup-done")
    assert known.get(step("pengelola"))["Location"] == reverse("setup"), "there is one first administrator"


def test_a_step_can_be_left_and_taken_up_again(known: Client) -> None:
    known.post(step("kabupaten"), {"code": "99.01", "name": "Kabupaten Contoh"})
    known.post(step("wilayah"), {"skip": "1"})
    later = Client()
    later.post(reverse("setup"), {"key": setup_key.needed()})
    assert later.get(reverse("setup"))["Location"] == step("kop")
    page = later.get(step("kabupaten")).content.decode()
    assert 'value="99.01"' in page
    assert later.get(step("waktu"))["Location"] == reverse("setup"), "what is needed comes first"
    assert f'href="{step("wilayah")}"' in later.get(step("kop")).content.decode(), "back works"


@pytest.mark.parametrize(
    ("slug", "data", "told"),
    [
        ("kabupaten", {"code": "99.01.01"}, "bukan kode kabupaten"),
        ("kabupaten", {"code": "entah"}, "entah"),
        ("kabupaten", {}, "form__error"),
        ("wilayah", {}, "form__error"),
        ("wilayah", {"file": "salah,kolom\n1,2\n"}, "kode"),
        ("wilayah", {"file": "kode,nama\n99.01.01.2001,\n"}, "baris 2"),
        ("wilayah", {"file": "\x00\x01\x02"}, "Belum tersimpan"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_kept(known: Client, slug: str, data: dict[str, str], told: str) -> None:
    if slug != "kabupaten":
        known.post(step("kabupaten"), {"code": "99.01"})
    before = office()
    sent = {key: upload(value) if key == "file" else value for key, value in data.items()}
    answer = known.post(step(slug), sent)
    assert answer.status_code == 422
    assert told.lower() in answer.content.decode().lower()
    assert office() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"password": "12345", "again": "12345"}, "pendek"),
        ({"again": "lain sekali ya"}, "Kedua kata sandi tidak sama."),
        ({"username": "ada spasi"}, "nama pengguna"),
        ({"password": "sri", "again": "sri"}, "pendek"),
    ],
)
def test_a_weak_first_password_is_refused(known: Client, change: dict[str, str], told: str) -> None:
    known.post(step("kabupaten"), {"code": "99.01"})
    known.post(step("kop"), {"government": "A", "agency": "B", "short_name": "C"})
    known.post(step("waktu"), {"time_zone": "Asia/Makassar", "paper": "F4"})
    answer = known.post(step("pengelola"), PERSON | change)
    assert answer.status_code == 422
    assert told.lower() in answer.content.decode().lower()
    assert "sungai-biru" not in answer.content.decode()
    assert not User.objects.exists()


def test_the_second_to_try_comes_too_late(known: Client) -> None:
    known.post(step("kabupaten"), {"code": "99.01"})
    known.post(step("kop"), {"government": "A", "agency": "B", "short_name": "C"})
    known.post(step("waktu"), {"time_zone": "Asia/Makassar", "paper": "F4"})
    create_user(actor=SYSTEM, username="lebih-dulu", full_name="Lebih Dulu")
    assert known.post(step("pengelola"), PERSON)["Location"].startswith(reverse("sign-in"))
    assert User.objects.count() == 1


def test_boundaries_are_taken_from_the_administrator(known: Client) -> None:
    known.post(step("kabupaten"), {"code": "99.01"})
    known.post(step("wilayah"), {"file": upload(LIST)})
    known.post(step("kop"), {"government": "A", "agency": "B", "short_name": "C"})
    known.post(step("waktu"), {"time_zone": "Asia/Makassar", "paper": "F4"})
    known.post(step("pengelola"), PERSON)
    ring = "[[116,-0.5],[116.1,-0.5],[116.1,-0.4],[116,-0.4],[116,-0.5]]"
    shape = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    feature = f'{{"type":"Feature","properties":{{"kode":"99.01.01.2001"}},"geometry":{shape}}}'
    content = f'{{"type":"FeatureCollection","features":[{feature}]}}'
    page = known.post(step("batas"), {"file": upload(content, "../../batas.geojson")}).content.decode()
    assert "1 baru" in page
    assert known.post(step("batas"), {"file": upload("{}", "batas.geojson")}).status_code == 422


def test_with_real_territories_the_second_step_comes_first_and_the_rest_waits_in_the_office(
    known: Client, settings: Any
) -> None:
    known.post(step("kabupaten"), {"code": "99.01"})
    known.post(step("wilayah"), {"skip": "1"})
    known.post(step("kop"), {"government": "A", "agency": "B", "short_name": "C"})
    known.post(step("waktu"), {"time_zone": "Asia/Makassar", "paper": "F4"})
    settings.SECOND_FACTOR = "required"
    known.post(step("pengelola"), PERSON)
    assert known.get(step("batas"))["Location"] == reverse("second-factor")
    settings.SECOND_FACTOR = "offered"
    page = known.get(reverse("office")).content.decode()
    assert f'href="{step("penandatangan")}"' in page, "the step that waits"
    for slug in ("penandatangan", "batas"):
        known.post(step(slug), {"skip": "1"})
    assert "Penyiapan belum selesai" not in known.get(reverse("office")).content.decode()


def test_an_office_keeps_its_own_time(client: Client) -> None:
    user = create_user(actor=SYSTEM, username="sri", full_name="Sri Rekaan")
    grant(actor=SYSTEM, user=user, role=Role.ADMINISTRATOR, territory="")
    client.force_login(user)
    client.post(reverse("office-part", args=["kabupaten"]), {"code": "91.01", "name": "Kabupaten Timur"})
    assert str(clock.zone()) == "Asia/Jayapura"
    assert "Asia/Jayapura" in client.get(reverse("health")).content.decode()
    seen = office().version
    client.post(reverse("office-part", args=["waktu"]), {"time_zone": "Asia/Jakarta", "paper": "A4", "seen": seen})
    assert str(clock.zone()) == "Asia/Jakarta"
