"""Raw answers: valid for their edition, plausible between villages, persistent through the years."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from statistics import correlation, mean, pstdev

import pytest

from berdaya.definitions import catalogue
from berdaya.demo.answers import answer_all, draw_luck
from berdaya.demo.figures import Character, YearFigures
from berdaya.demo.profiles import profiles
from berdaya.demo.regency import FAMILY_BY_YEAR, DemoRegency, DemoSubmission
from berdaya.domain.index.scoring import answer, read_answers

IDM_YEARS = [year for year, family in FAMILY_BY_YEAR.items() if family == "idm"]
Figure = Callable[[DemoSubmission], float]


def index(submission: DemoSubmission) -> float:
    assert submission.published is not None
    return submission.published.index


def of_year(regency: DemoRegency, year: int) -> dict[str, DemoSubmission]:
    return {item.village: item for item in regency.submissions if item.year == year and item.published}


def in_both(regency: DemoRegency, one: int, other: int, figure: Figure = index) -> tuple[list[float], list[float]]:
    first, second = of_year(regency, one), of_year(regency, other)
    both = sorted(first.keys() & second.keys())
    return [figure(first[code]) for code in both], [figure(second[code]) for code in both]


@pytest.mark.parametrize("year", FAMILY_BY_YEAR)
def test_every_input_of_the_edition_has_a_profile_and_no_other(year: int) -> None:
    edition = catalogue.edition_for(FAMILY_BY_YEAR[year], year)
    named = profiles(edition.family)
    assert {profile.name for profile in named} == set(edition.inputs)
    for profile in named:
        for code, _ in profile.classes:
            assert answer(edition.inputs[profile.name], code) == code
        if profile.otherwise is not None:
            assert answer(edition.inputs[profile.name], profile.otherwise) is not None


def test_shares_of_classes_add_up_to_all_villages() -> None:
    for family in set(FAMILY_BY_YEAR.values()):
        for profile in profiles(family):
            for end in (0, 1):
                total = sum(pair[end] for _, pair in profile.classes)
                assert total == pytest.approx(1 if profile.classes else 0), profile.name


def test_every_answer_is_within_its_type_and_range_and_scored(regency: DemoRegency) -> None:
    for item in regency.submissions:
        edition = catalogue.edition(item.edition)
        read = read_answers(edition, item.inputs)
        assert {name for name, value in read.items() if value is not None} == set(item.inputs)
        for code, score in item.scores.items():
            assert score is None or score in edition.indicators[code].scores


def test_answers_keep_the_relations_the_source_keeps(regency: DemoRegency) -> None:
    checked = 0
    for item in of_year(regency, 2025).values():
        scores = {code: Fraction(score) for code, score in item.scores.items() if score is not None}
        for rule in catalogue.edition(item.edition).rules:
            assert rule.rule(scores) is True, (item.village, rule.code)
            checked += 1
    assert checked > 2000


def test_remote_villages_lag_in_services_and_roads(regency: DemoRegency) -> None:
    said = of_year(regency, 2024)
    remoteness = [regency.characters[code].remoteness for code in said]
    assert correlation(remoteness, [index(item) for item in said.values()]) < -0.45
    near, far = _near_and_far(regency, said)
    for name in ("road_surface", "road_passable", "phone_signal"):
        best = "strong" if name == "phone_signal" else "asphalt_concrete" if name == "road_surface" else "all_year"
        assert _share(near, lambda item, n=name, b=best: item.inputs[n] == b) > _share(
            far, lambda item, n=name, b=best: item.inputs[n] == b
        )
    assert mean(float(item.inputs["sma_distance_m"]) for item in near) < mean(
        float(item.inputs["sma_distance_m"]) for item in far
    )


def _near_and_far(
    regency: DemoRegency, said: Mapping[str, DemoSubmission]
) -> tuple[list[DemoSubmission], list[DemoSubmission]]:
    ordered = [said[code] for code in sorted(said, key=lambda code: regency.characters[code].remoteness)]
    return ordered[: len(ordered) // 3], ordered[-(len(ordered) // 3) :]


def _share(items: list[DemoSubmission], holds: Callable[[DemoSubmission], bool]) -> float:
    return sum(map(holds, items)) / len(items)


def test_micro_industries_are_at_their_ceiling_in_most_villages(regency: DemoRegency) -> None:
    said = of_year(regency, 2024)
    at_top = _share(list(said.values()), lambda item: item.scores["IKE01"] == 5)
    assert 0.85 < at_top < 0.96


def test_villages_keep_their_place_from_year_to_year(regency: DemoRegency) -> None:
    for year in IDM_YEARS[1:]:
        assert 0.95 < correlation(*in_both(regency, year - 1, year)) < 1
    assert correlation(*in_both(regency, 2024, 2025)) > 0.7


def test_villages_progress_and_the_gap_narrows_slowly(regency: DemoRegency) -> None:
    before, after = in_both(regency, 2021, 2024)
    assert 0.03 < mean(after) - mean(before) < 0.10
    assert 0.75 < pstdev(after) / pstdev(before) < 0.97


def test_strong_villages_are_strong_in_more_than_one_dimension(regency: DemoRegency) -> None:
    for year, (one, other) in {2024: ("IKS", "IKE"), 2025: ("LD", "E")}.items():
        published = [item.published for item in of_year(regency, year).values() if item.published]
        pair = ([item.dimensions[code] for item in published] for code in (one, other))
        assert correlation(*pair) > 0.5


def test_statuses_are_spread_as_in_a_regency_on_its_way(regency: DemoRegency) -> None:
    share = {
        (year, status): _share(list(said.values()), lambda item, s=status: item.published.status == s)
        for year in (2021, 2024)
        for said in [of_year(regency, year)]
        for status in ("TERTINGGAL", "BERKEMBANG", "MAJU", "MANDIRI")
    }
    assert 0.35 < share[2024, "MANDIRI"] < 0.55
    assert 0.33 < share[2024, "MAJU"] < 0.52
    assert 0.05 < share[2024, "BERKEMBANG"] < 0.20
    assert 0.02 < share[2021, "TERTINGGAL"] < 0.12
    assert share[2024, "TERTINGGAL"] < share[2021, "TERTINGGAL"]


@pytest.mark.parametrize("remoteness", [0.0, 1.0])
@pytest.mark.parametrize("wealth", [-4.0, 4.0])
@pytest.mark.parametrize("year", FAMILY_BY_YEAR)
def test_answers_stay_valid_at_the_ends_of_every_character(remoteness: float, wealth: float, year: int) -> None:
    edition, asked = catalogue.edition_for(FAMILY_BY_YEAR[year], year), profiles(FAMILY_BY_YEAR[year])
    rng, who = Random(5), Character(remoteness, wealth, coastal=True, riverside=True)
    for _ in range(20):
        said = answer_all(rng, asked, who, draw_luck(rng, asked), YearFigures(180, 45), year)
        assert all(value is not None for value in read_answers(edition, said).values())
