"""What sensitivity and comparable items say of real villages: the figures that docs/algorithms tells."""

import csv
import gzip
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import correlation, mean

import pytest

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalk
from berdaya.domain.index.crosswalk import COMPARABLE, SAME, comparable
from berdaya.domain.index.ranks import all_places, parts_of, places_in, span_of
from berdaya.domain.index.sensitivity import robustness

pytestmark = pytest.mark.acceptance
IDM = catalogue.edition("idm-2023")
TENTH = Fraction(1, 10)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def kukar(shared: Path) -> list[dict[str, int]]:
    rows = rows_of(shared / "data/kukar/idm2024_kukar_indikator.csv")
    columns = {name[:5]: name for name in rows[0]}
    return [{code: int(row[columns[code]]) for code in IDM.indicators} for row in rows]


def test_ranks_of_a_regency_are_wide(kukar: Sequence[Mapping[str, int]]) -> None:
    places = all_places([parts_of(IDM, scores) for scores in kukar], TENTH)
    assert (len(places), round(mean(one.worst - one.best + 1 for one in places))) == (193, 27)
    spans = [span_of(IDM, scores) for scores in kukar]
    slipped = [places_in(span, spans[:here] + spans[here + 1 :]) for here, span in enumerate(spans)]
    assert round(mean(one.worst - one.best + 1 for one in slipped)) == 89


def test_many_statuses_hang_on_one_answer(kukar: Sequence[Mapping[str, int]]) -> None:
    found = [robustness(IDM, scores) for scores in kukar]
    assert sum(bool(one.flips) for one in found) == 111
    assert sum(one.weights is not None and one.weights < TENTH for one in found) == 75


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks in which equals share their mean place."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [mean(places[value]) for value in values]


def agreement(one: Sequence[float], other: Sequence[float]) -> float:
    return correlation(ranks(one), ranks(other))


def test_comparable_items_on_the_side_of_the_idm(shared: Path) -> None:
    walk = crosswalk("idm", "indeks_desa")
    assert walk is not None
    found: dict[tuple[str, int], tuple[float, float, float]] = {}
    for row in rows_of(shared / "data/idm/scores_2021_2024.csv"):
        edition = catalogue.edition_for("idm", int(row["year"]))
        scores = {code: int(float(row[code])) for code in edition.indicators}
        levels = [float(comparable(walk, edition, scores, kinds).value.low) for kinds in (SAME, COMPARABLE)]
        found[row["village_code"], int(row["year"])] = (levels[0], levels[1], float(row["published_idm"]))
    assert len(found) == 6305
    by_year = [[one for (_, other), one in found.items() if other == year] for year in (2021, 2022, 2023, 2024)]
    same, similar = (
        [agreement([one[kind] for one in rows], [one[2] for one in rows]) for rows in by_year] for kind in (0, 1)
    )
    assert [round(one, 2) for one in (min(same), max(same), min(similar), max(similar))] == [0.63, 0.73, 0.82, 0.87]
    pairs = [(one, found[code, 2024]) for (code, year), one in found.items() if year == 2023 and (code, 2024) in found]
    moved = [[abs(after[kind] - before[kind]) for before, after in pairs] for kind in (0, 1)]
    assert [round(mean(one), 2) for one in moved] == [0.04, 0.02]
    assert round(sum(one < 1e-9 for one in moved[0]) / len(moved[0]), 2) == 0.70


def test_the_two_indices_order_villages_differently(shared: Path) -> None:
    """No village at hand has item scores in both, so only the indices themselves can be set beside each other."""
    later = {
        row["kode_desa"]: float(row["skor_resmi"])
        for row in rows_of(shared / "data/idm/indeks_desa_2025_lampung_timur.csv")
    }
    with gzip.open(shared / "data/idm/idm2024_indonesia.csv.gz", "rt", encoding="utf-8", newline="") as file:
        pairs = [
            (float(row["idm"]), later[row["kode_desa"]]) for row in csv.DictReader(file) if row["kode_desa"] in later
        ]
    assert len(pairs) == 264
    assert round(agreement([one for one, _ in pairs], [other for _, other in pairs]), 2) == 0.68
