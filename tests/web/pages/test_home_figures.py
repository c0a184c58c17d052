"""The sentence and figures of Beranda: grammar for none, one and many, up and down, in both languages."""

import pytest
from django.utils import translation

from berdaya.web.home.figures import Comparison, figures, sentence, two_years
from berdaya.web.home.spread import gap, spread
from berdaya.web.home.statuses import move_sentence, status_rows, unsettled
from berdaya.web.measure import Measure, listed
from tests.web.pages.rows import IDM, full, lowest, row

MEASURE = Measure(IDM)
HALF = {code: one.scores[len(one.scores) // 2] for code, one in IDM.indicators.items()}


def comparison(now, before=()):
    return Comparison(MEASURE, 2024, now, 2023 if before else None, before)


def said(shown, language="id"):
    with translation.override(language):
        return sentence(shown)


def test_without_a_year_before_the_mean_is_told():
    shown = comparison([row(1, full()), row(2, lowest())])
    assert said(shown).startswith("Tahun 2024 rata-rata IDM 2 desa adalah 0,")
    assert said(shown).endswith("Masih 1 desa berstatus Sangat Tertinggal, di Hulu.")
    assert said(shown, "en").endswith("1 village is still Severely disadvantaged, in Hulu.")


def test_who_moved_up_and_that_none_moved_down():
    before = [row(1, lowest(), year=2023), row(2, full(), year=2023)]
    shown = comparison([row(1, HALF), row(2, full())], before)
    assert "jarak antardesa menyempit: 1 desa naik kelas, tidak ada yang turun." in said(shown)
    assert "the gap between villages narrowed: 1 village moved up a class, none moved down." in said(shown, "en")


def test_who_moved_down_and_that_none_moved_up():
    before = [row(number, full(), year=2023) for number in (1, 2, 3)]
    shown = comparison([row(1, HALF), row(2, HALF), row(3, full())], before)
    assert "jarak antardesa melebar: 2 desa turun kelas, tidak ada yang naik." in said(shown)
    assert "the gap between villages widened: 2 villages moved down, none moved up." in said(shown, "en")


def test_both_ways_and_no_way():
    before = [row(1, full(), year=2023), row(2, lowest(), year=2023)]
    both = comparison([row(1, lowest()), row(2, full())], before)
    assert "jarak antardesa tetap: 1 desa naik kelas, 1 desa turun kelas." in said(both)
    still = comparison([row(1, full()), row(2, full())], [row(1, full(), year=2023), row(2, full(), year=2023)])
    assert said(still) == (
        "Tahun 2024 jarak antardesa tetap: tidak ada desa yang berganti kelas. Semua desa berstatus Mandiri."
    )
    assert said(still, "en") == (
        "In 2024 the gap between villages stayed the same: no village changed class. All villages are Self-reliant."
    )


@pytest.mark.parametrize(
    ("districts", "words"),
    [
        (["Hulu", "Hulu"], "semuanya di Hulu."),
        (["Hulu", "Hilir", "Hulu"], "di Hulu (2) dan Hilir (1)."),
        (["Hulu", "Hilir", "Tengah"], "tersebar di 3 kecamatan."),
        (["Hulu", "Hulu", "Hilir", "Tengah"], "di Hulu (2), Hilir (1), dan Tengah (1)."),
        (["A", "B", "C", "D"] * 2, "tersebar di 4 kecamatan."),
        (["Hulu", "Hulu", "Hilir", "Tengah", "Seberang"], "terbanyak di Hulu (2)."),
        (["Hulu", "Hulu", "Hulu", "Hilir", "Hilir", "Tengah"], "terbanyak di Hulu (3) dan Hilir (2)."),
    ],
)
def test_where_the_weakest_are(districts, words):
    rows = [row(number, HALF, district=name) for number, name in enumerate(districts, 1)]
    assert said(comparison(rows)).endswith(words)


def test_a_village_without_a_settled_status_is_counted_apart():
    unsure = row(1, full(IKS01=None, IKE01=None, IKL01=None, IKL02=None, IKL03=None))
    assert unsure.status == ""
    shown = comparison([unsure, row(2, full())])
    assert unsettled(shown) == 1
    assert sum(line.after for line in status_rows(shown)) == 1


def test_nothing_can_be_computed():
    shown = comparison([row(1, dict.fromkeys(IDM.indicators))])
    assert said(shown) == "Indeks tahun 2024 belum dapat dihitung untuk satu desa pun."
    assert figures(shown) == []


def test_at_most_four_figures_each_with_its_meaning():
    before = [row(1, HALF, year=2023), row(2, HALF, year=2023, district="Hilir")]
    shown = comparison([row(1, full()), row(2, HALF, district="Hilir")], before)
    found = figures(shown)
    assert [one.what for one in found] == ["Rata-rata IDM", "Jarak antardesa", "Desa Mandiri", "Jarak median kecamatan"]
    assert "naik " in found[0].meaning
    assert "melebar " in found[1].meaning
    assert found[2].number == "1"
    assert found[2].meaning.startswith("0 pada 2023")
    assert found[3].meaning.startswith("Hilir ")


def test_moves_are_told_from_class_to_class():
    before = [row(1, HALF, year=2023), row(2, HALF, year=2023)]
    shown = comparison([row(1, full()), row(2, full())], before)
    assert move_sentence(shown).startswith("2 desa dari ")
    assert move_sentence(shown).endswith(" ke Mandiri.")
    assert move_sentence(comparison([row(1, full())])) == ""


def test_percentiles_of_one_village_are_its_value():
    assert gap(spread([0.7])) == 0
    assert (spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).p10, spread(list(range(11))).p90) == (1, 9)


def test_lists_of_names():
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A dan B", "A, B, dan C"]
    with translation.override("en"):
        assert listed(["A", "B", "C"]) == "A, B and C"


def test_a_change_is_computed_over_villages_that_answered_in_both_years():
    before = [row(1, HALF, year=2023), row(2, HALF, year=2023), row(3, HALF, year=2023)]
    now = [row(1, HALF), row(2, HALF), row(3, HALF), row(4, full())]
    shown = comparison(now, before)
    assert shown.gap_change() == 0
    assert shown.pairs() == [(one.index, one.index) for one in before]
    mean_figure = figures(shown)[0]
    assert mean_figure.meaning == "tetap sejak 2023 pada 3 desa yang sama; 4 desa"


def test_a_year_with_few_villages_is_not_compared_with():
    before = [row(1, HALF, year=2023)]
    now = [row(number, full()) for number in (1, 2, 3)]
    assert two_years(MEASURE, 2024, now, 2023, before).before_rows == ()
    assert two_years(MEASURE, 2024, now[:2], 2023, before).before_rows == before
