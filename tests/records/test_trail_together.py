"""Several processes write into the trail at once: every entry has its place in one chain, on both databases."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("BERDAYA_DATABASE", "")
WRITERS, EACH = 4, 12


@pytest.fixture
def address() -> Iterator[str]:
    """A database of its own; SQLite's test database lies in memory, where no other process comes."""
    if not SERVER:
        yield ""
        return
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute("CREATE DATABASE jejak")
    yield SERVER.replace(f"/{urlsplit(SERVER).path.strip('/')}", "/jejak", 1)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute("DROP DATABASE jejak WITH (FORCE)")


def test_entries_of_many_writers_stand_in_one_chain(tmp_path: Path, address: str) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BERDAYA_", "DJANGO_"))}
    own |= {"BERDAYA_DATA": str(tmp_path), "BERDAYA_DATABASE": address}

    def begun(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.records.trail_writers", *words]
        return subprocess.Popen(command, cwd=ROOT, env=own, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ended(process: subprocess.Popen[str]) -> str:
        said, wrong = process.communicate()
        assert process.returncode == 0, wrong
        assert not wrong
        return said

    before: dict[str, Any] = json.loads(ended(begun()))
    for writer in [begun(str(EACH)) for _ in range(WRITERS)]:
        ended(writer)
    found: dict[str, Any] = json.loads(ended(begun()))
    assert before["links"] == 0
    assert (found["links"], found["waiting"], found["broken_at"]) == (WRITERS * EACH, 0, None)
    keys = (tmp_path / "keys" / "master.keys").read_text()
    assert sum(not line.startswith("#") for line in keys.splitlines()) == 1
