"""Several people decide on one finding in the same moment: one decision stands, the others are told, nothing is doubled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from berdaya.records.decisions.models import Decision
from tests.faults.race import finding, race

EXPECTED = ["1", "decision.meanwhile", "decision.meanwhile", "decision.meanwhile"]
ON_A_FILE = """
from berdaya.cli import django_setup
django_setup.migrate()
from tests.faults.race import finding, race
from berdaya.records.decisions.models import Decision
print(race(finding()), Decision.objects.count())
"""


@pytest.mark.django_db(transaction=True)
def test_one_decision_stands_and_the_others_are_told(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        assert (race(finding()), Decision.objects.count()) == (EXPECTED, 1)
        return
    # The tests' own SQLite lives in memory, where connections lock each other out; an office's is a file.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BERDAYA_")}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FILE],
        env=environment | {"BERDAYA_DATA": str(tmp_path)},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == f"{EXPECTED} 1"
