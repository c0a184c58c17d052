"""The benchmark of the engine runs, and its ways agree; what it measures is not asserted."""

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_the_benchmark_prints_its_ratios_and_that_all_rows_agree() -> None:
    command = [sys.executable, "-m", "bench", "score", "--villages", "40", "--years", "2", "--repeat", "1", "--json"]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert found["ratio"] > 0
    assert found["rows"] == 80
    assert found["agreement"] is True
    assert set(found["differing_rows"]) >= {"engine", "duckdb_sql", "engine_intervals"}
    assert ("pandas" in found["seconds"]) == (found["notes"] == [])
