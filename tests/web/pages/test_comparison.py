"""The page that sets territories side by side: what an address asks for, the figures, the words, the file."""

from io import BytesIO
from statistics import fmean

import openpyxl
import pytest
from django.urls import reverse

from berdaya.definitions import catalogue
from berdaya.demo.regency import DemoRegency
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import PUBLIC
from berdaya.records.regions.selectors import by_codes
from berdaya.records.runs.selectors import published_results
from berdaya.records.runs.summaries import published_runs
from berdaya.web.comparison.asked import MOST, asked
from berdaya.web.comparison.lines import lines
from berdaya.web.comparison.subjects import subjects
from berdaya.web.comparison.words import parting, sentences
from berdaya.web.measure import Measure
from berdaya.web.published import published
from berdaya.web.villages.placing import ranked, written

pytestmark = pytest.mark.django_db
MEASURE = Measure(catalogue.edition("idm-2023"))


def address(*codes: str, **parameters: str) -> str:
    query = {"indeks": "idm", "tahun": "2024", **parameters}
    written = ",".join(RegionCode(code).dotted for code in codes)
    return f"{reverse('comparison')}?desa={written}&" + "&".join(f"{key}={value}" for key, value in query.items())


def text(client, where: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    response = client.get(where)
    assert response.status_code == 200, where
    return response.content.decode()


@pytest.fixture
def rows(regency: DemoRegency):
    return published_results(PUBLIC, "idm", [2024], scores=True)


def chosen(rows, *codes):
    before = published_results(PUBLIC, "idm", [2023], scores=True)
    return subjects(by_codes(PUBLIC, codes), rows, before)


def test_an_address_is_read_in_any_spelling_and_bounded(regency: DemoRegency):
    shown = published(published_runs())
    codes = [one.code for one in regency.desa[:8]]
    many = asked({"desa": ",".join(codes), "indeks": "idm", "tahun": "2024", "sejak": "2023"}, shown)
    assert many.codes == tuple(codes[:MOST])
    assert (many.year, many.since) == (2024, 2023)
    odd = asked({"desa": f"x,{codes[0]},{RegionCode(codes[0]).dotted},99,9999999999999", "sejak": "2030"}, shown)
    assert odd.codes == (codes[0],)
    assert odd.since is None
    again = asked({**many.parameters}, shown)
    assert again == many


def test_a_kecamatan_is_the_mean_of_its_villages(rows):
    district = rows[0].district_code
    compared = chosen(rows, rows[0].code, district)
    made = lines(MEASURE, compared)
    inside = [row for row in rows if row.district_code == district]
    index = made[0]
    assert index.values[0] == rows[0].index
    assert index.values[1] == pytest.approx(fmean(row.index for row in inside if row.index is not None))
    line = next(line for line in made if line.code == "IKE05")
    scores = [row.scores["IKE05"] for row in inside if row.scores["IKE05"] is not None]
    assert line.values[1] == pytest.approx(fmean(scores))


def test_what_parts_villages_adds_up_to_the_distance_of_their_index(rows):
    one, two = [row for row in rows if row.complete][:2]
    made = lines(MEASURE, chosen(rows, one.code, two.code))
    signed = sum((line.weighed or 0) * (1 if line.values[0] > line.values[1] else -1) for line in made if line.weighed)
    assert signed == pytest.approx(one.index - two.index)
    found = parting(made)
    assert [line.weighed for line in found] == sorted((line.weighed for line in found), reverse=True)
    assert all(line.spread for line in found)


def test_the_words_name_the_highest_and_the_lowest(rows):
    known = sorted((row for row in rows if row.complete), key=lambda row: row.index)
    low, high = known[0], known[-1]
    compared = chosen(rows, low.code, high.code)
    first = sentences(MEASURE, compared, lines(MEASURE, compared))[0]
    assert first.index(high.name) < first.index(low.name)
    assert MEASURE.written(high.index - low.index) in first
    alone = chosen(rows, low.code)
    assert sentences(MEASURE, alone, lines(MEASURE, alone)) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_ranks_stand_with_their_interval(client, rows, language):
    one = next(row for row in rows if row.complete)
    html = text(client, address(one.code, rows[1].code, rows[2].district_code, sejak="2023"), language)
    places = written(ranked(MEASURE.edition, one, rows))
    assert f"{places} " in html
    assert one.name in html


def test_the_page_says_what_to_do_first(client, regency: DemoRegency):
    html = text(client, reverse("comparison"))
    assert "Belum ada yang dipilih" in html
    name = regency.desa[0].name
    found = text(client, f"{reverse('comparison')}?cari={name}")
    assert RegionCode(regency.desa[0].code).dotted in found
    assert "Belum ada desa yang cocok" in text(client, f"{reverse('comparison')}?cari=zzzz")


def test_a_kelurahan_and_an_unknown_code_are_left_out(client, regency: DemoRegency):
    ward = next(one for one in regency.regions if one.kind == "kelurahan")
    assert "Belum ada yang dipilih" in text(client, address(ward.code, "9999999999"))


def test_the_file_holds_every_measure(client, rows):
    response = client.get(address(rows[0].code, rows[1].code, ekspor="xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    lines_written = 1 + len(MEASURE.edition.main_dimensions) + len(MEASURE.edition.indicators)
    assert sheet.cell(sheet.max_row, 2).value == list(MEASURE.edition.indicators)[-1]
    heads = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Ukuran")
    assert rows[0].name in heads
    assert sheet.max_row >= lines_written


def test_the_page_asks_the_database_few_times(client, rows, django_assert_max_num_queries):
    codes = [row.code for row in rows[:6]]
    with django_assert_max_num_queries(16):
        client.get(address(*codes, sejak="2023"))
