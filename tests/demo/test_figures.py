"""People and character of the villages."""

from statistics import correlation, mean

from berdaya.demo.regency import DemoRegency


def test_remoteness_runs_from_the_capital_to_the_hills(regency: DemoRegency) -> None:
    remoteness = [who.remoteness for who in regency.characters.values()]
    assert min(remoteness) < 0.05
    assert max(remoteness) > 0.8
    assert all(0 <= value <= 1 for value in remoteness)


def test_remote_villages_are_poorer_and_smaller(regency: DemoRegency) -> None:
    desa = [region.code for region in regency.desa]
    remoteness = [regency.characters[code].remoteness for code in desa]
    assert correlation(remoteness, [regency.characters[code].wealth for code in desa]) < -0.1
    assert correlation(remoteness, [float(regency.figures[code][2025].population) for code in desa]) < -0.25


def test_counts_are_there_for_every_village_and_year_and_move_slowly(regency: DemoRegency) -> None:
    assert regency.figures.keys() == {region.code for region in regency.villages}
    for counts in regency.figures.values():
        assert list(counts) == [2020, 2021, 2022, 2023, 2024, 2025]
        for year in range(2021, 2026):
            assert 0.94 < counts[year].population / counts[year - 1].population < 1.08
        assert all(3.0 < count.population / count.households < 5.0 for count in counts.values())


def test_kelurahan_are_towns(regency: DemoRegency) -> None:
    people = {region.code: regency.figures[region.code][2025].population for region in regency.villages}
    wards = [people[region.code] for region in regency.villages if region.kind == "kelurahan"]
    assert mean(wards) > 2 * mean(people[region.code] for region in regency.desa)
