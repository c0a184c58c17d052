"""The page on settings names every environment variable that is read, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.pages import REFERENCE, ROOT, first_cells, sections

PAGE = REFERENCE / "settings.md"
SCRIPTS = ("Makefile", ".ci/run", "tests/run", "tests/conftest.py", "tests/postgres.py")
VARIABLE = re.compile(r"\b(?:BERDAYA|HYPOTHESIS)_[A-Z_]+\b")


def read_by_the_package() -> set[str]:
    """The variables in the package's own string literals; a secret can also stand in a file."""
    found = set()
    for file in (ROOT / "src" / "berdaya").rglob("*.py"):
        found |= set(_variables(file))
    return found | {f"{name}_FILE" for name in found if name.endswith("SECRET_KEY")}


def _variables(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value):
            yield node.value


def test_every_setting_is_documented_and_no_other() -> None:
    settings, _ = PAGE.read_text(encoding="utf-8").split("## For tests only")
    assert first_cells(settings) == read_by_the_package()


def test_every_variable_of_the_tests_is_documented_and_no_other() -> None:
    texts = [(ROOT / script).read_text(encoding="utf-8") for script in SCRIPTS]
    used = {name for text in texts for name in VARIABLE.findall(text)} - read_by_the_package()
    assert first_cells(sections(PAGE)["For tests only"]) == used
