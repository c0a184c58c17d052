"""What the tutorial and the how-to pages show of index commands is what these print."""

import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from tests.docs.pages import DOCS, ROOT, blocks, commands

EXECUTED = ("berdaya index ", "berdaya --version")
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if any(line.startswith(EXECUTED) for line, _ in commands(page))]


def words(text: str) -> list[list[str]]:
    """The words line by line: a terminal sets a table in columns, a pipe divides them by tabs."""
    return [line.split() for line in text.splitlines() if line.strip()]


def shown_in_full(output: str) -> tuple[list[list[str]], bool]:
    """The lines of an output that a page shows; a last line of `…` stands for the rest."""
    lines = words(output)
    return (lines[:-1], False) if lines and lines[-1] == ["…"] else (lines, True)


@pytest.mark.parametrize("page", [page.relative_to(ROOT).as_posix() for page in PAGES])
def test_index_commands_print_what_the_page_shows(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for block in blocks(ROOT / page):
        if block.file:
            (tmp_path / block.file).write_text(block.body, encoding="utf-8")
    shutil.copytree(DOCS / "tutorials", tmp_path / "docs" / "tutorials")
    shutil.copy(DOCS / "tutorials" / "answers.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BERDAYA_LANGUAGE", "en")
    ran = 0
    for line, output in commands(ROOT / page):
        if not line.startswith(EXECUTED):
            continue
        outcome = CliRunner().invoke(app, shlex.split(line, comments=True)[1:])
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit), line
        expected, whole = shown_in_full(output)
        printed = words(outcome.output)
        assert (printed if whole else printed[: len(expected)]) == expected, line
        ran += 1
    assert ran


def test_the_tutorial_is_among_the_pages_that_are_run() -> None:
    assert DOCS / "tutorials" / "first-hour.md" in PAGES
