"""Audits over files as they come: damaged zips, tables of another locale, answers that contradict each other."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from berdaya.domain.index.audit import Audit
from berdaya.domain.problems import Problem
from berdaya.exchange.official.auditing import audited
from berdaya.exchange.official.source import Upstream, from_upstream
from berdaya.exchange.tables import read_table, write_table
from tests.exchange.test_tables_import import scores_row


def table(path: Path, *rows: dict[str, Any]) -> Path:
    write_table(path, list(rows[0]), [list(row.values()) for row in rows])
    return path


def verdicts(*paths: Path, **options: Any) -> list[str]:
    return [result.verdict if isinstance(result, Audit) else result.code for result in audited(paths, **options)]


def test_a_damaged_member_of_a_zip_is_told_and_the_others_are_read(tmp_path: Path, official_answer: Any) -> None:
    path = tmp_path / "answers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", official_answer("9901012001", 2023))
        archive.writestr("b.json", official_answer("9901012002", 2023))
    raw = bytearray(path.read_bytes())
    begin = raw.index(b"a.json") + len("a.json")
    raw[begin : begin + 40] = b"\xff" * 40
    path.write_bytes(bytes(raw))
    assert verdicts(path) == ["file.unreadable", "consistent"]


def test_a_semicolon_table_has_decimal_commas(tmp_path: Path) -> None:
    comma = table(tmp_path / "comma.csv", scores_row("9901012001", 2023))
    text = comma.read_text(encoding="utf-8").replace(",", ";")
    written = "\ufeff" + text.replace("0.", "0,").replace(";5;", ";5,0;")
    (tmp_path / "semicolon.csv").write_text(written, encoding="utf-8")
    assert verdicts(tmp_path / "semicolon.csv") == verdicts(comma) == ["consistent"]


def test_a_published_figure_that_is_no_number_concerns_its_row_only(tmp_path: Path) -> None:
    rows = (scores_row("9901012001", 2023, published_iks="9e999999999"), scores_row("9901012002", 2023))
    first, second = audited([table(tmp_path / "table.csv", *rows)])
    assert isinstance(first, Audit)
    assert [(finding.code, finding.dimension) for finding in first.findings] == [("figure_unreadable", "IKS")]
    assert isinstance(second, Audit)
    assert second.verdict == "consistent"


def test_twice_the_same_is_no_contradiction_and_twice_differently_is(tmp_path: Path) -> None:
    same = scores_row("9901012001", 2023)
    other = scores_row("9901012001", 2023, IKS02=0)
    assert verdicts(table(tmp_path / "same.csv", same, same)) == ["consistent", "consistent"]
    last = list(audited([table(tmp_path / "other.csv", same, other)]))[-1]
    assert isinstance(last, Audit)
    assert "conflicting_answers" in {finding.code for finding in last.findings}


def test_a_column_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.csv").write_text("village_code,IKS01,IKS01\n9901012001,5,1\n", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        read_table(tmp_path / "twice.csv")
    assert refused.value.code == "table.twice"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for name in ("x.csv", "x.xlsx", "x.parquet"):
        with pytest.raises(Problem) as refused:
            write_table(tmp_path / "nowhere" / name, ["a"], [[1]])
        assert refused.value.code == "file.unwritable"


def test_a_silent_server_is_left_alone_after_a_while() -> None:
    upstream = Upstream.at("http://127.0.0.1:1", pause=0, attempts=1)
    asked = [(f"990101200{number}", 2024) for number in range(1, 10)]
    answers = list(from_upstream(upstream, asked, sleep=lambda seconds: None))
    codes = [fetched.problem.code for fetched in answers if fetched.problem is not None]
    assert codes == ["official.unreachable"] * 5 + ["official.gave_up"]
