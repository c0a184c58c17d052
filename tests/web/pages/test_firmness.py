"""How firm a status is, ranks with their interval, and comparable items, as the page of a village tells them."""

import re
from dataclasses import replace

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.ranks import Places
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import PUBLIC
from berdaya.records.runs.selectors import published_results
from berdaya.web.measure import Measure
from berdaya.web.villages.comparables import comparable_part
from berdaya.web.villages.firmness import firmness
from berdaya.web.villages.placing import ranked, ranked_if_off_by_one, written
from berdaya.web.villages.reading import Village
from tests.web.pages.rows import IDM, TOY, detail, full, lowest, row
from tests.web.pages.test_village_parts import LINKS, village

MEASURE = Measure(IDM)
DESA = catalogue.edition("indeks-desa-2025")


def test_a_village_at_the_top_stands_firm():
    found = firmness(village(row(1, full())), MEASURE, LINKS)
    assert found is not None
    assert found.sentence.startswith("Status Mandiri bertahan dalam semua ")
    assert found.flips == ()
    assert ("Bobot tiap indikator boleh meleset", "berapa pun; statusnya tetap") in found.pairs
    assert ("Turun kelas bila kehilangan", "1.163 dari 6.300 poin") in found.pairs


def test_the_answers_that_would_flip_a_status_are_named_the_smallest_step_first():
    """IKL01 at 0 and IKL03 at 3 leave 0.8444: one answer about disasters off by one class is enough."""
    here = row(1, full(IKL01=0, IKL03=3, IKS02=0))
    found = firmness(village(here), MEASURE, LINKS)
    assert found is not None
    assert "bertahan dalam" in found.sentence
    names = [one.name for one in (*found.flips, *found.further)]
    assert names
    assert all(one.href in LINKS.values() for one in found.flips)


def test_the_margin_of_weights_is_never_rounded_up():
    """Eight points above the limit: 14/3061 is 0.457 percent, and half a percent would be too much."""
    here = row(1, full(IKL01=0, IKL02=4, IKE05=3, IKE06=3, IKE07=0))
    found = firmness(village(here), MEASURE, LINKS)
    assert found is not None
    assert ("Bobot tiap indikator boleh meleset", "kurang dari 0,4%") in found.pairs
    assert ("Turun kelas bila kehilangan", "8 dari 6.300 poin") in found.pairs


def test_nothing_is_said_of_a_status_that_is_not_settled():
    assert firmness(village(row(1, full(IKL01=None))), MEASURE, LINKS) is None
    assert firmness(village(None), MEASURE, LINKS) is None


def test_a_geometric_index_has_flips_but_no_weights():
    here = row(1, lowest(TOY), edition=TOY)
    told = replace(village(None), family="contoh", own=[detail(here)])
    found = firmness(told, Measure(TOY), dict.fromkeys(TOY.indicators, "/"))
    assert found is not None
    assert found.pairs == ()


def test_a_rank_widens_by_the_weights_and_by_a_class():
    here = row(1, full(IKS02=0))
    near = [row(2, full(IKE05=3)), row(3, full(IKL01=4))]
    far = row(4, lowest())
    assert ranked(IDM, here, [here, *near, far]) == Places(1, 2)
    assert ranked_if_off_by_one(IDM, here, [here, *near, far]) == Places(1, 3)
    assert written(ranked(IDM, near[1], [here, *near, far])) == "3"


def test_ranks_of_dimensions_alone_are_intervals_too():
    """Results published without scores: the weights of the dimensions may err, those of single items cannot be told."""
    items = list(enumerate(DESA.indicators.items()))
    rows = [
        row(number, {code: one.scores[place * number % len(one.scores)] for place, (code, one) in items}, edition=DESA)
        for number in (1, 2, 3)
    ]
    bare = [replace(one, scores=None) for one in rows]
    for one in bare:
        found, exact = ranked(DESA, one, bare), ranked(DESA, rows[bare.index(one)], rows)
        assert exact.best <= found.best <= found.worst <= exact.worst
        assert ranked_if_off_by_one(DESA, one, bare) is None


def both(idm, desa):
    found = village(row(1, idm), year=2024)
    own = [detail(row(1, idm)), detail(row(1, desa, edition=DESA, year=2025))]
    return Village(found.region, "idm", 2024, own, found.peers)


def test_comparable_items_are_shown_only_where_both_indices_have_scores():
    assert comparable_part(village(row(1, full()))) is None
    part = comparable_part(both(full(), full(DESA)))
    assert part is not None
    assert part.counts == (9, 29, 95)
    assert part.heads == ("IDM 2024", "Indeks Desa 2025")
    assert part.sentence.startswith("Pada 9 hal yang ditanyakan sama: 100,0 dari 100 menurut IDM 2024, 100,0 menurut")
    assert {pair.change for pair in part.pairs} == {"tetap"}


def test_no_line_crosses_the_break():
    part = comparable_part(both(full(), full(DESA, ID016=1)))
    assert part is not None
    assert part.chart.count('class="break"') == 2
    assert "mean-line" not in part.chart
    assert [pair.change for pair in part.pairs].count("lebih rendah") == 1
    assert part.pairs[0].name == "Dokter"


def test_a_missing_answer_leaves_an_interval():
    part = comparable_part(both(full(), full(DESA, ID016=None)))
    assert part is not None
    assert "88,9–100,0" in part.sentence
    assert any(pair.change == "belum diketahui" for pair in part.pairs)


@pytest.mark.django_db
def test_the_page_of_a_village_shows_all_three(client, regency):
    rows = published_results(PUBLIC, "idm", [2024])
    some = next(one for one in rows if one.complete and one.verdict == "consistent")
    html = client.get(f"/desa/{RegionCode(some.code).dotted}/?indeks=idm&tahun=2024").content.decode()
    assert "Seberapa kokoh status ini" in html
    assert "Skor butir sebanding (hitungan Berdaya)" in html
    assert re.search(r'class="fig__number">\d+(–\d+)?</p><p class="fig__what">Peringkat dari', html)
    assert f"/desa/{RegionCode(some.code).dotted}/andaikan/?indeks=idm&amp;tahun=2024" in html
