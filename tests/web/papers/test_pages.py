"""From a draft to an issued, verified and withdrawn paper, through the pages."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from berdaya.records.access.scope import SYSTEM
from berdaya.records.audit.models import Entry
from berdaya.records.office import services as office
from berdaya.records.papers import selectors
from berdaya.records.papers.models import Kind, NumberSeries, Paper, State
from berdaya.records.papers.numbering import grouped
from berdaya.reports.render import KINDS, render
from berdaya.web.papers import throttle
from tests.records.office_desk import ANALYST, SERIES, Desk, drafted
from tests.reports.pdfs import text_of
from tests.web.papers.conftest import signed_in

LETTER = {
    "subject": "Undangan musyawarah",
    "nature": "Biasa",
    "attachment": "",
    "addressee": "Camat #let x = 1",
    "addressee_place": "Tempat",
    "text": "Dengan hormat,\n\nKami mengundang *Bapak*.",
    "copies": "Bupati Contoh\n\nInspektur",
}


def draft(client: Client, village: str, **asked: str) -> int:
    answer = client.post(f"/desa/{village}/profil/terbitkan/", asked)
    assert answer.status_code == 302
    return int(re.findall(r"/kelola/surat/(\d+)/", answer["Location"])[0])


def issue(client: Client, desk: Desk, paper: int, **changed: object) -> Paper:
    given = {"series": desk.series, "signatory": desk.signatory, "place": "Muara Kencana", **changed}
    answer = client.post(f"/kelola/surat/{paper}/terbitkan/", given)
    assert answer.status_code == 302
    return Paper.objects.get(pk=paper)


@pytest.fixture
def issued(head: Client, desk: Desk, village: str) -> Paper:
    return issue(head, desk, draft(head, village))


def pdf_of(client: Client, paper: int) -> bytes:
    return b"".join(client.get(f"/kelola/surat/{paper}/berkas.pdf"))


def test_every_kind_of_paper_has_its_template() -> None:
    assert set(Kind.values) == set(KINDS)


def test_a_profile_is_drafted_issued_and_downloaded(analyst: Client, desk: Desk, village: str) -> None:
    paper = draft(analyst, village, indeks="idm", tahun="2024")
    page = analyst.get(f"/kelola/surat/{paper}/").content.decode()
    assert "Siti Contoh, Kepala Dinas" in page
    assert "Pratinjau tanpa nomor" in text_of(pdf_of(analyst, paper))
    row = issue(analyst, desk, paper)
    assert row.state == State.ISSUED
    text = text_of(pdf_of(analyst, paper))
    assert f"Nomor {row.number}" in text
    assert f"Kode {grouped(row.code)}" in text
    assert "Siti Contoh" in text
    assert "NIP 196801011990032001" in text
    assert f"http://testserver/periksa/{grouped(row.code)}/" in text
    assert Entry.objects.filter(action="paper.view", subject=f"paper:{paper}").count() == 1


def test_the_frozen_content_prints_the_same_bytes_again(head: Client, issued: Paper) -> None:
    office.change_office(actor=SYSTEM, agency="Dinas Lain", address="Jalan Lain")
    content, _ = selectors.frozen(SYSTEM, issued.pk)
    assert issued.issued_at is not None
    assert render(issued.kind, content, issued.issued_at) == pdf_of(head, issued.pk)


def test_the_address_of_the_proof_can_be_set(head: Client, desk: Desk, village: str, settings: Any) -> None:
    settings.ADDRESS = "https://berdaya.example"
    row = issue(head, desk, draft(head, village))
    assert f"https://berdaya.example/periksa/{grouped(row.code)}/" in text_of(pdf_of(head, row.pk))


def test_who_signs_for_another_is_named_so(head: Client, desk: Desk, village: str) -> None:
    office.change_signatory(actor=SYSTEM, signatory_id=desk.second, valid_until=None)
    row = issue(head, desk, draft(head, village), signatory=desk.second)
    assert "a.n. Kepala Dinas, Sekretaris, Budi Contoh" in text_of(pdf_of(head, row.pk))


def test_a_letter_is_written_issued_and_printed_as_typed(head: Client, desk: Desk) -> None:
    answer = head.post("/kelola/surat/baru/", LETTER)
    paper = Paper.objects.get()
    assert answer["Location"] == f"/kelola/surat/{paper.pk}/"
    issue(head, desk, paper.pk)
    text = text_of(pdf_of(head, paper.pk))
    for words in (
        "Camat #let x = 1",
        "Kami mengundang *Bapak*.",
        "1. Bupati Contoh",
        "2. Inspektur",
        "Muara Kencana, ",
    ):
        assert words in text
    assert paper.territory == "9901"


def test_a_letter_that_cannot_be_printed_takes_no_number_and_says_why(head: Client, desk: Desk) -> None:
    head.post("/kelola/surat/baru/", {**LETTER, "text": "日本"})
    paper = Paper.objects.get()
    given = {"series": desk.series, "signatory": desk.signatory, "place": "Muara Kencana"}
    page = head.post(f"/kelola/surat/{paper.pk}/terbitkan/", given, follow=True)
    assert "tidak dapat dicetak" in page.content.decode()
    assert Paper.objects.get().state == State.DRAFT


def test_incomplete_forms_say_what_lacks(head: Client, desk: Desk, village: str, issued: Paper) -> None:
    assert head.post("/kelola/surat/baru/", {}).status_code == 422
    paper = draft(head, village)
    answer = head.post(f"/kelola/surat/{paper}/terbitkan/", {"series": desk.series, "signatory": 0})
    assert answer.status_code == 422
    assert "form__error" in answer.content.decode()
    assert head.post(f"/kelola/surat/{issued.pk}/cabut/", {"reason": " "}).status_code == 422
    assert head.post("/kelola/surat/seri/baru/", {**SERIES, "pattern": "{number}", "first_year": ""}).status_code == 422


def test_an_issued_paper_is_issued_and_discarded_no_more(head: Client, desk: Desk, issued: Paper) -> None:
    given = {"series": desk.series, "signatory": desk.signatory, "place": "x"}
    again = head.post(f"/kelola/surat/{issued.pk}/terbitkan/", given, follow=True)
    assert "Nomor hanya diberikan sekali" in again.content.decode()
    head.post(f"/kelola/surat/{issued.pk}/buang/")
    assert Paper.objects.get(pk=issued.pk).state == State.ISSUED


def test_a_draft_is_discarded(head: Client, village: str) -> None:
    paper = draft(head, village)
    assert head.post(f"/kelola/surat/{paper}/buang/")["Location"] == "/kelola/surat/"
    assert head.get(f"/kelola/surat/{paper}/").status_code == 404


# Verifying


def test_anybody_can_verify_a_paper_and_learns_no_person(issued: Paper) -> None:
    page = Client().get(f"/periksa/{grouped(issued.code)}/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in (issued.number, issued.subject, "Dinas Contoh", "Kepala Dinas", issued.pdf_sha256, "Berlaku"):
        assert words in text
    assert "Siti Contoh" not in text
    assert "196801011990032001" not in text
    assert "no-store" in page["Cache-Control"]


def test_a_code_may_be_typed_in_any_way(issued: Paper) -> None:
    client = Client()
    typed = f" {issued.code[:6].lower()} {issued.code[6:]}"
    answer = client.get("/periksa/", {"kode": typed})
    assert client.get(answer["Location"]).status_code == 200


def test_a_withdrawn_paper_says_so_and_why(head: Client, issued: Paper) -> None:
    head.post(f"/kelola/surat/{issued.pk}/cabut/", {"reason": "Salah tahun."})
    text = Client().get(f"/periksa/{issued.code}/").content.decode()
    assert "Surat ini sudah dicabut" in text
    assert "Salah tahun." in text
    assert "Berlaku" not in text
    assert "Cabut surat ini" not in head.get(f"/kelola/surat/{issued.pk}/").content.decode()


def test_the_same_file_is_known_and_a_changed_one_too(head: Client, issued: Paper) -> None:
    whole = pdf_of(head, issued.pk)
    address = f"/periksa/{issued.code}/"

    def compare(content: bytes) -> str:
        return Client().post(address, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()

    assert "Sama persis dengan yang kami terbitkan" in compare(whole)
    assert "Bukan berkas yang kami terbitkan" in compare(whole[:-1] + b"x")
    assert Client().post(address, {}).status_code == 422


def test_a_giant_file_is_refused(issued: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/periksa/{issued.code}/"
    monkeypatch.setattr("berdaya.web.papers.comparing.LARGEST", 4000)
    assert Client().post(address, {"file": SimpleUploadedFile("a.pdf", b"x" * 4001)}).status_code == 413
    assert Client().post(address, {"file": SimpleUploadedFile("a.pdf", b"x" * 9000)}).status_code == 413


NO_FILE = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nnone\r\n--x--'


@pytest.mark.parametrize("body", [b"", b"--x", NO_FILE, b"\0" * 99])
def test_a_torn_upload_is_no_crash(issued: Paper, body: bytes) -> None:
    answer = Client().post(f"/periksa/{issued.code}/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (400, 422)


def test_comparing_asks_for_the_token_of_its_form(issued: Paper) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"/periksa/{issued.code}/"
    assert client.post(address, {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code == 403
    token = client.get(address).context["csrf_token"]
    given = {"file": SimpleUploadedFile("a.pdf", b"x"), "csrfmiddlewaretoken": str(token)}
    assert client.post(address, given).status_code == 200


@pytest.mark.parametrize("code", ["BCDF-GHJK-MNPQ", "x", "<b>", "0" * 300])
def test_a_wrong_code_is_told_plainly(desk: Desk, code: str) -> None:
    page = Client().get(f"/periksa/{code}/")
    assert page.status_code == 404
    assert "Kode ini tidak dikenal" in page.content.decode()
    assert "<b>." not in page.content.decode()


def test_guessing_codes_ends_soon_and_reading_known_ones_does_not(issued: Paper) -> None:
    client = Client()
    for _ in range(throttle.ALLOWED + 5):
        assert client.get(f"/periksa/{issued.code}/").status_code == 200
    for _ in range(throttle.ALLOWED):
        assert client.get("/periksa/BCDFGHJKMNPQ/").status_code == 404
    assert client.get("/periksa/BCDFGHJKMNPQ/").status_code == 429
    blocked = client.get(f"/periksa/{issued.code}/")
    assert blocked.status_code == 429
    assert issued.number not in blocked.content.decode()


def test_a_draft_is_not_to_be_found(head: Client, village: str) -> None:
    draft(head, village)
    assert Client().get("/periksa/").status_code == 200
    assert Client().get("/periksa/-/").status_code == 404


# The list and the series


def test_the_list_reads_in_few_queries_however_long(
    head: Client, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        drafted(ANALYST)
    head.get("/kelola/surat/")
    with django_assert_max_num_queries(12):
        page = head.get("/kelola/surat/")
    assert page.content.decode().count("Profil Desa Bukit Raya") == 12


def test_the_list_leaves_as_excel_and_the_trail_knows(head: Client, issued: Paper) -> None:
    answer = head.get("/kelola/surat/?ekspor=xlsx")
    assert answer["Content-Type"].endswith("sheet")
    assert Entry.objects.filter(action="paper.export").count() == 1


def test_without_a_series_the_office_is_told_what_to_do(head: Client, village: str) -> None:
    NumberSeries.objects.all().delete()
    assert "Belum ada seri nomor" in head.get("/kelola/surat/").content.decode()
    assert "Buat seri nomor dahulu" in head.get(f"/kelola/surat/{draft(head, village)}/").content.decode()


def test_a_series_is_made_and_changed_and_shows_its_next_number(head: Client, desk: Desk) -> None:
    made = {**SERIES, "name": "Undangan", "first_year": "2020", "first_number": "7"}
    assert head.post("/kelola/surat/seri/baru/", made).status_code == 302
    row = NumberSeries.objects.get(name="Undangan")
    assert (row.territory, row.first_number) == ("9901", 7)
    form = head.get(f"/kelola/surat/seri/{row.pk}/").content.decode()
    assert 'value="Undangan"' in form
    answer = head.post(f"/kelola/surat/seri/{row.pk}/", {**made, "agency": "BARU", "seen": row.version})
    assert answer.status_code == 302
    assert "/BARU/" in head.get("/kelola/surat/seri/").content.decode()


def test_two_editors_of_a_series_notice_each_other(head: Client, desk: Desk) -> None:
    changed = {**SERIES, "name": "Seri uji", "first_year": ""}
    first = {**changed, "agency": "SATU", "seen": 1}
    assert head.post(f"/kelola/surat/seri/{desk.series}/", first).status_code == 302
    second = head.post(f"/kelola/surat/seri/{desk.series}/", {**changed, "agency": "DUA", "seen": 1})
    assert second.status_code == 422
    assert "baru saja diubah orang lain" in second.content.decode()
    assert NumberSeries.objects.get(pk=desk.series).agency == "SATU"


def test_a_name_of_a_series_is_taken_once(head: Client, desk: Desk) -> None:
    answer = head.post("/kelola/surat/seri/baru/", {**SERIES, "name": "Seri uji", "first_year": ""})
    assert answer.status_code == 422


# Who may


def test_visitors_sign_in_and_a_mentor_is_told_no(desk: Desk) -> None:
    assert Client().get("/kelola/surat/")["Location"].startswith("/masuk/")
    assert signed_in("pendamping").get("/kelola/surat/").status_code == 403


def test_the_administrator_reads_but_does_not_issue(issued: Paper, desk: Desk, village: str) -> None:
    admin = signed_in("admin")
    assert admin.get(f"/kelola/surat/{issued.pk}/").status_code == 200
    assert admin.post(f"/desa/{village}/profil/terbitkan/").status_code == 403
