"""`berdaya backup` and `berdaya restore` as somebody types them, and while a server holds the database."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from berdaya.cli.main import main; main()"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one territory in it."""
    folder = tmp_path_factory.mktemp("kantor")
    listed = folder / "wilayah.csv"
    listed.write_text("kode,nama\n99,Provinsi Contoh\n99.01,Kabupaten Contoh\n")
    assert berdaya(folder, "regions", "import", str(listed)).returncode == 0
    return folder


def berdaya(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"BERDAYA_DATA": str(data / "data"), "BERDAYA_LANGUAGE": "en", "PATH": os.environ["PATH"]}
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, env=environment)


def names(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "data" / "berdaya.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT name FROM regions_region ORDER BY code")]


def test_what_was_typed_is_told_and_comes_back(data: Path, tmp_path: Path) -> None:
    made = berdaya(data, "backup", "--to", str(tmp_path / "a"), "--keys-to", str(tmp_path / "k"), "--keep", "3")
    assert made.returncode == 0, made.stderr
    assert "Keep them elsewhere" in made.stdout
    [archive], [keys] = (tmp_path / "a").iterdir(), (tmp_path / "k").iterdir()
    with closing(sqlite3.connect(data / "data" / "berdaya.sqlite3")) as database:
        database.execute("UPDATE regions_region SET name = 'salah'")
        database.commit()
    drilled = berdaya(data, "restore", str(archive), "--keys", str(keys), "--drill")
    assert "This backup can be restored" in drilled.stdout, drilled.stderr
    missing = berdaya(data, "restore", str(archive), "--force")
    assert (missing.returncode, "[restore.keys_missing]" in missing.stderr) == (2, True)
    refused = berdaya(data, "restore", str(archive), "--keys", str(keys))
    assert (refused.returncode, "[restore.not_empty]" in refused.stderr) == (2, True)
    assert names(data) == ["salah", "salah"]
    restored = berdaya(data, "restore", str(archive), "--keys", str(keys), "--force")
    assert restored.returncode == 0, restored.stderr
    assert "Everybody has to sign in again." in restored.stdout
    assert names(data) == ["Provinsi Contoh", "Kabupaten Contoh"]
    assert list((data / "data").glob("berdaya.sqlite3.before-*"))
    with closing(sqlite3.connect(data / "data" / "berdaya.sqlite3")) as database:
        noted = database.execute("SELECT deed, ok FROM office_operation").fetchall()
        trail = database.execute("SELECT action FROM audit_entry WHERE action = 'office.restore'").fetchall()
    assert (noted, len(trail)) == ([("restore", 1)], 1)


def test_a_database_that_is_in_use_is_not_taken_away(data: Path, tmp_path: Path) -> None:
    assert berdaya(data, "backup", "--to", str(tmp_path)).returncode == 0
    [archive] = tmp_path.glob("*.zip")
    with closing(sqlite3.connect(data / "data" / "berdaya.sqlite3")) as served:
        served.execute("PRAGMA journal_mode=WAL")
        served.execute("SELECT COUNT(*) FROM regions_region").fetchone()
        refused = berdaya(data, "restore", str(archive), "--force")
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert "[restore.in_use]" in refused.stderr
        assert served.execute("SELECT COUNT(*) FROM regions_region").fetchone() == (2,)
