"""The pages on an invented regency: languages, number of queries, who sees what, addresses, sign-in."""

import json
import re
from fractions import Fraction

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from berdaya.demo.accounts import PASSWORD
from berdaya.demo.regency import DemoRegency
from berdaya.domain.values import RegionCode
from berdaya.exchange import regions_csv
from berdaya.records.access.scope import PUBLIC, SYSTEM
from berdaya.records.runs.selectors import published_results
from berdaya.records.runs.summaries import printed_indices
from berdaya.web.numerals import number

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(regency: DemoRegency):
    """A village with a complete result of the newest IDM year."""
    rows = published_results(PUBLIC, "idm", [2024])
    return next(row for row in rows if row.complete and row.verdict == "consistent")


def page(code: str, **parameters: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return reverse("village", args=[RegionCode(code).dotted]) + (f"?{query}" if query else "")


def text(client: Client, address: str, language: str = "id", **extra) -> str:
    client.cookies["django_language"] = language
    response = client.get(address, **extra)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("id", "Perlu perhatian"), ("en", "Needs attention")])
def test_beranda_speaks_both_languages(client, regency, language, words):
    html = text(client, "/?indeks=idm&tahun=2024", language)
    assert words in html
    assert "Kabupaten Contoh" in html
    assert html.count('class="fig"') == 4
    assert '<section class="sec" id="peta-bagian">' in html


def test_beranda_asks_the_database_few_times(client, regency, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get("/?indeks=idm&tahun=2024")
    with django_assert_max_num_queries(3):
        client.get("/?indeks=idm&tahun=2024")
    client.login(username="analis", password=PASSWORD)
    client.get("/?indeks=idm&tahun=2024")
    with django_assert_max_num_queries(8):
        client.get("/?indeks=idm&tahun=2024")


def test_a_village_asks_the_database_few_times(client, some, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get(page(some.code, indeks="idm", tahun="2024"))
    client.login(username="analis", password=PASSWORD)
    client.get("/")  # asks once a minute whether all territories are invented
    with django_assert_max_num_queries(11):  # one more than a visitor's: the inbox is counted
        client.get(page(some.code, indeks="idm", tahun="2024"))


def test_the_map_alone_is_answered_to_htmx(client, regency):
    html = text(
        client, "/?warna=IKS&indeks=idm&tahun=2024", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    assert html.startswith('<div id="peta">')
    assert "<html" not in html
    assert "HX-Request-Type" in client.get("/")["Vary"]


def test_every_colour_of_the_map_can_be_asked_for(client, regency):
    html = text(client, "/?indeks=idm&tahun=2024")
    for code in ("IDM", "IKS", "IKE", "IKL", "IKS01"):
        coloured = text(client, f"/?indeks=idm&tahun=2024&warna={code}")
        assert coloured != html
        assert "sk-" in coloured


def test_the_table_stands_for_the_map(client, regency):
    html = text(client, "/?indeks=idm&tahun=2024&bentuk=tabel")
    rows = len(published_results(PUBLIC, "idm", [2024]))
    assert html.count('class="note">') >= rows
    assert html.count('<tr><th scope="row"><a') >= rows
    assert 'class="map"' not in html


def test_the_two_indices_are_two_panels_with_a_break(client, regency):
    html = text(client, "/")
    assert html.count('class="break"') == 2
    assert "Dua garis putus-putus" in html


def test_beranda_leads_people_from_the_field_to_their_own_places(client, regency):
    own = "Wilayah Anda:"
    assert own not in text(client, "/")
    for username, place in (("operator", "/desa/"), ("pendamping", "/desa/"), ("camat", "/?wilayah=")):
        client.login(username=username, password=PASSWORD)
        line = text(client, "/").split(own)[1].split("</p>")[0]
        (first, *_) = re.findall('href="([^"]*)"', line)
        assert first.startswith(place)
        assert client.get(first).status_code == 200
    client.login(username="kepala", password=PASSWORD)
    assert own not in text(client, "/")


def test_beranda_is_of_the_measured_regency_also_where_the_list_knows_more(client, regency, tmp_path):
    listed = tmp_path / "wilayah.csv"
    listed.write_text("kode,nama\n99.02,Kabupaten Sebelah\n99.02.01,Hilir\n99.02.01.2001,Bukit Jauh\n")
    regions_csv.import_file(actor=SYSTEM, path=listed)
    assert "<h1>Kabupaten Contoh</h1>" in text(client, "/")
    assert "<h1>Provinsi Contoh</h1>" in text(client, "/?wilayah=99")


def test_a_kecamatan_can_be_looked_at_alone(client, some):
    district = RegionCode(some.district_code).dotted
    html = text(client, f"/?indeks=idm&tahun=2024&wilayah={district}")
    assert f"<h1>Kecamatan {some.district}</h1>" in html
    others = {row.name for row in published_results(PUBLIC, "idm", [2024]) if row.district_code != some.district_code}
    atlas = html[html.index('id="peta"') :]
    assert not [name for name in others if f">{name}<" in atlas]


def test_lists_near_a_limit_are_for_officers_in_their_territory(client, regency):
    address = reverse("attention", args=["dekat-batas"]) + "?indeks=idm&tahun=2024"
    assert client.get(address).status_code == 302
    assert "dekat-batas" not in text(client, "/?indeks=idm&tahun=2024")
    client.login(username="analis", password=PASSWORD)
    everywhere = set(re.findall(r"/desa/(99[\d.]+)/", text(client, address)))
    client.logout()
    client.login(username="pendamping", password=PASSWORD)
    own = set(re.findall(r"/desa/(99[\d.]+)/", text(client, address)))
    mine = {submission.village for submission in regency.submissions}
    assert own <= everywhere <= {RegionCode(code).dotted for code in mine}
    assert len(own) <= 2


def test_what_an_officer_saw_is_not_kept_for_the_public(client, regency):
    client.login(username="kepala", password=PASSWORD)
    seen = text(client, "/?indeks=idm&tahun=2024")
    client.logout()
    assert "dekat-batas" not in text(client, "/?indeks=idm&tahun=2024")
    assert "Kepala Dinas Contoh" in seen


@pytest.mark.parametrize(
    "kind", ["bertentangan", "diperbaiki", "belum-lengkap", "tanpa-data", "turun-kelas", "turun-nilai"]
)
def test_every_list_opens(client, regency, kind):
    for language in ("id", "en"):
        assert "<h1>" in text(client, reverse("attention", args=[kind]) + "?indeks=idm&tahun=2024", language)


def test_an_unknown_list_is_not_found(client, regency):
    assert client.get(reverse("attention", args=["apa-saja"])).status_code == 404


def test_any_spelling_of_a_code_leads_to_its_village(client, some):
    dotted = RegionCode(some.code).dotted
    for written in (some.code, dotted.replace(".", "-"), some.code + ".0"):
        response = client.get(f"/desa/{written}/?tahun=2024&indeks=idm")
        assert (response.status_code, response["Location"]) == (302, f"/desa/{dotted}/?tahun=2024&indeks=idm")
    spaced = client.get(f"/desa/%20{dotted}%20/indikator/IKS01/?tahun=2024")
    assert spaced["Location"] == f"/desa/{dotted}/indikator/IKS01/?tahun=2024"
    district = RegionCode(some.district_code).dotted
    assert client.get(f"/desa/{district}/")["Location"] == f"/?wilayah={district}"


def test_a_former_code_leads_to_the_village_of_today(client, regency):
    former = next(spell for spell in regency.codes if spell.system == "kemendagri" and spell.valid_until)
    response = client.get(f"/desa/{RegionCode(former.code).dotted}/")
    assert response["Location"] == f"/desa/{RegionCode(former.region).dotted}/"


def test_unknown_and_bps_codes_say_what_to_do(client, regency):
    unknown = client.get("/desa/99.01.01.2999/")
    assert unknown.status_code == 404
    assert "Tidak ada wilayah berkode 99.01.01.2999." in unknown.content.decode()
    bps = next(spell for spell in regency.codes if spell.system == "bps" and len(spell.code) == 10)
    answer = client.get(f"/desa/{bps.code}/")
    assert answer.status_code == 404
    assert "adalah kode BPS" in answer.content.decode()
    assert "tidak dikenali" in client.get("/desa/apa/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("id", "Titik intervensi"), ("en", "Intervention points")])
def test_a_village_speaks_both_languages(client, some, language, words):
    html = text(client, page(some.code, indeks="idm", tahun="2024"), language)
    assert words in html
    assert html.count('class="strip__column"') == 50
    assert html.count('class="dim"') == 3


def test_a_village_of_the_long_index(client, regency):
    row = published_results(PUBLIC, "indeks_desa", [2025])[0]
    html = text(client, page(row.code))
    assert html.count('class="strip__column"') == 127
    assert html.count('class="dim"') == 6


def test_a_village_with_missing_answers_shows_an_interval(client, regency):
    row = next(row for row in published_results(PUBLIC, "idm") if len(row.statuses) > 1)
    html = text(client, page(row.code, indeks="idm", tahun=str(row.year)))
    assert "Nilainya ditulis sebagai selang, bukan tebakan." in html
    assert "chip--open" in html


def test_an_indicator_opens_as_page_and_as_panel(client, some):
    address = reverse("indicator", args=[RegionCode(some.code).dotted, "IKS01"]) + "?indeks=idm&tahun=2024"
    html = text(client, address)
    assert "<h1>" in html
    assert "Rubrik" in html
    panel = text(client, address, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in panel
    assert "data-focus" in panel
    missing = reverse("indicator", args=[RegionCode(some.code).dotted, "XXX"])
    assert client.get(missing).status_code == 404


def test_document_hashes_and_names_are_for_officers_of_the_territory(client, some):
    address = reverse("indicator", args=[RegionCode(some.code).dotted, "IKS01"]) + "?indeks=idm&tahun=2024"
    assert "<code title=" not in text(client, address)
    client.login(username="analis", password=PASSWORD)
    assert "<code title=" in text(client, address)
    client.logout()
    client.login(username="operator", password=PASSWORD)
    assert "<code title=" not in text(client, address)


def test_a_repaired_score_stands_beside_the_printed_one(client, regency):
    row = next((row for row in published_results(PUBLIC, "idm") if row.verdict == "repaired"), None)
    assert row is not None
    html = text(client, page(row.code, indeks="idm", tahun=str(row.year)))
    assert "Yang ditemukan pemeriksaan" in html
    repaired = re.search(r"Skor “[^”]+” \((\w+)\) diperbaiki", html)
    assert repaired is not None
    address = reverse("indicator", args=[RegionCode(row.code).dotted, repaired[1]])
    panel = text(client, f"{address}?indeks=idm&tahun={row.year}")
    assert "diperbaiki menjadi" in panel
    assert "Tercetak " in panel


def test_what_holds_the_regency_back_leads_to_the_page_of_the_indicator(client, regency):
    html = text(client, "/?indeks=idm&tahun=2024")
    href = re.search(r'<th scope="row"><a href="(/indikator/idm/\w+/\?tahun=2024[^"]*)">', html)
    assert href is not None
    assert "2024" in text(client, href[1].replace("&amp;", "&"))


def test_a_village_leads_to_its_comparison(client, some):
    dotted = RegionCode(some.code).dotted
    html = text(client, page(some.code, indeks="idm", tahun="2024"))
    href = f"{reverse('comparison')}?desa={dotted}&amp;indeks=idm&amp;tahun=2024"
    assert href in html
    assert some.name in text(client, href.replace("&amp;", "&"))


def test_a_kelurahan_is_told_to_be_outside(client, regency):
    ward = next(region for region in regency.regions if region.kind == "kelurahan")
    assert "di luar indeks desa" in text(client, page(ward.code))


def test_villages_are_found_by_name_and_code(client, some):
    address = reverse("search")
    assert some.name in text(client, f"{address}?q={some.name.lower()}")
    assert RegionCode(some.code).dotted in text(client, f"{address}?q={some.code[:8]}")
    suggestions = text(client, f"{address}?q={some.name}", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in suggestions
    assert some.district in suggestions


def test_a_search_without_hits_and_without_words(client, regency):
    address = reverse("search")
    assert "Tidak ada yang cocok" in text(client, f"{address}?q=zzzz")
    assert "adalah kode BPS" in text(client, f"{address}?q=9999999")
    assert f"{len(regency.desa)} baris" in text(client, address)
    assert text(client, f"{address}?q=", headers={"HX-Request-Type": "partial"}).strip() == ""
    assert "&lt;b&gt;" in text(client, f"{address}?q=<b>")


def test_signing_in_shows_name_and_role(client, regency):
    form = client.get(reverse("sign-in")).content.decode()
    assert PASSWORD in form
    assert "<code>pendamping</code>" in form
    answer = client.post(
        reverse("sign-in"), {"username": "Analis", "password": PASSWORD, "next": "/cari/"}, follow=True
    )
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/cari/"
    assert "Anda masuk sebagai Analis Contoh (Analis)." in html
    assert client.get(reverse("sign-out")).status_code == 405
    client.post(reverse("sign-out"))
    assert "Masuk</a>" in text(client, "/cari/")


def test_guessing_has_to_wait_and_the_owner_elsewhere_has_not(client, regency):
    wrong = {"username": "analis", "password": "salah"}
    right = {"username": "ANALIS ", "password": PASSWORD}
    for _ in range(5):
        assert client.post(reverse("sign-in"), wrong).status_code == 200
    blocked = client.post(reverse("sign-in"), right)
    assert blocked.status_code == 429
    assert "Terlalu banyak percobaan" in blocked.content.decode()
    assert client.post(reverse("sign-in"), right | {"username": "analis"}, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_an_unknown_name_is_refused_in_the_same_words(client, regency):
    said = [
        re.sub(
            r'value="[^"]*"',
            "",
            client.post(reverse("sign-in"), {"username": name, "password": "salah"}).content.decode(),
        )
        for name in ("analis", "tidak-ada")
    ]
    assert said[0] == said[1]


def test_the_map_data_are_light_and_not_sent_twice(client, regency):
    address = reverse("map-villages") + "?indeks=idm&tahun=2024&warna=IKS"
    answer = client.get(address)
    found = json.loads(answer.content)
    villages = [one for one in found["features"] if "code" in one["properties"]]
    assert {"name", "place", "label", "fill", "href"} <= set(villages[0]["properties"])
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(reverse("map-villages") + "?indeks=idm&tahun=2023")["ETag"] != answer["ETag"]


def test_no_page_loads_anything_from_elsewhere(client, some):
    for address in ("/", page(some.code), "/cari/", "/masuk/"):
        html = text(client, address)
        assert not re.search(r'(src|href|action)="(https?:)?//', html)
        assert "<style" not in html


def test_an_unknown_territory_is_told_and_not_shown_empty(client, regency):
    for written, words in (("99.99", "Tidak ada wilayah berkode 99.99."), ("abc", "tidak dikenali")):
        for address in ("/", reverse("attention", args=["tanpa-data"]), reverse("map-villages")):
            answer = client.get(f"{address}?wilayah={written}")
            assert answer.status_code == 404
            assert words in answer.content.decode()
            assert "Wilayah tidak ditemukan" in answer.content.decode()


def test_a_village_asked_for_as_a_territory_has_its_own_page(client, some):
    dotted = RegionCode(some.code).dotted
    answer = client.get(f"/?wilayah={dotted}&indeks=idm&tahun=2024&warna=IKS")
    assert (answer.status_code, answer["Location"]) == (302, f"/desa/{dotted}/?indeks=idm&tahun=2024")
    spelled = client.get(f"/?wilayah={some.district_code}&tahun=2024")
    assert spelled.status_code == 200


def test_a_year_alone_finds_the_index_that_has_it(client, regency):
    assert "IDM 2021" in text(client, "/?tahun=2021")
    assert "Indeks Desa 2025" in text(client, "/?tahun=1999")


def test_where_figures_come_from_names_their_source(client, some):
    for address in ("/?indeks=idm&tahun=2024", page(some.code, indeks="idm", tahun="2024")):
        assert "<span>sumber: Data rekaan Kabupaten Contoh</span>" in text(client, address)


def test_the_list_of_contradictions_has_the_published_and_the_computed_index(client, regency):
    row = next(row for row in published_results(PUBLIC, "idm", [2024]) if row.verdict == "inconsistent")
    printed = printed_indices([row.region_id], 2024, row.edition, "IDM")[row.region_id]
    html = text(client, reverse("attention", args=["bertentangan"]) + "?indeks=idm&tahun=2024")
    assert f'data-label="Terbit">{number(printed, 4)}</td>' in html
    assert f'data-label="Dihitung">{number(row.index, 4)}</td>' in html


def test_the_newest_year_stands_first_in_the_table_of_a_village(client, some):
    html = text(client, page(some.code, indeks="idm", tahun="2024"))
    table = html[html.index("Menurut tahun") :]
    assert table.index(">2024<") < table.index(">2023<")


def test_a_year_that_is_not_compared_is_named_nowhere(client, regency, monkeypatch):
    compared = text(client, "/?indeks=idm&tahun=2024")
    assert "Status desa, 2023 ke 2024" in compared
    assert "Garis tepi 2023" in compared
    cache.clear()
    monkeypatch.setattr("berdaya.web.home.figures.ENOUGH", Fraction(2))
    alone = text(client, "/?indeks=idm&tahun=2024")
    assert "Status desa 2024" in alone
    assert "Garis tepi" not in alone
    assert "2023 ke 2024" not in alone
    assert "Sejak 2023" not in text(client, reverse("attention", args=["belum-lengkap"]) + "?indeks=idm&tahun=2024")


def test_the_list_of_missing_answers_has_no_change(client, regency, monkeypatch):
    monkeypatch.setattr("berdaya.web.home.figures.ENOUGH", Fraction(0))
    row = next(row for row in published_results(PUBLIC, "idm") if not row.complete)
    html = text(client, reverse("attention", args=["belum-lengkap"]) + f"?indeks=idm&tahun={row.year}")
    assert f">{row.name}<" in html
    assert re.search(r'data-label="Sejak \d{4}">–</td>', html)
    assert 'data-label="Perubahan">0' not in html
