"""Practising never touches real records: whatever the environment says, every file outside its folder stays as it is."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.demo import practice
from berdaya.domain.problems import Problem

REAL = """
from berdaya.cli import django_setup
django_setup.migrate()
from berdaya.records.access.models import User
User.objects.create_user("sungguhan", full_name="Sungguhan", password="pandai-menenun-7")
"""

PRACTISED = """
from berdaya.cli import django_setup
django_setup.migrate()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from berdaya.demo import practice
from berdaya.records.access.models import User
from berdaya.records.access.scope import SYSTEM
from berdaya.records.decisions.findings import found
from berdaya.records.decisions.models import Decision
from berdaya.web.quality.asked import finding_address

setup_test_environment()
practice.prepare(7, villages=12)
assert settings.SESSION_COOKIE_NAME != "sessionid"
assert not User.objects.filter(username="sungguhan").exists()
client = Client()
client.force_login(User.objects.get(username="analis"))
page = client.get("/mutu/").content.decode()
assert "Mode latihan." in page, page[:3000]
address = finding_address(found(SYSTEM, "idm", 2024)[0])
answer = client.post(address, {"pilihan": "visit", "alasan": "Latihan.", "versi": "0"})
assert answer.status_code == 302, answer.content
assert Decision.objects.count() == 1
answer = client.post("/latihan/ulang/")
assert (answer.status_code, answer["Location"]) == (302, "/masuk/")
assert Decision.objects.count() == 0
assert User.objects.filter(username="analis").exists()
client.force_login(User.objects.get(username="analis"))
assert client.post(address, {"pilihan": "visit", "alasan": "Lagi.", "versi": "0"}).status_code == 302
print("practised")
"""


def run(code: str, **environment: str) -> str:
    known = {key: value for key, value in os.environ.items() if not key.startswith("BERDAYA_")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=known | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def held(folder: Path) -> dict[str, str]:
    """Every file outside the folder of practice, with the hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and "latihan" not in path.relative_to(folder).parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_no_byte_of_the_real_records_changes(tmp_path: Path) -> None:
    run(REAL, BERDAYA_DATA=str(tmp_path))
    before = held(tmp_path)
    assert {"berdaya.sqlite3", "secret_key", "keys/master.keys"} <= before.keys()
    leading_there = {
        "BERDAYA_DATABASE": "postgresql://nobody@/real?host=/nowhere",
        "BERDAYA_SECRET_KEY": "the real one",
        "BERDAYA_KEYS_FILE": str(tmp_path / "keys" / "master.keys"),
        "BERDAYA_BACKUPS": str(tmp_path / "backups"),
    }
    said = run(PRACTISED, BERDAYA_DATA=str(tmp_path), BERDAYA_PRACTICE="1", **leading_there)
    assert said.strip().endswith("practised")
    assert held(tmp_path) == before
    own = tmp_path / "latihan"
    assert {"berdaya.sqlite3", "secret_key", "awal.sqlite3"} <= {path.name for path in own.iterdir()}
    assert (own / "secret_key").read_bytes() != (tmp_path / "secret_key").read_bytes()
    assert (own / "keys" / "master.keys").read_bytes() != (tmp_path / "keys" / "master.keys").read_bytes()


@pytest.mark.django_db
def test_a_real_installation_is_never_put_back() -> None:
    for act in (practice.put_back, lambda: practice.prepare(7, villages=12)):
        with pytest.raises(Problem, match=r"practice\.elsewhere"):
            act()


def test_a_fresh_practice_forgets_its_own_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from berdaya.cli import practice as command

    (tmp_path / "latihan").mkdir()
    (tmp_path / "latihan" / "berdaya.sqlite3").write_bytes(b"practised")
    (tmp_path / "berdaya.sqlite3").write_bytes(b"real")
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.setenv("BERDAYA_PRACTICE", "0")

    def stop() -> None:
        raise CommandError("far enough")

    monkeypatch.setattr(command.django_setup, "migrate", stop)
    CliRunner().invoke(app, ["practice", "--fresh"])
    assert (tmp_path / "berdaya.sqlite3").read_bytes() == b"real"
    assert not (tmp_path / "latihan").exists()
