"""Mutu data on the invented regency: the list, one finding, deciding, colliding, many at once, computing anew."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from berdaya.demo.regency import DemoRegency
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import grant
from berdaya.records.decisions.findings import found
from berdaya.records.decisions.models import Decision
from berdaya.records.inbox.models import Message
from berdaya.records.runs.models import Run, State
from berdaya.web.quality import asked
from berdaya.web.quality.asked import finding_address

pytestmark = pytest.mark.django_db
OF_IDM = "?indeks=idm&tahun=2024"


def signed_in(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


@pytest.fixture
def analyst(client: Client, regency: DemoRegency) -> Client:
    return signed_in(client, "analis")


@pytest.fixture
def copied(regency: DemoRegency) -> list[str]:
    """The pages of the findings on the copied row of 2024."""
    return [finding_address(one) for one in found(SYSTEM, "idm", 2024) if one.key.code == "copied_row"]


def html(client: Client, address: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def say(client: Client, address: str, choice: str, version: int = 0, **parts: str):
    data = {"pilihan": choice, "alasan": "Dicek dengan foto.", "versi": version, **parts}
    return client.post(address, data)


@pytest.mark.parametrize(
    ("language", "words"), [("id", ("Baris tersalin", "Menunggu keputusan")), ("en", ("IDM 2024",))]
)
def test_the_list_names_kinds_states_and_proposals(analyst, copied, language, words):
    page = html(analyst, "/mutu/" + OF_IDM, language)
    for word in words:
        assert word in page
    assert all(address in page for address in copied)


def test_lists_are_filtered_by_kind_state_and_kecamatan(analyst, copied):
    of_kind = html(analyst, "/mutu/" + OF_IDM + "&jenis=copied_row")
    assert set(re.findall(r'href="(/mutu/idm/2024/[^"]+)"', of_kind)) == set(copied)
    assert not re.findall(r'href="/mutu/idm/2024/', html(analyst, "/mutu/" + OF_IDM + "&keadaan=accepted"))
    one = next(one for one in found(SYSTEM, "idm", 2024) if one.key.code == "copied_row")
    inside = html(analyst, f"/mutu/{OF_IDM}&jenis=copied_row&kecamatan={one.district}")
    assert finding_address(one) in inside


def test_the_file_holds_codes_explanations_and_typed_figures(analyst, copied):
    response = analyst.get("/mutu/" + OF_IDM + "&jenis=copied_row&ekspor=xlsx")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Desa")
    first = dict(zip(rows[head], rows[head + 1], strict=True))
    assert first["Kode"].startswith("99.01.")
    assert "diperbaiki menjadi" in first["Penjelasan"]
    assert isinstance(first["Terbit"], float)
    assert isinstance(first["Dihitung"], float)


def test_the_list_asks_the_database_few_times(analyst, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        analyst.get("/mutu/" + OF_IDM)
    with django_assert_max_num_queries(15):
        analyst.get("/mutu/" + OF_IDM)


def test_one_finding_asks_the_database_few_times(analyst, copied, django_assert_max_num_queries):
    with django_assert_max_num_queries(28):
        analyst.get(copied[0])


def test_a_finding_shows_both_values_the_evidence_and_the_ledger(analyst, copied):
    page = html(analyst, copied[0])
    for words in ("Terbit", "Dihitung dari jawaban", "Usul perbaikan", "dugaan", "Bukti", "Buku catatan 2024"):
        assert words in page
    assert 'name="versi" value="0"' in page


def test_a_decision_is_kept_with_its_reason_and_can_be_taken_back(analyst, copied):
    response = say(analyst, copied[0], "accept")
    assert (response.status_code, response["Location"]) == (302, copied[0])
    page = html(analyst, copied[0])
    assert "Diterima seperti terbit" in page
    assert "Dicek dengan foto." in page
    assert "belum masuk hasil yang terbit" in page
    assert say(analyst, copied[0], "reopen", 1).status_code == 302
    assert "Diperbaiki (dugaan)" in html(analyst, copied[0])
    assert Decision.objects.count() == 2


def test_whoever_comes_second_is_told_and_loses_nothing(analyst, copied):
    rival = signed_in(Client(), "kepala")
    assert say(rival, copied[0], "visit").status_code == 302
    response = say(analyst, copied[0], "accept", 0, alasan="Sesuai pengumuman <b>resmi</b>.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kepala Dinas Contoh" in page
    assert "Sesuai pengumuman &lt;b&gt;resmi&lt;/b&gt;." in page
    assert 'name="versi" value="1"' in page
    assert re.search(r'value="accept"[^>]*checked', page)
    assert Decision.objects.count() == 1
    assert say(analyst, copied[0], "accept", 1).status_code == 302


@pytest.mark.parametrize("missing", ["pilihan", "alasan", "versi"])
def test_what_is_missing_is_told_and_nothing_is_written(analyst, copied, missing):
    data = {"pilihan": "accept", "alasan": "Ya.", "versi": "0"} | {missing: ""}
    assert analyst.post(copied[0], data).status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize("repair", ["IKS30:9", "XXX:1", "IKS30:satu"])
def test_a_repair_outside_the_rubric_is_refused(analyst, copied, repair):
    assert say(analyst, copied[0], "repair", perbaikan=repair).status_code == 422
    assert not Decision.objects.exists()


def test_others_remark_in_their_territory_and_decide_nothing(client, copied):
    own = found(SYSTEM, "idm", 2024)[0]
    camat = User.objects.create_user("camat-baru", full_name="Camat Rekaan")
    grant(actor=SYSTEM, user=camat, role=Role.VERIFIER, territory=own.district_code)
    client.force_login(camat)
    address = finding_address(own)
    page = html(client, address)
    assert "Kirim tanggapan" in page
    assert 'value="accept"' not in page
    assert say(client, address, "accept").status_code == 403
    assert say(client, address, "remark").status_code == 302
    elsewhere = next(one for one in found(SYSTEM, "idm", 2024) if one.district_code != own.district_code)
    assert client.get(finding_address(elsewhere)).status_code == 404
    assert say(client, finding_address(elsewhere), "remark").status_code == 404
    assert list(Decision.objects.values_list("choice", flat=True)) == ["remark"]
    listed = html(client, "/mutu/" + OF_IDM)
    assert finding_address(elsewhere) not in listed


def test_many_equal_findings_are_previewed_and_decided_together(analyst, copied):
    address = reverse("finding-together") + OF_IDM + "&jenis=copied_row&tentang=IKS30"
    page = html(analyst, address)
    assert f"Putuskan {len(copied)} temuan" in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    stale = {**fields, "daftar": "1-lama", "pilihan": "repair", "alasan": "Cacat dikenal."}
    refused = analyst.post(reverse("finding-together"), stale)
    assert refused.status_code == 409
    assert not Decision.objects.exists()
    done = analyst.post(reverse("finding-together"), {**stale, "daftar": fields["daftar"]})
    assert done.status_code == 302
    assert Decision.objects.count() == len(copied)
    assert len(set(Decision.objects.values_list("batch", flat=True))) == 1
    batch = Decision.objects.values_list("batch", flat=True)[0]
    back = html(analyst, f"{address}&kelompok={batch}")
    assert f"Putuskan {len(copied)} temuan" in back


def test_results_are_computed_anew_and_published_by_who_may(analyst, copied):
    say(analyst, copied[0], "accept")
    before = Run.objects.get(family="idm", year=2024, state=State.PUBLISHED)
    assert analyst.post("/mutu/hitung/", {"indeks": "idm", "tahun": "2024"}).status_code == 302
    draft = Run.objects.get(family="idm", year=2024, state=State.DRAFT)
    assert Message.objects.filter(user__username="kepala", kind="run.draft").exists()
    assert "menunggu diterbitkan" in html(analyst, "/mutu/" + OF_IDM)
    assert analyst.post(f"/mutu/terbitkan/{draft.pk}/", {"indeks": "idm", "tahun": "2024"}).status_code == 403
    head = signed_in(Client(), "kepala")
    assert head.post(f"/mutu/terbitkan/{draft.pk}/", {"indeks": "idm", "tahun": "2024"}).status_code == 302
    before.refresh_from_db()
    assert before.state == State.SUPERSEDED
    assert "belum masuk hasil yang terbit" not in html(analyst, "/mutu/" + OF_IDM)
    assert "Diterima seperti terbit" in html(analyst, copied[0])


def test_the_head_computes_and_publishes_at_once(regency, copied):
    head = signed_in(Client(), "kepala")
    say(head, copied[0], "accept")
    head.post("/mutu/hitung/", {"indeks": "idm", "tahun": "2024"})
    assert not Run.objects.filter(state=State.DRAFT).exists()
    assert Run.objects.filter(family="idm", year=2024).count() == 2


def test_completeness_is_told_by_village_and_indicator(analyst):
    page = html(analyst, "/mutu/kelengkapan/?indeks=idm&tahun=2022")
    assert "Menurut indikator" in page
    assert re.search(r"\d+ dari \d+ desa lengkap", page)


def test_unknown_findings_and_indices_are_not_found(analyst, copied):
    village = copied[0].split("/")[4]
    for address in (
        f"/mutu/idm/2024/{village}/copied_row/IKS01/",
        f"/mutu/apa/2024/{village}/copied_row/IKS30/",
        "/mutu/idm/2024/99.99.99.9999/copied_row/IKS30/",
    ):
        assert analyst.get(address).status_code == 404


def test_visitors_sign_in_first_and_opd_are_refused(client, regency):
    assert client.get("/mutu/").status_code == 302
    user = User.objects.create_user("opd-baru", full_name="OPD Rekaan")
    Grant.objects.create(user=user, role=Role.OPD, territory="9901")
    client.force_login(user)
    assert client.get("/mutu/").status_code == 403


def test_a_country_is_shown_one_regency_at_a_time(analyst, copied, monkeypatch):
    monkeypatch.setattr(asked, "MOST_VILLAGES", 3)
    page = html(analyst, "/mutu/" + OF_IDM)
    assert '<option value="9901" selected>Kabupaten Contoh' in page
    assert "wilayah=9901" in page
    assert all(address in page for address in copied)
    assert html(analyst, "/mutu/kelengkapan/" + OF_IDM + "&wilayah=9901")
    assert "wilayah=9901" in html(analyst, "/mutu/" + OF_IDM + "&wilayah=64")
    together = html(analyst, reverse("finding-together") + OF_IDM + "&jenis=copied_row&tentang=IKS30&wilayah=9901")
    assert f"Putuskan {len(copied)} temuan" in together
