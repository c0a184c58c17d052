"""The whole published record, recomputed: every contradiction of 2024 is found, explained and repaired."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app

pytestmark = pytest.mark.acceptance
YEARS = {"2021": 1583, "2022": 1574, "2023": 1574, "2024": 1574}


def audited(*arguments: str) -> tuple[dict, int]:
    result = CliRunner().invoke(app, ["index", "audit", *arguments, "--json"])
    return json.loads(result.stdout), result.exit_code


def test_all_scores_of_four_years(shared: Path) -> None:
    report, exit_code = audited(str(shared / "data/idm/scores_2021_2024.csv"))
    assert exit_code == 0
    assert report["answers"] == 6305
    assert report["inconsistent"] == 0
    for year, answers in YEARS.items():
        repaired = 369 if year == "2024" else 0
        consistent = answers - repaired
        assert report["by_year"][year] == {
            "answers": answers, "consistent": consistent, "repaired": repaired, "inconsistent": 0
        }  # fmt: skip
    assert {finding["code"] for finding in report["findings"]} == {"copied_row"}
    assert {finding["repaired_to"] for finding in report["findings"]} == {1, 5}


def test_all_raw_answers(shared: Path) -> None:
    report, exit_code = audited(str(shared / "data/idm/official_answers"))
    assert exit_code == 0
    assert (report["answers"], report["inconsistent"], report["unreadable"]) == (205, 0, [])
    assert [report["by_year"][year]["repaired"] for year in YEARS] == [0, 0, 0, 11]


def test_raw_answers_and_table_are_judged_alike(shared: Path) -> None:
    raw, _ = audited(str(shared / "data/idm/official_answers"))
    table, _ = audited(str(shared / "data/idm/scores_2021_2024.csv"))
    judged = {(f["village"], f["year"]): f["repaired_to"] for f in table["findings"]}
    for finding in raw["findings"]:
        assert judged.get((finding["village"], finding["year"]), finding["repaired_to"]) == finding["repaired_to"]


def test_kutai_kartanegara(shared: Path) -> None:
    file = str(shared / "data/kukar/idm2024_kukar_indikator.csv")
    report, exit_code = audited(file, "--year", "2024")
    assert exit_code == 1
    (finding,) = report["findings"]
    assert (finding["code"], finding["village"], finding["dimension"]) == ("dimension_mismatch", "6402012011", "IKS")
    assert round((finding["recomputed"] - finding["published"]) * 175) == 2

    result = CliRunner().invoke(app, ["index", "score", file, "--edition", "idm", "--year", "2024", "--json"])
    assert json.loads(result.stdout)["statuses"] == {"mandiri": 87, "maju": 83, "berkembang": 23}


def test_region_list_knows_the_villages(shared: Path) -> None:
    file = shared / "data/kukar/idm2024_kukar_indikator.csv"
    regions = str(shared / "data/wilayah/kukar_wilayah_2025.csv")
    report, _ = audited(str(file), "--year", "2024", "--regions", regions)
    assert "unknown_village" not in {finding["code"] for finding in report["findings"]}
