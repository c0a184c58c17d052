"""Jobs that a worker in a process of its own can run."""

import time
from pathlib import Path

from django_tasks import task


@task()
def leave_a_note(path: str, words: str) -> None:
    Path(path).write_text(words)


@task()
def fail() -> None:
    raise ValueError("rahasia")


@task()
def wait_for(path: str, done: str) -> None:
    """Say that it began, and go on until somebody lets it end."""
    Path(done + ".began").write_text("")
    while not Path(path).exists():
        time.sleep(0.05)
    Path(done).write_text("selesai")
