"""The worker runs what waits, ends in good order, and ends with the server it belongs to."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds before a process that hangs fails the test
SETTINGS = (
    "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'berdaya.project.settings'; import django; django.setup();"
)


def environment(data: Path) -> dict[str, str]:
    return {"BERDAYA_DATA": str(data), "BERDAYA_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}


def python(data: Path, code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(data), cwd=data, timeout=PATIENCE)


def started(data: Path, call: str, **more: int) -> "subprocess.Popen[bytes]":
    code = f"from berdaya.cli.worker import run; run({call})"
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment(data), cwd=data, stderr=subprocess.PIPE, **more
    )


def asked(data: Path, *calls: str) -> None:
    """Put jobs into the queue."""
    jobs = "; ".join(f"jobs.{call}" for call in calls)
    python(data, f"{SETTINGS} from tests.cli import jobs_of_tests as jobs; {jobs}")


def rows(data: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(data / "berdaya.sqlite3")) as database:
        return database.execute(query).fetchall()


def until(process: "subprocess.Popen[bytes]", holds: Callable[[], bool]) -> None:
    """Wait until something holds; a process that ends before that fails the test."""
    while not holds():
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("worker")
    python(data, "from berdaya.cli import django_setup; django_setup.migrate()")
    return data


def test_what_waits_is_done_and_what_fails_is_kept(migrated: Path, tmp_path: Path) -> None:
    note = tmp_path / "catatan"
    asked(migrated, f"leave_a_note.enqueue({str(note)!r}, 'halo')", "fail.enqueue()")
    worker = started(migrated, "once=True")
    _, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert note.read_text() == "halo"
    assert b"The worker is ready." in said
    query = "SELECT status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"
    assert rows(migrated, query) == [("SUCCESSFUL",), ("FAILED",)]
    assert rows(migrated, "SELECT name FROM office_worker") == []


@pytest.mark.parametrize("how", ["signal", "server"])
def test_a_worker_that_is_asked_to_end_finishes_the_job_at_hand(migrated: Path, tmp_path: Path, how: str) -> None:
    gate, done, after = tmp_path / "pintu", tmp_path / "selesai", tmp_path / "sesudah"
    asked(migrated, f"wait_for.enqueue({str(gate)!r}, {str(done)!r})", f"leave_a_note.enqueue({str(after)!r}, 'x')")
    worker = started(migrated, "with_parent=True", stdin=subprocess.PIPE)
    until(worker, Path(f"{done}.began").exists)
    assert rows(migrated, "SELECT COUNT(*) FROM office_worker") == [(1,)]
    if how == "signal":
        worker.send_signal(signal.SIGTERM)
    else:
        assert worker.stdin is not None
        worker.stdin.close()
        # The worker has to notice before it may go on; a job that runs does not keep it from that.
        worker.stdin = None
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(1)
    gate.write_text("")
    _, said = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, done.exists()) == (0, True), said.decode()
    assert done.read_text() == "selesai"
    assert not after.exists(), "nothing new was begun"
    assert rows(migrated, "SELECT COUNT(*) FROM office_worker") == [(0,)]
    started(migrated, "once=True").communicate(timeout=PATIENCE)
    assert after.exists()


def test_the_job_of_a_worker_that_was_killed_is_marked_by_the_next(migrated: Path, tmp_path: Path) -> None:
    gate, done = tmp_path / "pintu", tmp_path / "selesai"
    asked(migrated, f"wait_for.enqueue({str(gate)!r}, {str(done)!r})")
    worker = started(migrated, "")
    until(worker, Path(f"{done}.began").exists)
    worker.kill()
    worker.communicate()
    with closing(sqlite3.connect(migrated / "berdaya.sqlite3")) as database:
        database.execute("UPDATE office_worker SET beat_at = '2020-01-01 00:00:00'")
        database.commit()
    _, said = started(migrated, "once=True").communicate(timeout=PATIENCE)
    assert b"1 jobs were cut off." in said
    query = "SELECT exception_class_path FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
    assert ("berdaya.WorkerLost",) in rows(migrated, query)
