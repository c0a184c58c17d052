"""What is made from the environment on the first start."""

import os
import stat
from pathlib import Path

import pytest

from berdaya.project import environment


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told otherwise elsewhere")
def test_a_new_database_is_its_owners_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BERDAYA_DATABASE", raising=False)
    held = tmp_path / "berdaya.sqlite3"
    assert environment.database("BERDAYA_DATABASE", sqlite=held)["NAME"] == held
    assert stat.S_IMODE(held.stat().st_mode) == 0o600
    held.write_bytes(b"kept")
    environment.database("BERDAYA_DATABASE", sqlite=held)
    assert held.read_bytes() == b"kept"
