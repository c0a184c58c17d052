"""What an earlier release kept in clear is gone from the database's file after the upgrade, free pages included."""

import os
import subprocess
import sys
from pathlib import Path

from tests.access.canary_seek import found_in, found_in_folder
from tests.upgrade.conftest import ACCOUNTS_THEN, as_left

ROOT = Path(__file__).resolve().parents[2]
NAMES = [account.full_name for account in ACCOUNTS_THEN]
# The head of the tables that 0.1.0 kept compressed.
COLUMNS = "village_code,year,IKS01"


def test_nothing_is_left_in_clear(tmp_path: Path) -> None:
    old = as_left(tmp_path / "berdaya.sqlite3").read_bytes()
    assert set(found_in(old, [*NAMES, COLUMNS])) == {*NAMES, COLUMNS}
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BERDAYA_", "DJANGO_"))}
    own |= {"BERDAYA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "berdaya.project.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=own, check=True)
    assert found_in_folder(tmp_path, [*NAMES, COLUMNS]) == {}
