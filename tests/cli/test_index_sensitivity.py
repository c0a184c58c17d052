"""`berdaya index sensitivity` as a script sees it: ranks within the regency, gaps, limits, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from berdaya.domain.problems import Problem
from tests.cli.test_index_commands import TOY, run, scores, table

A, B, ELSEWHERE = "64.02.04.2001", "64.02.04.2002", "64.03.01.2001"
NEAR = {"IKL01": 0, "IKL02": 4, "IKE05": 3, "IKE06": 3, "IKE07": 0}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERDAYA_LANGUAGE", "en")


def told(file: Path, *options: object) -> list[dict[str, Any]]:
    outcome = run("sensitivity", file, "--edition", "idm-2023", "--json", *options)
    assert outcome.exit_code == 0, outcome.output
    results: list[dict[str, Any]] = json.loads(outcome.stdout)["results"]
    return results


def test_a_status_near_its_limit_is_told_with_its_points_and_answers(tmp_path: Path) -> None:
    (found,) = told(table(tmp_path / "one.csv", scores(A, 2024, **NEAR)))
    assert (found["status"], found["points_to_fall"], found["points_to_rise"]) == ("mandiri", 8, None)
    assert (found["held"], found["scenarios"], len(found["flips"])) == (44, 103, 48)
    assert found["weights_margin"] == pytest.approx(14 / 3061)


def test_villages_are_ranked_within_their_regency_and_year(tmp_path: Path) -> None:
    rows = [scores(A, 2024), scores(B, 2024, IKL03=0), scores(ELSEWHERE, 2024), scores(A, 2023, IKS02=0)]
    found = told(table(tmp_path / "four.csv", *rows))
    ranks = {(one["village_code"], one["year"]): (one["villages"], one["rank"]) for one in found}
    assert ranks["6402042001", 2024] == (2, {"best": 1, "worst": 1})
    assert ranks["6402042002", 2024] == (2, {"best": 2, "worst": 2})
    assert ranks["6403012001", 2024][0] == ranks["6402042001", 2023][0] == 1


def test_weights_widen_a_rank(tmp_path: Path) -> None:
    rows = [scores(A, 2024, IKS02=0), scores(B, 2024, IKE05=3)]
    file = table(tmp_path / "two.csv", *rows)
    assert [one["rank"] for one in told(file, "--weights", 0)] == [{"best": 1, "worst": 1}, {"best": 2, "worst": 2}]
    assert [one["rank"] for one in told(file)] == [{"best": 1, "worst": 2}] * 2


def test_a_missing_answer_leaves_the_status_untold(tmp_path: Path) -> None:
    (found,) = told(table(tmp_path / "gap.csv", scores(A, 2024, IKL01="")))
    assert (found["status"], found["flips"], found["held"]) == (None, [], None)


def test_people_get_a_table(tmp_path: Path) -> None:
    outcome = run("sensitivity", table(tmp_path / "one.csv", scores(A, 2024, **NEAR)), "--edition", "idm-2023")
    heads, row = (line.split("\t") for line in outcome.stdout.splitlines())
    assert dict(zip(heads, row, strict=True)) == {
        "village": A, "year": "2024", "status": "mandiri", "rank (weights ±10%)": "1", "rank (one class)": "1",
        "points to fall": "8", "points to rise": "", "weights may err": "0.0046", "held": "44/103", "flips": "48",
    }  # fmt: skip


def test_an_index_that_is_no_sum_is_refused(tmp_path: Path) -> None:
    outcome = run("sensitivity", table(tmp_path / "toy.csv", TOY), "--edition", "contoh-2020")
    assert isinstance(outcome.exception, Problem)
    assert outcome.exception.code == "engine.no_integer_form"
