"""The pages of indicators: figures held against the results, who sees who is near a band, addresses, queries."""

import re
from fractions import Fraction

import pytest
from django.urls import reverse

from berdaya.definitions import catalogue
from berdaya.demo.accounts import PASSWORD
from berdaya.demo.regency import DemoRegency
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import PUBLIC, SYSTEM
from berdaya.records.observations.selectors import answers, shown
from berdaya.records.runs.scores import score_series
from berdaya.records.runs.selectors import published_results
from berdaya.records.runs.summaries import published_runs
from berdaya.web.home.weakest import lost
from berdaya.web.indicators.near import near_lines
from berdaya.web.indicators.overview import indicator_lines
from berdaya.web.indicators.page import district_means
from berdaya.web.indicators.reading import view
from berdaya.web.indicators.through_years import before, panels, rule
from berdaya.web.published import published

pytestmark = pytest.mark.django_db
EDITION = catalogue.edition("idm-2023")
OF_2024 = "?indeks=idm&tahun=2024"


def page(code: str, query: str = "?tahun=2024", family: str = "idm") -> str:
    return reverse("indicator-page", args=[family, code]) + query


def text(client, address: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def of(year: str = "2024", **parameters: str):
    runs = published_runs()
    return view(PUBLIC, published(runs), runs, {"tahun": year, **parameters}, "idm")


def test_every_indicator_is_listed_with_what_it_takes_from_the_index(client, regency: DemoRegency):
    lines = indicator_lines(of())
    scores = [row.scores for row in published_results(PUBLIC, "idm", [2024], scores=True)]
    assert [line.indicator.code for line in lines] == list(EDITION.indicators)
    assert {line.indicator.code: line.lost for line in lines} == lost(EDITION, scores)
    for line in lines:
        known = [one[line.indicator.code] for one in scores if one[line.indicator.code] is not None]
        assert line.mean == Fraction(sum(known), len(known))
        assert line.at_top == Fraction(known.count(line.indicator.top), len(known))
    html = text(client, reverse("indicators") + OF_2024)
    assert f"{len(EDITION.indicators)} baris" in html
    assert html.count('<tr><th scope="row">') == len(EDITION.indicators)


def test_the_weakest_stands_first_and_an_office_narrows_the_list(client, regency: DemoRegency):
    lines = sorted(indicator_lines(of()), key=lambda line: -(line.lost or 0))
    html = text(client, reverse("indicators") + OF_2024)
    assert re.search(r'<tr><th scope="row"><a href="[^"]+">([^<]+)<', html)[1] == lines[0].name
    office = lines[0].offices[0]
    narrowed = text(client, f"{reverse('indicators')}{OF_2024}&pelaksana={office}")
    assert f"{sum(office in line.offices for line in lines)} dari {len(lines)} baris" in narrowed


def test_the_bands_of_the_rubric_hold_every_village(client, regency: DemoRegency):
    results = published_results(PUBLIC, "idm", [2024], scores=True)
    for code in ("IKS01", "IKE05", "IKL03"):
        html = text(client, page(code))
        counts = [int(count) for count in re.findall(r'data-label="Desa"><b>(\d+)</b>', html)]
        known = [row.scores[code] for row in results if row.scores[code] is not None]
        assert counts == [known.count(score) for score in reversed(EDITION.indicators[code].scores)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_has_its_page(client, regency: DemoRegency, language: str):
    for family, year in (("idm", "?tahun=2024"), ("indeks-desa", "")):
        edition = catalogue.edition_for(family.replace("-", "_"), 2025 if family != "idm" else 2024)
        for code in list(edition.indicators)[::7]:
            html = text(client, page(code, year, family), language)
            assert 'id="daftar"' in html


def test_the_list_of_villages_is_narrowed_by_score_and_kecamatan(client, regency: DemoRegency):
    results = published_results(PUBLIC, "idm", [2024], scores=True)
    score = results[0].scores["IKE05"]
    same = [row for row in results if row.scores["IKE05"] == score]
    html = text(client, page("IKE05", f"?tahun=2024&skor={score}"))
    assert f"{len(same)} dari {len(results)} baris" in html
    kecamatan = RegionCode(results[0].district_code).dotted
    inside = [row for row in results if row.district_code == results[0].district_code]
    assert f"{len(inside)} baris" in text(client, page("IKE05", f"?tahun=2024&wilayah={kecamatan}"))


def test_the_weakest_kecamatan_is_the_one_of_the_lowest_mean(regency: DemoRegency):
    means = district_means(of(), "IKE05")
    assert [mean for _, mean in means] == sorted(mean for _, mean in means)
    rows = published_results(PUBLIC, "idm", [2024], scores=True)
    known = [row.scores["IKE05"] for row in rows if row.district == means[0][0] and row.scores["IKE05"] is not None]
    assert means[0][1] == Fraction(sum(known), len(known))


def test_only_officers_see_who_is_just_under_a_band_and_only_where_they_work(client, regency: DemoRegency):
    public = text(client, page("IKS09"))
    assert 'id="dekat"' not in public
    client.login(username="analis", password=PASSWORD)
    assert 'id="dekat"' in text(client, page("IKS09"))
    client.login(username="camat", password=PASSWORD)
    html = text(client, page("IKS09"))
    near = html.partition('id="dekat"')[2].partition("</section>")[0]
    assert len(set(re.findall(r'data-label="Kecamatan">([^<]+)<', near))) <= 1


def test_those_just_under_a_band_are_nearest_first_with_the_published_score(regency: DemoRegency):
    found = of()
    indicator = EDITION.indicators["IKS09"]
    said = answers(SYSTEM, found.territory, 2024, EDITION.code, indicator.value.names)
    lines = near_lines(EDITION, indicator, found.rows, said, {})
    assert lines
    scores = {row.name: row.scores["IKS09"] for row in found.rows}
    for line in lines:
        assert line.score == scores[line.name]
        assert line.better > line.score


def test_answers_of_many_villages_are_those_shown_of_each(regency: DemoRegency):
    found = of()
    names = list(EDITION.inputs)[:5]
    for scope in (PUBLIC, SYSTEM):
        many = answers(scope, found.territory, 2024, EDITION.code, names)
        for row in found.rows[:6]:
            one = shown(scope, row.region_id, 2024, EDITION.code)["input"]
            assert many.get(row.region_id, {}) == {name: one[name].value for name in names if name in one}


def test_scores_through_the_years_are_the_published_ones(regency: DemoRegency, django_assert_num_queries):
    with django_assert_num_queries(1):
        points = score_series(PUBLIC, "idm", "IKE05")
    rows = {(row.region_id, row.year): row for row in published_results(PUBLIC, "idm", scores=True)}
    assert {(one.region_id, one.year): one.score for one in points} == {
        key: row.scores["IKE05"] for key, row in rows.items()
    }


def test_the_years_break_where_the_rubric_changed(regency: DemoRegency):
    changed = [code for code in EDITION.indicators if rule("idm-2016", code) != rule("idm-2023", code)]
    same = [code for code in EDITION.indicators if code not in changed]
    assert changed
    for code, parts in ((changed[0], 2), (same[0], 1)):
        points = score_series(PUBLIC, "idm", code)
        assert len(panels(EDITION.indicators[code], points, "")) == parts
        assert bool(before(points, 2023, code)) == (parts == 1)


def test_what_is_not_known_is_not_found_and_another_year_is_offered(client, regency: DemoRegency):
    assert client.get(page("XX99")).status_code == 404
    assert client.get(page("IKE05", "", "tidak-ada")).status_code == 404
    assert client.get(page("IKE05", "?tahun=1900")).status_code == 200
    assert client.get(page("IKE05", "?wilayah=12.34")).status_code == 200


def test_the_pages_ask_the_database_few_times(client, regency: DemoRegency, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        client.get(reverse("indicators") + OF_2024)
    with django_assert_max_num_queries(10):
        client.get(page("IKE05"))
    with django_assert_max_num_queries(6):
        client.get(page("IKE05", "?tahun=2024&urut=desa"))
