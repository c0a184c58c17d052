"""The parts of Beranda: colouring, weakest indicators, what needs attention, years."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.explanation import contributions
from berdaya.web.home import attention
from berdaya.web.home.asked import STATUS, Asked, asked
from berdaya.web.home.atlas import Group, Places, tile_grid
from berdaya.web.home.colouring import colouring, rounded_limits
from berdaya.web.home.figures import Comparison
from berdaya.web.home.nearness import nearness
from berdaya.web.home.reading import widest
from berdaya.web.home.spread import fitting_scale
from berdaya.web.home.weakest import executors, lost, weakest
from berdaya.web.home.years import gap_lines
from berdaya.web.measure import Measure
from berdaya.web.published import Published
from tests.web.pages.rows import IDM, TOY, area, full, lowest, row

MEASURE = Measure(IDM)
FIRST = next(iter(IDM.indicators))
SHOWN = Published({"idm": (2021, 2022), "indeks_desa": (2025,)})


def test_what_is_asked_falls_back_to_what_is_there():
    assert asked({}, SHOWN) == Asked("indeks_desa", 2025)
    assert asked({"indeks": "idm", "tahun": "1999"}, SHOWN) == Asked("idm", 2022)
    assert asked({"tahun": "2021"}, SHOWN) == Asked("idm", 2021)
    assert asked({"tahun": "2020"}, SHOWN) == Asked("indeks_desa", 2025)
    assert asked({"indeks": "idm", "warna": "<script>", "wilayah": "apa"}, SHOWN) == Asked("idm", 2022)
    assert asked({"indeks": "idm", "warna": FIRST, "wilayah": "99.01.03"}, SHOWN) == Asked("idm", 2022, FIRST, "990103")


def test_an_address_carries_only_what_differs():
    assert Asked("indeks_desa", 2025).address(SHOWN) == "/"
    assert Asked("idm", 2021, "IKS", "9901").address(SHOWN) == "/?indeks=idm&tahun=2021&wilayah=99.01&warna=IKS"


def test_the_status_colours_villages_by_their_class_and_hatches_what_is_open():
    unsure = row(2, full(IKL01=None, IKL02=None, IKL03=None))
    coloured = colouring(MEASURE, STATUS, [row(1, full()), unsure])
    assert coloured.fill(row(1, full())) == "st-5"
    assert coloured.fill(unsure) == ""
    assert "sampai" in coloured.figure(unsure)


def test_an_indicator_is_coloured_by_its_score_and_explained_by_its_bands():
    coloured = colouring(MEASURE, FIRST, [row(1, full())])
    assert coloured.fill(row(1, full())) == "sk-5"
    assert coloured.fill(row(1, full(**{FIRST: None}))) == ""
    assert coloured.legend().count("<li>") == len(IDM.indicators[FIRST].bands) + 2


@given(st.lists(st.floats(0, 1), min_size=1))
def test_six_classes_hold_every_value(values):
    low, high = rounded_limits(values, 1.0)
    assert 0 <= low <= min(values)
    assert high >= max(values)
    scale = fitting_scale(values, 1.0)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert len(scale.marks) <= 7


def test_what_an_indicator_takes_is_what_contributions_lose():
    scores = [full(**{FIRST: 1}), full(**{FIRST: 3})]
    expected = sum((contributions(IDM, one)[0].lost for one in scores), Fraction(0)) / 2
    assert lost(IDM, scores)[FIRST] == expected
    (only,) = weakest(IDM, [row(number, one) for number, one in enumerate(scores, 1)])
    assert (only.indicator.code, only.distribution.villages) == (FIRST, 2)


def test_under_geometric_means_the_loss_is_the_mean_gain():
    scores = [full(TOY, CLI=2), full(TOY, CLI=0)]
    assert set(lost(TOY, scores)) == set(TOY.indicators)
    assert lost(TOY, scores)["CLI"] > 0
    assert lost(TOY, [full(TOY, CLI=None)]) == {}


def test_offices_are_named_once():
    for indicator in IDM.indicators.values():
        names = executors(indicator)
        assert len(names) == len(set(names))


def comparison(now, before=()):
    return Comparison(MEASURE, 2024, now, 2023 if before else None, before)


def test_only_officers_see_who_is_near_a_limit():
    limit = next(
        one
        for count in range(len(IDM.indicators))
        for one in [row(1, {**lowest(), **dict(list(full().items())[:count])})]
        if nearness(IDM, one)
    )
    shown = comparison([limit])
    kinds = [one.kind for one in attention.items(shown, [], None)]
    assert attention.NEAR not in kinds
    assert [one.kind for one in attention.items(shown, [], ("99",))] == [attention.NEAR]
    assert attention.items(shown, [], ("98",)) == []


def test_one_score_below_means_that_one_score_suffices():
    assert not nearness(IDM, row(1, full()))
    assert not nearness(IDM, row(1, lowest()))


@pytest.mark.parametrize(
    ("kind", "now", "before"),
    [
        (attention.CONTRADICTING, row(1, full(), verdict="inconsistent"), None),
        (attention.REPAIRED, row(1, full(), verdict="repaired"), None),
        (attention.INCOMPLETE, row(1, full(**{FIRST: None})), None),
        (attention.FELL_CLASS, row(1, lowest()), row(1, full(), year=2023)),
        (attention.FELL_VALUE, row(1, full(**{FIRST: 1})), row(1, full(), year=2023)),
    ],
)
def test_every_reason_finds_its_village(kind, now, before):
    shown = comparison([now, row(2, full())], [before, row(2, full(), year=2023)] if before else ())
    (item,) = attention.items(shown, [], None)
    assert (item.kind, item.count) == (kind, 1)
    assert item.words.startswith("desa")


def test_a_village_without_a_row_is_without_data():
    here, away = row(1, full()), row(2, full())
    (item,) = attention.items(comparison([here]), [area(here), area(away)], None)
    assert (item.kind, item.words) == (attention.ABSENT, "desa tanpa data IDM 2024. Desa 2 di Hulu.")


def test_tiles_are_sorted_from_the_weakest():
    rows = [row(1, full(), district="Hilir"), row(2, lowest(), district="Hulu"), row(3, full(), district="Hulu")]
    places = Places([area(one) for one in rows], {one.code: one for one in rows}, colouring(MEASURE, STATUS, rows), {})
    grid = tile_grid(places, [Group("990105", "Hilir"), Group("990104", "Hulu")])
    assert grid.index("Hulu") < grid.index("Hilir")
    assert grid.index("Desa 2") < grid.index("Desa 3") < grid.index("Desa 1")


def test_gaps_of_the_index_and_of_every_dimension_share_an_axis():
    lines = gap_lines(comparison([row(1, full()), row(2, lowest())]))
    assert [line.name for line in lines] == ["IDM", "Sosial", "Ekonomi", "Lingkungan"]
    assert len({line.scale for line in lines}) == 1


def test_the_territory_is_the_smallest_that_holds_all():
    assert widest(["9901022001", "9901022002"]) == "990102"
    assert widest([]) == ""


def test_what_is_not_known_in_both_years_has_no_change():
    unsure = row(1, full(IKL01=None))
    found = attention.concerns(attention.INCOMPLETE, comparison([unsure], [row(1, full(), year=2023)]), [])
    assert [one.change for one in found] == [None]
    assert MEASURE.change(found[0].change) == "–"


def test_near_a_limit_the_distance_and_the_indicators_are_told_nearest_first():
    codes = list(full())
    rows = [row(count, {**lowest(), **dict(list(full().items())[:count])}) for count in range(1, len(codes))]
    found = attention.concerns(attention.NEAR, comparison(rows), [])
    distances = [one.step.distance for one in found]
    assert len(found) > 1
    assert distances == sorted(distances)
    for one in found:
        step = one.step.steps[0]
        raised = row(99, {**one.row.scores, step.indicator: step.next})
        assert Fraction(raised.exact) - Fraction(one.row.exact) == step.gain > one.step.distance
        assert MEASURE.levels[raised.status] == MEASURE.levels[one.row.status] + 1
