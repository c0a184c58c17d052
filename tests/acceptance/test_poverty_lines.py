"""Poverty lines against the figures published with the survey they were computed from."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from berdaya.definitions.instruments import family_stages, score_card
from berdaya.domain.welfare.lines import Income, headcount, median_gap, quantile, quintile_ratio
from berdaya.domain.welfare.scorecard import probability

pytestmark = pytest.mark.acceptance
SHARES = {"ARPR40": 0.4, "ARPR50": 0.5, "ARPR60": 0.6, "ARPR70": 0.7}
OURS = (*SHARES, "ARPT", "QSR", "RMPG")


def published(folder: Path) -> Iterator[tuple[str, str, float]]:
    with (folder / "eusilc_hasil_terbit.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["indikator"] in OURS and row["sumber"].startswith("laeken-standard"):
                yield row["indikator"], row["wilayah"], float(row["nilai"])


def test_every_published_figure_is_reproduced(shared: Path) -> None:
    folder = shared / "data" / "validation" / "welfare"
    people: dict[str, list[Income]] = {"total": []}
    with gzip.open(folder / "eusilc_sintetis.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one = Income(float(row["eqIncome"]), float(row["bobot"]))
            people["total"].append(one)
            people.setdefault(row["wilayah"], []).append(one)
    middle = quantile(people["total"], 0.5)
    line = 0.6 * middle
    checked = 0
    for indicator, region, value in published(folder):
        if indicator in SHARES:
            found = 100 * headcount(people[region], SHARES[indicator] * middle)
        elif indicator == "ARPT":
            found = line
        else:
            found = quintile_ratio(people[region]) if indicator == "QSR" else 100 * median_gap(people[region], line)
        assert found == pytest.approx(value, rel=1e-6), (indicator, region)
        checked += 1
    assert checked > 30


def test_the_card_is_its_owners_unaltered(shared: Path) -> None:
    published = json.loads((shared / "reference" / "ppi_idn_2022.json").read_text(encoding="utf-8"))
    card = score_card()
    assert list(card.lines) == published["lines"]
    for question in published["questions"]:
        ours = card.questions[question["no"]]
        assert ours.text == question["text"]
        assert [(one.label, dict(one.points)) for one in ours.options.values()] == [
            (option["label"], option["points"]) for option in question["options"]
        ]


def test_the_look_up_table_of_the_card_is_its_curve(shared: Path) -> None:
    published = json.loads((shared / "reference" / "ppi_idn_2022.json").read_text(encoding="utf-8"))
    for points, printed in published["lookup_npl100"].items():
        assert probability(score_card().lines["npl100"], int(points)) == pytest.approx(printed, abs=5.1e-7)


def test_the_stages_have_the_items_of_the_reference(shared: Path) -> None:
    published = json.loads((shared / "reference" / "ks_indicators.json").read_text(encoding="utf-8"))["indicators"]
    ours = [(block.code, item) for block in family_stages().blocks for item in block.items]
    assert [block for block, _ in ours] == [one["block"] for one in published]
    assert [item.not_applicable_when is None for _, item in ours] == [
        one["not_applicable_when"] is None for one in published
    ]
    assert [place for place, (_, item) in enumerate(ours, start=1) if item.sensitive] == [5, 7, 14, 15]
