"""The commands of an office's installation: what they say when something is in the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM
from berdaya.records.regions.services import RegionEntry, import_regions


def berdaya(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own: settings are read once a process."""
    command = [sys.executable, "-c", "from berdaya.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"BERDAYA_LANGUAGE": "en", **environment})


def test_check_says_what_to_do_on_an_empty_installation(tmp_path: Path) -> None:
    outcome = berdaya("check", "--json", BERDAYA_DATA=str(tmp_path))
    checks = {item["check"]: item for item in json.loads(outcome.stdout)}
    assert outcome.returncode == 1
    assert checks["definitions"]["ok"]
    assert "berdaya demo" in checks["villages"]["do"]


def test_an_unreachable_database_is_told_in_one_line(tmp_path: Path) -> None:
    away = {"BERDAYA_DATA": str(tmp_path), "BERDAYA_DATABASE": "postgresql://nobody@127.0.0.1:1/nothing"}
    checked = berdaya("check", **away)
    assert checked.returncode == 1
    assert "Check BERDAYA_DATABASE" in checked.stdout
    served = berdaya("serve", **away)
    assert (served.returncode, served.stderr.count("\n")) == (2, 1)
    assert "[database.unreachable]" in served.stderr


def test_a_setting_that_is_not_understood_stops_the_start(tmp_path: Path) -> None:
    outcome = berdaya("serve", BERDAYA_DATA=str(tmp_path), BERDAYA_HTTPS="perhaps")
    assert outcome.returncode == 1
    assert "BERDAYA_HTTPS='perhaps' is not understood" in outcome.stderr


@pytest.mark.django_db
def test_the_demo_never_mixes_with_real_territories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERDAYA_LANGUAGE", "en")
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse("64"), "Kalimantan Timur")])
    kept = CliRunner().invoke(app, ["demo", "--keep"])
    assert kept.exit_code == 0
    assert "real territories" in kept.stdout
    refused = CliRunner().invoke(app, ["demo"])
    assert isinstance(refused.exception, Problem)
    assert refused.exception.code == "demo.real_data"
