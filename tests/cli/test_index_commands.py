"""The index commands as a script sees them: names, JSON, exit codes, and what bad input gets as an answer."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem

TOY = {
    "village_code": "9901012001",
    "year": 2024,
    "clinic_minutes": 45,
    "pupils": 9,
    "children": 10,
    "market": "ya",
    "road": "gravel",
}
IDM = catalogue.edition("idm-2023")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERDAYA_LANGUAGE", "en")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["index", *map(str, arguments)])


def table(path: Path, *rows: dict[str, Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def scores(village: str, year: int, score: int = 5, **changes: int | str) -> dict[str, Any]:
    return {"village_code": village, "year": year, **dict.fromkeys(IDM.indicators, score), **changes}


def test_list_names_every_edition_with_its_hash() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert [item["code"] for item in listed] == catalogue.codes()
    assert all(len(item["hash"]) == 64 and item["indicators"] > 0 for item in listed)


def test_show_gives_bands_inputs_and_limits() -> None:
    shown = json.loads(run("show", "idm-2023", "--json").stdout)
    assert len(shown["indicators"]) == 50
    assert [status["up_to"] for status in shown["statuses"]] == [0.4907, 0.5989, 0.7072, 0.8155, None]
    assert {"score", "condition", "lift"} <= shown["indicators"][0]["bands"][0].keys()


def test_score_of_raw_answers(tmp_path: Path) -> None:
    file = table(tmp_path / "toy.csv", TOY)
    report = json.loads(run("score", file, "--edition", "contoh-2020", "--json").stdout)
    (result,) = report["results"]
    assert result["scores"] == {"CLI": 2, "SCH": 4, "MKT": 4, "ROA": 3}
    # Services (1·1/2 + 3·1)/4 = 7/8 twice, livelihood (1 + 3/4)/2 = 7/8 once: any mean of them is 7/8.
    assert result["index"] == pytest.approx(87.5)
    assert result["status"] == "high"


def test_each_year_takes_its_own_edition(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2022, IKS27=4), scores("6402042001", 2023, IKS27=3))
    report = json.loads(run("score", file, "--edition", "idm", "--json").stdout)
    assert [row["edition"] for row in report["results"]] == ["idm-2016", "idm-2023"]
    assert [row["scores"]["IKS27"] for row in report["results"]] == [4, 3]


def test_a_missing_score_gives_a_range_and_no_status_of_its_own(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2024, score=5, IKL03="", IKL02="", IKL01=""))
    (result,) = json.loads(run("score", file, "--edition", "idm", "--json").stdout)["results"]
    assert result["index"] is None
    assert (result["index_low"], result["index_high"]) == (pytest.approx(2 / 3), 1)
    assert result["statuses"] == ["berkembang", "maju", "mandiri"]
    assert result["missing"] == ["IKL01", "IKL02", "IKL03"]


def test_a_bad_cell_is_named_and_stops_nothing(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2024, IKS02=3), scores("6402042002", 2024))
    outcome = run("score", file, "--edition", "idm", "--json")
    report = json.loads(outcome.stdout)
    assert outcome.exit_code == 1
    (problem,) = report["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (2, "IKS02", "score.outside_rubric")
    assert report["statuses"] == {"mandiri": 2}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_results_are_written_and_read_back(tmp_path: Path, kind: str) -> None:
    source = table(tmp_path / "scores.csv", scores("6402042001", 2024, IKS02=0), scores("6402042002", 2024))
    out = tmp_path / f"out.{kind}"
    assert run("score", source, "--edition", "idm", "--out", out).exit_code == 0
    again = json.loads(run("score", out, "--edition", "idm", "--json").stdout)
    before = json.loads(run("score", source, "--edition", "idm", "--json").stdout)
    assert again["results"] == before["results"]


def test_explain_adds_up(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2024, score=5, IKS02=0, IKE07=0))
    told = json.loads(run("explain", file, "--edition", "idm", "--village", "64.02.04.2001", "--json").stdout)
    assert sum(item["amount"] for item in told["contributions"]) == pytest.approx(told["index"])
    assert [point["indicator"] for point in told["intervention_points"]] == ["IKE07", "IKS02"]
    assert told["intervention_points"][0]["gain"] == pytest.approx(5 / 180)
    assert told["next_limit"] is None
    assert told["last_limit"]["status"] == "maju"


def test_explain_of_an_unknown_village_says_so(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2024))
    outcome = run("explain", file, "--edition", "idm", "--village", "6402042009")
    assert isinstance(outcome.exception, Problem)
    assert outcome.exception.code == "region.unknown"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "nowhere.csv", "--edition", "idm"], "file.not_found"),
        (["show", "idm-1999"], "definition.no_edition_for_year"),
        (["show", "nothing"], "definition.unknown_edition"),
        (["audit", "nowhere"], "file.not_found"),
    ],
)
def test_wrong_use_is_a_coded_problem(arguments: list[str], code: str) -> None:
    outcome = run(*arguments)
    assert isinstance(outcome.exception, Problem)
    assert outcome.exception.code == code


def test_audit_tallies_findings_and_exit_code(tmp_path: Path) -> None:
    published = {
        "published_iks": "1",
        "published_ike": "1",
        "published_ikl": "1",
        "published_idm": "1",
        "published_status": "MANDIRI",
    }
    good = {**scores("6402042001", 2023), **published}
    wrong = {**scores("6402042002", 2023), **published, "published_status": "MAJU"}
    file = table(tmp_path / "table.csv", good, wrong)
    outcome = run("audit", file, "--json")
    report = json.loads(outcome.stdout)
    assert outcome.exit_code == 1
    assert report["by_year"] == {"2023": {"answers": 2, "consistent": 1, "repaired": 0, "inconsistent": 1}}
    (finding,) = report["findings"]
    assert (finding["code"], finding["village"], finding["published"]) == ("status_mismatch", "6402042002", "MAJU")
    assert run("audit", table(tmp_path / "good.csv", good), "--json").exit_code == 0


def test_index_commands_need_no_django(tmp_path: Path) -> None:
    """A fresh interpreter in which Django cannot be imported still scores."""
    file = table(tmp_path / "toy.csv", TOY)
    block = "import sys; sys.modules['django'] = None; from berdaya.cli.main import main; main()"
    command = [sys.executable, "-c", block, "index", "score", str(file), "--edition", "contoh-2020", "--json"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(outcome.stdout)["rows"] == 1
    assert "\x1b" not in outcome.stderr


def test_the_console_prints_one_line_and_exits_with_two() -> None:
    command = [sys.executable, "-c", "from berdaya.cli.main import main; main()", "index", "show", "nothing"]
    outcome = subprocess.run(command, capture_output=True, text=True)
    assert outcome.returncode == 2
    assert "[definition.unknown_edition]" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_large_table_is_scored_alike(tmp_path: Path) -> None:
    file = table(tmp_path / "scores.csv", scores("6402042001", 2022, IKS27=4), scores("6402042002", 2024, score=0))
    complete = table(tmp_path / "complete.csv", scores("6402042001", 2022, IKS27=4), scores("6402042002", 2024))
    small = json.loads(run("score", complete, "--edition", "idm", "--json").stdout)
    large = run("score-large", complete, "--edition", "idm", "--out", tmp_path / "large.parquet", "--json")
    assert large.exit_code == 0
    assert json.loads(large.stdout)["statuses"] == small["statuses"]
    refused = run("score-large", file, "--edition", "idm", "--out", tmp_path / "refused.parquet", "--json")
    assert refused.exit_code == 1
    assert {problem["code"] for problem in json.loads(refused.stdout)["problems"]} == {"score.outside_rubric"}
