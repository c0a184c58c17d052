"""The catalogue of problems: both languages say the same, and a problem can always be printed."""

import ast
import string
from pathlib import Path

import pytest

import berdaya
from berdaya.domain.problems import CATALOGUE, Problem

PACKAGE = Path(berdaya.__file__).parent


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_name_the_same_details(code: str) -> None:
    kind = CATALOGUE[code]
    assert placeholders(kind.id) == placeholders(kind.en)
    assert kind.id != kind.en
    assert 400 <= kind.status < 600


def raised() -> list[tuple[str, int, str, set[str]]]:
    """Every `Problem("code", detail=…)` of the domain, the definitions and the formats, read from the source."""
    found = []
    for folder in ("domain", "definitions", "exchange"):
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="Problem"), args=[ast.Constant(value=str(code))]):
                        names = {keyword.arg for keyword in node.keywords if keyword.arg}
                        found.append((file.name, node.lineno, code, names))
    return found


def test_every_problem_raised_is_in_the_catalogue_with_its_details() -> None:
    everywhere = raised()
    assert len(everywhere) > 20
    wrong = [
        where
        for where in everywhere
        if where[2] not in CATALOGUE or not placeholders(CATALOGUE[where[2]].en) <= where[3]
    ]
    assert wrong == []


def test_a_problem_carries_code_details_and_status() -> None:
    problem = Problem("region.unknown", code="64.99")
    assert (problem.code, problem.details, problem.status) == ("region.unknown", {"code": "64.99"}, 404)
    assert "64.99" in problem.message()
    assert str(problem) == "region.unknown: " + problem.message("en")


def test_a_code_outside_the_catalogue_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        Problem("nothing.of_the_kind")
