"""The profile of a village as a PDF: for everybody, in both languages, with what its page says."""

from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from berdaya.definitions import catalogue
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import PUBLIC, SYSTEM
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import SubmissionEntry, record_submissions
from berdaya.records.office import services as office
from berdaya.records.papers.models import Paper
from berdaya.records.regions.selectors import villages
from berdaya.records.runs.selectors import published_results
from tests.records.office_desk import Desk
from tests.reports.pdfs import facts_of, text_of


def address(village: str, what: str = "") -> str:
    return f"/desa/{village}/profil.pdf{what}"


def plain(text: str) -> str:
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def test_anybody_may_print_a_profile_and_no_number_is_used(desk: Desk, village: str) -> None:
    answer = Client().get(address(village))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="profil-{village}.pdf"'
    assert "Pratinjau tanpa nomor dan tanda tangan." in text_of(answer.content)
    assert not Paper.objects.exists()
    assert Client().get(address(village)).content == answer.content


@pytest.mark.parametrize("asked", ["", "?indeks=idm&tahun=2024"])
def test_the_profile_says_what_the_page_says(desk: Desk, village: str, asked: str) -> None:
    page = Client().get(f"/desa/{village}/{asked}").context["page"]
    text = plain(text_of(Client().get(address(village, asked)).content))
    assert plain(page.sentence) in text
    for one in page.figures:
        assert one.number in text
        assert one.what in text
    for one in page.dimensions:
        assert one.value in text
    for one in page.points[:8]:
        assert plain(one.name) in text
        assert one.gain in text
    for part in page.provenance.line:
        assert plain(part) in text


@pytest.mark.parametrize("sheet", ["F4", "A4"])
@pytest.mark.parametrize("asked", ["", "?indeks=idm&tahun=2024", "?indeks=idm&tahun=2021"])
def test_a_profile_takes_two_sheets_at_most(desk: Desk, sheet: str, asked: str) -> None:
    office.change_office(actor=SYSTEM, paper=sheet, address="Jalan Contoh Nomor 1, Kota Contoh", contact="Telepon 0")
    for code in [row.dotted for row in villages(PUBLIC)][::8]:
        facts = facts_of(Client().get(address(code, asked)).content)
        assert any(f"Pages:           {count}" in facts for count in (1, 2))
        assert ("841.89" in facts) == (sheet == "A4")


def test_an_invented_village_is_marked_as_such(desk: Desk, village: str) -> None:
    text = text_of(Client().get(address(village)).content)
    assert "Semua desa, angka, dan nama di sini rekaan." in text
    assert "R E K A A N" in text


def test_the_profile_speaks_the_language_of_the_page(desk: Desk, village: str) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    content = client.get(address(village)).content
    assert b"/Lang(en)" in content
    assert "Kecamatan" in text_of(content)


def test_all_villages_can_be_printed(desk: Desk, village: str) -> None:
    """Also those with missing answers, without a year, or with findings."""
    client = Client()
    for code in [row.dotted for row in villages(PUBLIC)]:
        for asked in ("?indeks=idm&tahun=2024", "?indeks=idm&tahun=2021", ""):
            assert client.get(address(code, asked)).status_code == 200, (code, asked)


@pytest.mark.parametrize("code", ["99.01", "99.99.99.2001", "abc", "99.01.01"])
def test_what_is_no_village_has_no_profile(desk: Desk, code: str) -> None:
    assert Client().get(address(code)).status_code == 404


def test_the_page_of_a_village_offers_the_profile_of_what_it_shows(desk: Desk, village: str, head: Client) -> None:
    page = Client().get(f"/desa/{village}/?indeks=idm&tahun=2024").content.decode()
    assert f'href="{address(village)}?indeks=idm&amp;tahun=2024"' in page
    assert "Terbitkan profil" not in page
    assert "Terbitkan profil" in head.get(f"/desa/{village}/").content.decode()


def test_printing_a_profile_reads_little(
    desk: Desk, village: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cache.clear()
    with django_assert_max_num_queries(16):
        Client().get(address(village))


def test_an_officer_prints_the_same_profile_as_everybody(desk: Desk, village: str, head: Client) -> None:
    """What only officers see, such as answers from the field, never goes onto a paper."""
    figures = published_results(PUBLIC, "idm", [2024], scores=True)
    row = next(one for one in figures if one.complete)
    code = RegionCode(row.code).dotted
    before = Client().get(address(code, "?indeks=idm&tahun=2024")).content
    edition = catalogue.edition(row.edition)
    entry = SubmissionEntry(
        region_id=row.region_id,
        year=2024,
        edition=edition.code,
        source=Source.FIELD,
        inputs={name: 1 for name, one in edition.inputs.items() if one.type == "integer"},
    )
    record_submissions(actor=SYSTEM, entries=[entry])
    assert head.get(address(code, "?indeks=idm&tahun=2024")).content == before
