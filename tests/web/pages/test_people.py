"""The pages on people: list, one user, inviting by name or code of a territory, handing over, erasing, and what is refused."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from berdaya.demo.regency import DemoRegency
from berdaya.records.access import attempts
from berdaya.records.access.models import Grant, OneTimeCode, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from berdaya.records.audit.models import Entry

pytestmark = pytest.mark.django_db

DISTRICT = "990101"


@pytest.fixture(autouse=True)
def _quick():
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def someone(name: str, role: Role, territory: str, full_name: str = "") -> User:
    user = create_user(actor=SYSTEM, username=name, full_name=full_name or name.title(), password="pandai-menenun-7")
    grant(actor=SYSTEM, user=user, role=role, territory=territory)
    return user


@pytest.fixture
def chief(regency: DemoRegency) -> Client:
    """An administrator of everything."""
    return signed_in(User.objects.get(username="admin"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: int, status: int = 200, **data: object) -> str:
    answer = client.post(reverse(name, args=args), data) if data else client.get(reverse(name, args=args))
    assert answer.status_code == status, answer.headers.get("Location")
    return answer.content.decode()


def act(client: Client, name: str, *args: int, **data: object) -> str:
    """A write that leads back; returns what the page then says."""
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.redirect_chain
    return answer.content.decode()


def test_the_list_shows_roles_places_and_states_in_words(chief):
    html = page(chief, "people")
    assert "Pendamping Contoh" in html
    assert "Kabupaten Contoh" in html
    assert "Semua wilayah" in html


def test_the_list_asks_as_often_for_many(chief, django_assert_max_num_queries):
    for number in range(15):
        someone(f"orang{number}", Role.MENTOR, DISTRICT)
    page(chief, "people")
    with django_assert_max_num_queries(12):
        page(chief, "people")


def test_a_name_is_looked_for_by_post_and_stands_in_no_address(chief):
    someone("kenari", Role.MENTOR, DISTRICT, "Kenari Wulan")
    html = page(chief, "people", nama="kenari wul")
    assert "1 pengguna dengan nama itu." in html
    assert "Kenari Wulan" in html
    assert "Pendamping Contoh" not in html
    assert not re.search(r'(href|action)="[^"]*kenari', html, re.IGNORECASE)
    assert "0 pengguna dengan nama itu." in page(chief, "people", nama="tidak ada")


def test_an_export_of_people_is_written_into_the_trail(chief):
    answer = chief.get(reverse("people") + "?ekspor=xlsx")
    assert answer.status_code == 200
    assert Entry.objects.filter(action="user.export").exists()


def test_an_administrator_of_a_kecamatan_sees_only_its_people(regency):
    local = signed_in(someone("lokal", Role.ADMINISTRATOR, DISTRICT))
    someone("dekat", Role.MENTOR, DISTRICT, "Si Dekat")
    far = someone("jauh", Role.MENTOR, "990102", "Si Jauh")
    html = page(local, "people")
    assert "Si Dekat" in html
    assert "Si Jauh" not in html
    assert local.get(reverse("person", args=[far.pk])).status_code == 404


def test_looking_at_a_person_is_written_into_the_trail(chief):
    user = someone("rina", Role.MENTOR, DISTRICT)
    page(chief, "person", user.pk)
    assert Entry.objects.get(action="user.view").subject == f"user:{user.pk}"


def test_an_auditor_looks_and_erases_but_changes_nothing(regency):
    user = someone("rina", Role.MENTOR, DISTRICT)
    auditor = signed_in(someone("pengawas", Role.AUDITOR, "9901"))
    html = page(auditor, "person", user.pk)
    assert "Beri peran lain" not in html
    assert "Hapus data pribadi" in html
    assert auditor.post(reverse("person-code", args=[user.pk])).status_code == 403
    page(auditor, "person-erase", user.pk, reason="uji", status=422)
    said = act(auditor, "person-erase", user.pk, reason="Permintaan tertulis", sure="on")
    assert "sudah dihapus" in said
    assert "Pengguna terhapus" in said


@pytest.mark.parametrize("written", ["Lambakap", "99.01.02", "990102", "99.01.02 Kecamatan Lambakap", "Semua wilayah"])
def test_a_territory_is_understood_by_name_and_by_code(chief, regency, written):
    district = next(region for region in regency.regions if region.code == "990102")
    written = written.replace("Lambakap", district.name)
    form = {"full_name": "Rina", "username": "rina", "role": "verifier", "territory": written}
    answer = chief.post(reverse("people-invite"), form)
    if "Pilih salah satu" in answer.content.decode():  # a village has the kecamatan's name
        answer = chief.post(reverse("people-invite"), form | {"territory": "99.01.02"})
    html = answer.content.decode()
    code = re.search(r'id="kode">([A-Z0-9-]{14})<', html)
    assert code
    assert Grant.objects.get(user__username="rina").territory == ("" if written == "Semua wilayah" else "990102")
    assert code.group(1).replace("-", "") not in OneTimeCode.objects.get().digest
    assert 'lang="en"' in html
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_name_of_several_territories_is_asked_back(chief):
    form = {"full_name": "Rina", "username": "rina", "role": "mentor", "territory": "a"}
    html = page(chief, "people-invite", **form)
    assert html.count('type="radio"') > 1
    assert not User.objects.filter(username="rina").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"territory": "Atlantis"}, "tidak ada dalam wilayah Anda"),
        ({"territory": "64.02"}, "tidak ada dalam wilayah Anda"),
        ({"username": "ADMIN"}, "sudah dipakai"),
        ({"username": "dua kata"}, "Rina"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "mendahului"),
        ({"full_name": ""}, "id_full_name_error"),
        ({"role": "public"}, "id_role_error"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_beside_the_field(chief, changed, said):
    form = {"full_name": "Rina", "username": "rina", "role": "mentor", "territory": "9901"} | changed
    assert said in page(chief, "people-invite", **form)
    assert not User.objects.filter(username__in=["rina", "dua kata"]).exists()


def test_suggestions_keep_to_what_may_be_given(chief, regency):
    local = signed_in(someone("lokal", Role.ADMINISTRATOR, DISTRICT))
    everything = chief.get(reverse("people-territories"), {"territory": "99.01"}).content.decode()
    own = local.get(reverse("people-territories"), {"territory": "99.01"}).content.decode()
    assert "99.01.02" in everything
    assert "99.01.02" not in own
    assert "99.01.01" in own
    assert "Semua wilayah" in chief.get(reverse("people-territories"), {"territory": "semua"}).content.decode()
    assert "Semua" not in local.get(reverse("people-territories"), {"territory": "semua"}).content.decode()


def test_roles_are_given_and_ended_on_the_page(chief):
    user = someone("rina", Role.MENTOR, DISTRICT)
    act(chief, "person-role", user.pk, role="analyst", territory="9901", valid_from="2030-01-01")
    wrong = page(chief, "person-role", user.pk, role="analyst", territory="Atlantis", status=422)
    assert "tidak ada dalam wilayah Anda" in wrong
    coming = user.grants.get(role="analyst")
    act(chief, "person-role-end", user.pk, coming.pk, last_day="2031-01-01")
    assert user.grants.get(role="analyst").valid_until.year == 2031
    act(chief, "person-role-end", user.pk, coming.pk)
    assert not user.grants.filter(role="analyst").exists()
    other = someone("lain", Role.MENTOR, DISTRICT).grants.get()
    assert chief.post(reverse("person-role-end", args=[user.pk, other.pk])).status_code == 404
    bad = act(chief, "person-role-end", user.pk, user.grants.get().pk, last_day="kemarin")
    assert "state--error" in bad


def test_ending_the_only_tie_leads_back_to_the_list(regency):
    local = signed_in(someone("lokal", Role.ADMINISTRATOR, DISTRICT))
    user = someone("rina", Role.MENTOR, DISTRICT)
    answer = local.post(reverse("person-role-end", args=[user.pk, user.grants.get().pk]))
    assert answer.headers["Location"] == reverse("people")


def test_the_last_administrator_is_told_and_kept(chief):
    admin = User.objects.get(username="admin")
    said = act(chief, "person-role-end", admin.pk, admin.grants.get().pk)
    assert "satu-satunya pengelola" in said
    assert "akun Anda sendiri" in act(chief, "person-standing", admin.pk)
    assert admin.grants.get().valid_until is None


def test_somebody_shut_out_is_seen_and_let_in(chief):
    user = someone("rina", Role.MENTOR, DISTRICT)
    for _ in range(attempts.ALLOWED):
        attempts.note_failure("rina", "203.0.113.7")
    assert "Terkunci sementara" in page(chief, "people")
    assert "Buka sekarang" in page(chief, "person", user.pk)
    act(chief, "person-unlock", user.pk)
    assert not attempts.is_blocked("rina", "203.0.113.7")


def test_deactivating_signs_out_and_can_be_undone(chief):
    user = someone("rina", Role.MENTOR, DISTRICT)
    client = signed_in(user)
    act(chief, "person-standing", user.pk)
    assert client.get(reverse("account")).status_code == 302
    assert "Aktifkan lagi" in page(chief, "person", user.pk)
    act(chief, "person-standing", user.pk, active="1")
    assert User.objects.get(pk=user.pk).is_active


def test_handing_over_on_the_page_leads_to_who_takes_over(chief):
    giver, taker = someone("lama", Role.MENTOR, DISTRICT), someone("baru", Role.VERIFIER, DISTRICT)
    assert "Lama" in page(chief, "person-handover", giver.pk)
    said = act(chief, "person-handover", giver.pk, taker=taker.pk, day="2031-02-01")
    assert "Peran yang berpindah: 1." in said
    assert taker.grants.filter(role="mentor", valid_from__year=2031).exists()
    assert "id_day_error" in page(chief, "person-handover", giver.pk, taker=taker.pk, day="besok")


def test_names_are_changed_and_the_trail_seals_them(chief):
    user = someone("rina", Role.MENTOR, DISTRICT)
    act(chief, "person", user.pk, full_name="Rina Kenari", email="rina@contoh.id", phone="0811")
    assert User.objects.get(pk=user.pk).full_name == "Rina Kenari"
    entry = Entry.objects.get(action="user.change")
    assert "Kenari" not in entry.after
    assert "id_email_error" in page(chief, "person", user.pk, full_name="Rina", email="bukan", status=422)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_in_both_languages(chief, language):
    user = someone("rina", Role.MENTOR, DISTRICT)
    chief.cookies["django_language"] = language
    for name, args in (("people", ()), ("people-invite", ()), ("person", (user.pk,)), ("person-handover", (user.pk,))):
        page(chief, name, *args)
    for name in ("account", "password", "second-factor", "one-time-code"):
        page(chief, name)
