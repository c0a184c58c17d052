"""Jejak: who may read it, within which territory, and that personal values stay sealed until asked for."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from berdaya.records import guard
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.access.services import create_user, grant
from berdaya.records.audit import actions, chain
from berdaya.records.audit.log import Personal, changed, exported
from berdaya.records.audit.models import Entry, Link
from berdaya.records.audit.selectors import Sought, count_entries, entries
from berdaya.records.vault import services as vault
from berdaya.web.trail import words

pytestmark = pytest.mark.django_db
WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
def someone(client: Client) -> Callable[[Role, str], User]:
    """Sign in as a person with one role."""

    def sign_in(role: Role, territory: str) -> User:
        user = create_user(actor=SYSTEM, username=f"{role}-{territory or 'semua'}", full_name=f"Si {role}")
        grant(actor=SYSTEM, user=user, role=role, territory=territory)
        client.force_login(user)
        return user

    return sign_in


def _entry(**fields: Any) -> Entry:
    changed(SYSTEM, fields.pop("action", "run.publish"), **{"subject": "run:1", **fields})
    return Entry.objects.latest("pk")


def _text(client: Client, address: str, **data: str) -> str:
    response = client.get(address, data)
    assert response.status_code == 200
    return response.content.decode()


def test_an_auditor_sees_the_own_territory_only(client: Client, someone: Any) -> None:
    inside, outside = _entry(territory="990101", subject="run:7001"), _entry(territory="9902", subject="run:7002")
    everywhere = _entry(territory="", subject="run:7003")
    someone(Role.AUDITOR, "9901")
    html = _text(client, reverse("trail"))
    assert "Hasil 7001" in html
    assert "Hasil 7002" not in html
    assert "Hasil 7003" not in html
    statuses = [client.get(reverse("trail-entry", args=[one.pk])).status_code for one in (inside, outside, everywhere)]
    assert statuses == [200, 404, 404]
    assert client.post(reverse("trail-entry", args=[outside.pk])).status_code == 404


def test_a_role_elsewhere_opens_nothing(client: Client, someone: Any) -> None:
    """An analyst of the regency who audits one kecamatan reads the trail of that kecamatan only."""
    analyst = someone(Role.ANALYST, "9901")
    grant(actor=SYSTEM, user=analyst, role=Role.AUDITOR, territory="990102")
    _entry(territory="990101", subject="run:7001")
    _entry(territory="990102", subject="run:7002")
    html = _text(client, reverse("trail"))
    assert "Hasil 7001" not in html
    assert "Hasil 7002" in html


def test_the_list_is_narrowed_by_person_action_period_subject_and_kind(client: Client, someone: Any) -> None:
    admin = someone(Role.ADMINISTRATOR, "")
    own = Scope(frozenset({(Role.ADMINISTRATOR, "")}), admin.pk)
    changed(own, "run.compute", subject="run:8001", territory="9901")
    exported(own, "list.export", rows=3, note="desa")
    _entry(subject="run:8002")

    def shown(**data: str) -> set[str]:
        html = _text(client, reverse("trail"), **data)
        return {name for name in ("Hasil 8001", "Hasil 8002", "desa<") if name in html}

    assert shown() == {"Hasil 8001", "Hasil 8002", "desa<"}
    assert shown(orang=str(admin.pk)) == {"Hasil 8001", "desa<"}
    assert shown(orang="0") == {"Hasil 8002"}
    assert shown(orang="999999") == set()
    assert shown(tindakan="run.compute") == {"Hasil 8001"}
    assert shown(jenis="export") == {"desa<"}
    assert shown(perihal="run:8002") == shown(perihal="hasil 8002") == {"Hasil 8002"}
    assert shown(perihal="run:800") == set()
    assert shown(perihal="Hasil") == {"Hasil 8001", "Hasil 8002"}
    tomorrow = (datetime.now(WITA) + timedelta(days=1)).date().isoformat()
    assert shown(**{"waktu-dari": tomorrow}) == set()
    assert shown(**{"waktu-sampai": tomorrow}) == {"Hasil 8001", "Hasil 8002", "desa<"}


def test_a_day_begins_and_ends_in_the_office() -> None:
    Entry(at=datetime(2026, 3, 2, 0, 30, tzinfo=WITA), kind="change", action="run.publish", subject="run:1").save()
    Entry(at=datetime(2026, 3, 2, 23, 59, 59, tzinfo=WITA), kind="change", action="run.publish", subject="run:2").save()
    second = date(2026, 3, 2)
    assert count_entries(SYSTEM, Sought(since=second, until=second)) == 2
    assert count_entries(SYSTEM, Sought(since=date(2026, 3, 3))) == 0
    assert count_entries(SYSTEM, Sought(until=date(2026, 3, 1))) == 0


def test_every_entry_is_met_once_while_paging() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=WITA)
    for number in range(23):
        Entry(at=at, kind="change", action="run.publish", subject=f"run:{number}").save()
    for by in ("at", "actor", "action", "territory"):
        met = [row.id for start in range(0, 25, 5) for row in entries(SYSTEM, Sought(), start, start + 5, by)]
        assert len(met) == len(set(met)) == 23


def test_personal_values_stay_sealed_until_asked_for_and_asking_is_noted(client: Client, someone: Any) -> None:
    person = vault.new_person()
    entry = _entry(
        action="user.change",
        subject="user:5",
        territory="9901",
        before={"full_name": Personal(person.pk, "Siti Kenari")},
        after={"full_name": Personal(person.pk, "Siti Kenari Baru"), "username": "siti"},
    )
    auditor = someone(Role.AUDITOR, "9901")
    address = reverse("trail-entry", args=[entry.pk])
    sealed = _text(client, address)
    assert "Siti Kenari" not in sealed
    assert "terkunci" in sealed
    assert "siti" in sealed
    opened = client.post(address)
    assert "Siti Kenari Baru" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    noted = Entry.objects.get(action="trail.view")
    assert (noted.actor_id, noted.kind, noted.subject, noted.territory) == (
        auditor.pk,
        "read",
        f"entry:{entry.pk}",
        "9901",
    )
    vault.erase(actor=SYSTEM, person_id=person.pk)
    erased = client.post(address).content.decode()
    assert "Siti Kenari" not in erased
    assert "sudah dihapus" in erased


def test_old_and_new_value_stand_side_by_side(client: Client, someone: Any) -> None:
    someone(Role.ADMINISTRATOR, "")
    before = {"score": {"IKS01": 3}, "names": [], "active": True}
    entry = _entry(action="ledger.record", before=before, after={"score": {"IKS01": 5}, "active": False, "note": None})
    html = _text(client, reverse("trail-entry", args=[entry.pk]))
    for part in ("skor, IKS01", ">3<", "<b>5</b>", "ya", "tidak", "kosong", "menunggu dirantai"):
        assert part in html


def test_the_list_asks_the_database_few_times(client: Client, someone: Any, django_assert_max_num_queries: Any) -> None:
    people = [create_user(actor=SYSTEM, username=f"u{number}", full_name=f"Orang {number}") for number in range(12)]
    for user in people:
        for _ in range(3):
            changed(Scope(frozenset({(Role.HEAD, "9901")}), user.pk), "run.publish", subject="run:1", territory="9901")
    someone(Role.ADMINISTRATOR, "")
    with django_assert_max_num_queries(14):
        html = _text(client, reverse("trail"))
    assert html.count("Orang 7") >= 3


def test_an_auditor_checks_the_chain(client: Client, someone: Any) -> None:
    pk = _entry(territory="9901").pk
    chain.link(pk)
    someone(Role.AUDITOR, "9901")
    whole = client.post(reverse("trail-check"), follow=True).content.decode()
    assert "Rantai jejak utuh: " in whole
    assert Link.objects.latest("number").hash[:16] in whole
    guard.take_down(connection, "audit_entry")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET note = 'lain' WHERE id = %s", [pk])
    broken = client.post(reverse("trail-check"), follow=True).content.decode()
    assert "putus pada mata rantai 1" in broken
    assert client.get(reverse("trail-check")).status_code == 405


def test_the_export_is_noted_and_holds_no_sealed_value(client: Client, someone: Any) -> None:
    person = vault.new_person()
    _entry(before={"full_name": Personal(person.pk, "Siti Kenari")})
    someone(Role.ADMINISTRATOR, "")
    response = client.get(reverse("trail"), {"ekspor": "xlsx"})
    assert response.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    said = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Menerbitkan hasil" in said
    assert not any("Siti" in cell for cell in said)
    assert Entry.objects.filter(action="trail.export", kind="export").count() == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_action_has_words_in_both_languages(language: str) -> None:
    for code, text in actions.ACTIONS.items():
        assert text.id != text.en, code
        assert text.in_(language)[0].isupper(), code
    assert actions.words("of.tomorrow").id == "of.tomorrow"


def test_words_of_subjects_and_roles() -> None:
    assert words.subject("run:12") == "Hasil 12"
    assert words.subject("something:1") == "something:1"
    assert words.subject_page("user:5") == reverse("person", args=[5])
    assert words.subject_page("user:••••") == words.subject_page("run:1") == ""
    assert words.subject_meant("Entri jejak 7") == "entry:7"
    assert words.subject_meant("daftar wilayah") == "regions"
    assert words.subject_meant("hasilnya") == "hasilnya"
    assert words.roles("analyst 9901, mentor *") == "Analis di 99.01 dan Pendamping"
    assert words.territory("9901012001") == "99.01.01.2001"


def test_coming_in_leaving_and_being_locked_out_are_noted(client: Client) -> None:
    user = create_user(actor=SYSTEM, username="uji", full_name="Uji", password="kata-sandi-uji-9")
    grant(actor=SYSTEM, user=user, role=Role.MENTOR, territory="9901012001")

    def noted(action: str) -> list[tuple[int | None, str, str, str]]:
        found = Entry.objects.filter(action=action).order_by("pk")
        return list(found.values_list("actor_id", "kind", "subject", "territory"))

    client.post(reverse("sign-in"), {"username": "uji", "password": "kata-sandi-uji-9"})
    client.post(reverse("sign-out"))
    told = [(user.pk, "entry", f"user:{user.pk}", "9901012001")]
    assert noted("session.sign_in") == noted("session.sign_out") == told
    for _ in range(7):
        client.post(reverse("sign-in"), {"username": "uji", "password": "salah"})
        client.post(reverse("sign-in"), {"username": "tidak-ada", "password": "salah"})
    assert noted("session.locked") == [(None, "entry", f"user:{user.pk}", "9901012001")]
