"""The files for a server start commands that exist, with settings that are documented, and the guide names each of them."""

import shlex
from pathlib import Path

import pytest
import typer

from berdaya.cli.main import app
from tests.docs.pages import DOCS, REFERENCE, ROOT, first_cells

DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
GUIDE = (DOCS / "how-to" / "deploy.md").read_text(encoding="utf-8")


def lines(path: Path, key: str) -> list[str]:
    return [line.removeprefix(f"{key}=") for line in path.read_text().splitlines() if line.startswith(f"{key}=")]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_starts_a_command_that_the_program_understands(path: Path) -> None:
    [started] = lines(path, "ExecStart")
    program, name, *rest = shlex.split(started)
    assert program == "/opt/berdaya/.venv/bin/berdaya"
    typer.main.get_command(app).commands[name].make_context(name, rest)  # type: ignore[attr-defined]
    assert lines(path, "EnvironmentFile") == ["/etc/berdaya/environment"]
    assert lines(path, "UMask") == ["0077"]


def test_the_timer_has_its_service() -> None:
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service") in SERVICES


def test_the_example_sets_only_documented_settings() -> None:
    known = first_cells((REFERENCE / "settings.md").read_text(encoding="utf-8"))
    given = [line.partition("=")[0] for line in (DEPLOY / "environment.example").read_text().splitlines()]
    assert {name for name in given if name and not name.startswith("#")} <= known


def test_the_guide_uses_every_file() -> None:
    for path in DEPLOY.iterdir():
        assert path.name in GUIDE or f"*{path.suffix}" in GUIDE, path.name
