"""The page on JSON lists exactly the keys that the commands print."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.definitions import catalogue
from berdaya.domain.index.definition import EXECUTOR_LEVELS
from tests.docs.pages import DOCS, REFERENCE, ROOT, first_cells, sections

PAGE = sections(REFERENCE / "json.md")
ANSWERS = DOCS / "tutorials" / "answers.csv"
TOY = """village_code,year,clinic_minutes,pupils,children,market,road
99.01.01.2001,2025,45,80,100,ya,gravel
99.01.01.2002,2025,20,95,100,ya,paved
99.01.01.2003,2025,70,,100,maybe,earth
"""

KEYS_OF_DATA = {
    "<indicator>": {code for edition in catalogue.editions() for code in edition.indicators},
    "<dimension>": {code for edition in catalogue.editions() for code in edition.dimensions},
    "<status>": {status.code for edition in catalogue.editions() for status in edition.statuses} | {"undecided"},
    "<level>": set(EXECUTOR_LEVELS),
}
# Maps whose keys are data; elsewhere a word like "village" is a key of the contract.
MAPS = {"scores", "dimensions", "statuses", "executors", "by_year"}


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The paths to every leaf; an empty list or object is a leaf of unknown contents and gives nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = placeholder(key) if path.rpartition(".")[2] in MAPS else key
            yield from paths(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")
    else:
        yield path


def placeholder(key: str) -> str:
    if re.fullmatch(r"\d{4}", key):
        return "<year>"
    return next(name for name, keys in KEYS_OF_DATA.items() if key in keys)


def printed(*arguments: object) -> set[str]:
    outcome = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert outcome.exit_code in (0, 1), outcome.output
    return set(paths(json.loads(outcome.stdout)))


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    file = tmp_path / "toy.csv"
    file.write_text(TOY, encoding="utf-8")
    return file


def documented(command: str) -> set[str]:
    return first_cells(PAGE[command])


def test_index_list() -> None:
    assert printed("index", "list") == documented("index list")


def test_index_show() -> None:
    every = set().union(*(printed("index", "show", code) for code in catalogue.codes()))
    assert every == documented("index show")


def test_index_wording() -> None:
    assert printed("index", "wording") == documented("index wording")


def test_index_score(toy: Path) -> None:
    assert printed("index", "score", toy, "--edition", "contoh") == documented("index score")


def test_index_score_large(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("village_code,year,note,IKS01,IKS02\n9901012001,2024,x,5,3\n", encoding="utf-8")
    found = printed("index", "score-large", file, "--edition", "idm", "--out", tmp_path / "out.parquet")
    assert found == documented("index score-large")


def test_index_sensitivity() -> None:
    assert printed("index", "sensitivity", ANSWERS, "--edition", "idm") == documented("index sensitivity")


def test_index_explain(toy: Path) -> None:
    of_toy = [
        printed("index", "explain", toy, "--edition", "contoh", "--village", f"99.01.01.200{n}") for n in (1, 2, 3)
    ]
    of_idm = printed("index", "explain", ANSWERS, "--edition", "idm", "--village", "99.01.01.2003")
    assert set().union(of_idm, *of_toy) == documented("index explain")


def test_index_audit(tmp_path: Path) -> None:
    unreadable = tmp_path / "empty.json"
    unreadable.write_text("", encoding="utf-8")
    assert printed("index", "audit", ANSWERS, unreadable) == documented("index audit")


@pytest.mark.parametrize(
    ("module", "commands"),
    [
        ("official.py", ["official import"]),
        ("regions.py", ["regions import", "boundaries import"]),
        ("office.py", ["check"]),
    ],
)
def test_commands_on_records_document_every_key_they_write(module: str, commands: list[str]) -> None:
    """These need a database to run; their keys are the string keys of the dictionaries in their module."""
    tree = ast.parse((ROOT / "src/berdaya/cli" / module).read_text(encoding="utf-8"))
    dictionaries = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    keys = {key.value for node in dictionaries for key in node.keys if isinstance(key, ast.Constant)}
    for command in commands:
        assert {part for path in documented(command) for part in re.split(r"\.|\[\]\.?", path) if part} == keys


def test_every_command_with_json_has_a_section() -> None:
    page = sections(REFERENCE / "cli.md")
    with_json: Mapping[str, bool] = {name: "`--json`" in text for name, text in page.items()}
    assert {f"berdaya {name}" for name in PAGE} == {name for name, has in with_json.items() if has}
