"""Keeps one worker beside the server: started with it, started again if it dies, ended with it."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

WAIT = 5.0  # seconds before a worker that died is started again
PATIENCE = 30.0  # seconds a job at hand has to finish when the server ends
COMMAND = (sys.executable, "-c", "from berdaya.cli.worker import run; run(with_parent=True)")


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own, so that a long job never holds up a page."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(ended,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join(PATIENCE + WAIT)


def _keep(ended: threading.Event) -> None:
    while not ended.is_set():
        process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE)  # noqa: S603 - our own command
        while process.poll() is None and not ended.wait(0.5):
            pass
        _let_go(process)
        if not ended.is_set():
            ended.wait(WAIT)


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    """Close the worker's standard input, which asks it to end; one that does not in time is stopped."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
