"""The sentence and figures of Beranda: grammar for none, one and many, up and down, in both languages."""

from dataclasses import replace

import pytest
from django.utils import translation

from berdaya.records.runs.summaries import IndexPoint, Origin
from berdaya.web.home.figures import Comparison, figures, sentence, two_years
from berdaya.web.home.spread import gap, spread
from berdaya.web.home.statuses import move_sentence, status_rows, unsettled
from berdaya.web.home.years import gap_lines, gap_sentence, year_counts
from berdaya.web.measure import Measure, listed
from berdaya.web.provenance import source_words
from berdaya.web.published import Published
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


def test_every_change_of_a_page_is_told_of_the_same_villages():
    before = [row(1, HALF, year=2023), row(2, HALF, year=2023), row(3, lowest(), year=2023), row(9, full(), year=2023)]
    shown = comparison([row(1, full()), row(2, HALF), row(3, lowest()), row(4, full())], before)
    assert shown.is_paired
    assert [one.region_id for one in shown.same.rows] == [one.region_id for one in shown.same.before_rows] == [1, 2, 3]
    table = {line.status.name: (line.before, line.after) for line in status_rows(shown)}
    assert table["Mandiri"] == (0, 1)
    assert sum(after - now for now, after in table.values()) == 0
    before_gap, after_gap = (round(gap(part), 3) for part in (gap_lines(shown)[0].before, gap_lines(shown)[0].after))
    assert round(after_gap - before_gap, 3) == shown.gap_change()
    told = figures(shown)
    assert told[1].number == gap_lines(shown)[0].gap_after
    assert told[2].number == "2"
    assert told[2].meaning.startswith("dari 0 pada 2023 menjadi 1 pada 3 desa yang sama")


def test_a_part_of_the_villages_is_said_to_be_a_part_and_compares_nothing():
    before = [row(number, HALF, year=2023) for number in range(1, 7)]
    shown = two_years(MEASURE, 2024, [row(1, HALF), row(2, full())], 2023, before, 193)
    assert (shown.before_year, shown.before_rows) == (None, ())
    assert said(shown).startswith("Baru 2 dari 193 desa punya IDM 2024. Rata-ratanya 0,")
    assert said(shown, "en").startswith("Only 2 of 193 villages have an IDM 2024. Their mean is 0.")
    assert [one.what for one in figures(shown)] == ["Rata-rata IDM", "Desa Mandiri"]
    assert figures(shown)[0].meaning == "rata-rata 2 dari 193 desa"
    assert (gap_lines(shown), gap_sentence(shown), move_sentence(shown)) == ([], "", "")
    one = two_years(MEASURE, 2024, [row(1, full())], None, (), 193)
    assert said(one) == (
        "Baru 1 dari 193 desa punya IDM 2024. Nilainya 1,0000. Semua desa yang punya nilai berstatus Mandiri."
    )
    assert said(one, "en").startswith("Only 1 of 193 villages has an IDM 2024. Its value is 1.0000. ")


def test_villages_without_a_value_are_counted_in_the_figure():
    shown = two_years(MEASURE, 2024, [row(number, full()) for number in range(1, 10)], None, (), 10)
    assert shown.is_whole
    assert figures(shown)[0].meaning == "9 dari 10 desa"
    assert said(shown).startswith("Tahun 2024 rata-rata IDM 9 dari 10 desa adalah 1,0000.")
    assert said(shown).endswith("Semua desa yang punya nilai berstatus Mandiri.")


def test_the_page_of_a_kecamatan_does_not_name_it_again():
    shown = replace(comparison([row(1, lowest()), row(2, lowest())]), in_district=True)
    assert said(shown).endswith("Masih 2 desa berstatus Sangat Tertinggal.")


def test_a_year_with_few_villages_is_not_compared_with():
    before = [row(number, HALF, year=2023) for number in (1, 2, 3, 4)]
    now = [row(number, full()) for number in (1, 2, 3, 4, 5, 6)]
    left_out = two_years(MEASURE, 2024, now, 2023, before)
    assert (left_out.before_year, left_out.before_rows) == (None, ())
    kept = two_years(MEASURE, 2024, now[:5], 2023, before)
    assert (kept.before_year, kept.before_rows) == (2023, before)
    fewer_now = two_years(MEASURE, 2024, now[:3], 2023, before)
    assert fewer_now.before_year is None


def test_the_villages_of_each_year_are_told_where_they_differ():
    shown = Published({"idm": (2023, 2024)})
    point = IndexPoint("idm", 2023, 1, "9901042001", 0.5, 0.5, "1/2", "")
    both = [point, replace(point, year=2024)]
    assert year_counts(shown, both) == ""
    more = [*both, replace(point, year=2024, region_id=2), replace(point, year=2023, region_id=2, exact="")]
    assert year_counts(shown, more) == "Banyaknya desa yang dihitung per tahun: IDM 2023: 1, 2024: 2."


def test_a_gap_that_is_printed_alike_in_both_years_is_not_said_to_have_changed():
    codes = list(IDM.indicators)
    unsure = full(**{codes[0]: None})
    before = [row(number, HALF, year=2023) for number in (1, 2, 3, 4)] + [row(5, lowest(), year=2023)]
    shown = comparison([*(row(number, HALF) for number in (1, 2, 3, 4)), row(5, unsure)], before)
    economy = next(line for line in gap_lines(shown) if line.name == "Ekonomi")
    assert economy.gap_before == economy.gap_after
    assert shown.gap_change("IKE") == 0
    assert "pada semua dimensi" not in gap_sentence(shown)


def test_sources_are_told_in_few_words():
    tables, answers = (
        Origin("table", 2, ("a.csv", "b.csv")),
        Origin("official_answer", 6, ("1/2024.json", "2/2024.json")),
    )
    assert source_words([tables, answers]) == "sumber: a.csv, b.csv, dan 6 jawaban resmi"
    assert source_words([Origin("table", 3, ("a.csv", "c.csv"))]) == "sumber: 3 tabel"
    assert source_words([]) == ""
