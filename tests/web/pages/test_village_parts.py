"""The parts of a village's page: sentence, figures, ranks with ties, points, answers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.classification import classify
from berdaya.domain.index.explanation import intervention_points, last_limit, next_limit
from berdaya.records.regions.selectors import RegionRow
from berdaya.web.measure import Measure
from berdaya.web.villages.head import figures, sentence
from berdaya.web.villages.indicator import answer_lines, indicator_part, written_value
from berdaya.web.villages.points import ceilings, offices, point_lines, points
from berdaya.web.villages.reading import Village
from berdaya.web.villages.scores import heat_strip, medians
from berdaya.web.villages.standing import falls_needed, raises_needed, rank
from tests.strategies import scores_of
from tests.web.pages.rows import IDM, TOY, detail, full, lowest, row

MEASURE = Measure(IDM)
CODES = list(IDM.indicators)
LINKS = {code: f"/{code}" for code in CODES}


def village(here, others=(), *, year=2024, before=None, repairs=()):
    region = RegionRow(1, "9901042001", "Desa 1", "village", "desa", "Hulu", "Kabupaten Contoh", "Provinsi Contoh")
    own = [detail(one) for one in ([before] if before else [])] + ([detail(here, repairs)] if here else [])
    return Village(region, "idm", year, own, [*([here] if here else []), *others])


def test_a_village_is_told_by_status_and_by_what_holds_it_back():
    here = row(1, full(**{CODES[0]: 1}))
    said = sentence(village(here, [row(2, full()), row(3, full())]), MEASURE)
    assert said == "Desa 1 berstatus Mandiri, di bawah median 3 desa. Yang paling menahan: sarana kesehatan."
    with translation.override("en"):
        said = sentence(village(here, [row(2, full()), row(3, full())]), MEASURE)
        assert said.startswith("Desa 1 is Self-reliant, below the median of 3 villages. What holds it back most: ")


def test_a_dimension_among_the_lowest_tenth_is_named():
    others = [row(number, full()) for number in range(2, 22)]
    said = sentence(village(row(1, full(IKL01=0)), others), MEASURE)
    assert "; lingkungannya paling rendah dari 21 desa." in said
    pair = [row(1, full(IKL01=0)), row(2, full(IKL01=0))]
    said = sentence(village(pair[0], [pair[1], *others[1:]]), MEASURE)
    assert "lingkungannya termasuk 2 terendah dari 21 desa." in said


def test_nothing_holds_back_a_village_at_the_top():
    assert sentence(village(row(1, full())), MEASURE).endswith("Semua indikatornya sudah di skor teratas.")


def test_missing_answers_are_an_interval_and_no_guess():
    here = row(1, full(IKL01=None, IKL02=None))
    said = sentence(village(here), MEASURE)
    assert said.startswith(
        "2 dari 50 jawaban Desa 1 belum ada. Indeksnya antara 0,7778 dan 1,0000; statusnya Maju sampai "
    )
    shown = figures(village(here), MEASURE)
    assert shown[0].number == "0,7778–1,0000"
    assert not any("batas" in one.what for one in shown)


def test_a_village_without_data_says_so():
    assert sentence(village(None), MEASURE) == "Desa 1 belum mempunyai data IDM 2024."
    assert figures(village(None), MEASURE) == []


def test_figures_tell_change_limits_and_rank():
    here, before = row(1, full(IKL01=0, IKL02=0)), row(1, full(IKL01=0, IKL02=0, IKL03=0), year=2023)
    found = figures(village(here, [row(2, full())], before=before), MEASURE)
    assert "naik " in found[0].meaning
    assert [one.what for one in found[1:3]] == ["di atas batas Berkembang", "di bawah batas Mandiri"]
    assert found[2].meaning == "paling sedikit 1 indikator harus mencapai skor teratas"
    assert (found[3].number, found[3].what) == ("2", "Peringkat dari 2 desa")


def test_equal_villages_share_their_ranks_and_open_ones_leave_room():
    rows = [row(number, full()) for number in (1, 2, 3)]
    assert rank(rows[0], rows) == (1, 3)
    best, unsure, low = row(1, full()), row(2, full(IKL01=None)), row(3, lowest())
    peers = [best, unsure, low]
    assert [rank(one, peers) for one in peers] == [(1, 2), (1, 2), (3, 3)]


@given(scores_of(IDM))
def test_steps_to_the_limits_are_enough_and_no_fewer_are(scores):
    index = Fraction(row(1, scores).exact)
    above, below = next_limit(IDM, index), last_limit(IDM, index)
    if above is not None:
        count = raises_needed(IDM, scores, above.distance)
        gains = sorted((point.gain for point in intervention_points(IDM, scores)), reverse=True)
        assert count is not None
        assert classify(index + sum(gains[:count]), IDM.statuses).code != above.lower.code
        assert classify(index + sum(gains[: count - 1]), IDM.statuses).code == above.lower.code
    if below is not None:
        count = falls_needed(IDM, scores, -below.distance)
        assert count is None or count >= 1


@given(scores_of(IDM), st.sets(st.sampled_from(CODES), max_size=5))
def test_gains_are_exact_while_other_answers_are_missing(scores, absent):
    known = {code: None if code in absent else score for code, score in scores.items()}
    found = {point.indicator: point.gain for point in points(MEASURE, row(1, known), {})}
    whole = {point.indicator: point.gain for point in intervention_points(IDM, scores)}
    assert found == {code: gain for code, gain in whole.items() if code not in absent}


def test_under_geometric_means_nothing_is_said_before_all_is_known():
    toy = Measure(TOY)
    assert points(toy, row(1, full(TOY, CLI=None), edition=TOY), {}) == []
    assert len(points(toy, row(1, full(TOY, CLI=2, MKT=1), edition=TOY), {})) == 2


def test_a_point_says_what_must_change_who_acts_and_the_status_it_gives():
    here = row(1, full(IKL01=0, IKL02=0))
    lines = point_lines(MEASURE, here, {}, LINKS)
    assert [line.href for line in lines] == ["/IKL01", "/IKL02"]
    assert all(line.todo and line.now and line.offices for line in lines)
    assert "Mandiri" in str(lines[0].status)
    assert lines[0].gain.startswith("+0,1111")
    assert point_lines(MEASURE, replace(here, exact="", status=""), {}, LINKS)[0].status is None


def test_what_is_at_its_ceiling_is_listed_by_dimension():
    found = {one.dimension: (len(one.names), one.of) for one in ceilings(MEASURE, row(1, full(IKL01=0)))}
    assert found == {"Sosial": (35, 35), "Ekonomi": (12, 12), "Lingkungan": (2, 3)}


def test_an_office_of_two_levels_is_named_once_with_both():
    for indicator in IDM.indicators.values():
        names = [one.name for one in offices(indicator)]
        assert len(names) == len(set(names))


def test_the_strip_has_a_column_per_indicator_and_hatches_what_is_absent():
    here = row(1, full(IKL01=None))
    strip = heat_strip(village(here, [row(2, lowest())]), MEASURE, (2023, 2024), LINKS)
    columns = [column for group in strip.groups for column in group.columns]
    assert len(columns) == len(IDM.indicators)
    assert columns[0].scores == (None, 5)
    assert next(one for one in columns if one.href == "/IKL01").scores == (None, None)


def test_medians_leave_out_what_is_missing():
    peers = [row(1, full(IKL01=None)), row(2, full(IKL01=0)), row(3, full(IKL01=5))]
    assert medians(IDM, peers)["IKL01"] == 0


def test_answers_are_written_for_people():
    yes = next(asked for asked in TOY.inputs.values() if asked.type == "boolean")
    road = TOY.inputs["road"]
    assert [written_value(one, yes) for one in (True, False, None)] == ["ya", "tidak", "belum ada"]
    assert written_value("paved", road) == "Aspal atau beton"
    assert written_value(Decimal("1250.50"), None) == "1.250,5"
    assert written_value(12000, None) == "12.000"


def test_the_panel_shows_answers_band_rubric_and_repair():
    code = CODES[0]
    indicator = IDM.indicators[code]
    names = sorted(indicator.value.names)
    here = row(1, full(**{code: 1}))
    repairs = ({"indicator": code, "printed": 5, "repaired_to": 1},)
    said = {names[0]: 150}
    part = indicator_part(village(here, repairs=repairs), MEASURE, indicator, said, {}, (), officer=False)
    assert part.answers[0].value == "150"
    assert [line.here for line in part.bands].count(True) == 1
    assert part.condition == next(line.condition for line in part.bands if line.here)
    assert part.repair is not None
    assert (part.repair.printed, part.repair.repaired_to) == ("5", "1")


def test_an_answer_that_is_not_there_is_said_to_be_missing():
    (line,) = answer_lines(TOY, TOY.indicators["CLI"], {})
    assert (line.value, line.unit) == ("belum ada", "")


def test_a_published_index_that_the_answers_contradict_stands_beside_the_computed():
    here = row(1, full(IKL01=0), verdict="inconsistent")
    shown = replace(village(here), printed=0.9)
    assert figures(shown, MEASURE)[0].meaning.startswith(f"terbit 0,9000, dihitung {MEASURE.written(here.index)}")
    assert "terbit" not in figures(replace(shown, printed=here.index), MEASURE)[0].meaning
    assert "terbit" not in figures(village(here), MEASURE)[0].meaning


def test_a_class_is_said_to_fall_by_steps_of_rubrics():
    said = [one.meaning for one in figures(village(row(1, full(IKL01=0, IKL02=0))), MEASURE)]
    assert any("turun satu langkah rubrik" in one for one in said)
    assert not any("turun satu skor" in one for one in said)
