"""`berdaya worker`: runs the jobs that wait, one after the other, and ends when it is asked to, after the job at hand."""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import say

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

INTERVAL = 1.0  # seconds between two looks into an empty queue


def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Kerjakan yang menunggu, lalu berhenti. / Do what waits, then end.")
    ] = False,
) -> None:
    """Kerjakan tugas latar belakang: impor, terbitan, surat. / Run the jobs in the background."""
    run(once=once)


def run(*, once: bool = False, with_parent: bool = False) -> None:
    """Run jobs until asked to end, or until the server ends that this worker belongs to."""
    django_setup.migrate()
    from django.conf import settings
    from django.utils import timezone

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.office.jobs import release_lost
    from berdaya.records.office.selectors import time_zone

    timezone.activate(time_zone() or settings.TIME_ZONE)
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(3)}"
    _speak()
    with _living(name):
        if lost := release_lost(actor=SYSTEM):
            typer.echo(say(f"{lost} pekerjaan terputus.", f"{lost} jobs were cut off."), err=True)
        jobs = _jobs(name, once=once)
        if with_parent:
            threading.Thread(target=_end_with_parent, args=(jobs,), daemon=True).start()
        typer.echo(say("Pekerja siap.", "The worker is ready."), err=True)
        jobs.run()


def _jobs(name: str, *, once: bool) -> "Worker":
    from django_tasks_db.management.commands.db_worker import Worker

    class Jobs(Worker):
        """The library's loop, but a signal never ends it between taking a job and running it."""

        signals = 0

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            self.running = False
            self.signals += 1
            if self.signals > 1:
                raise SystemExit(1)  # the job at hand is cut off and marked as failed

    jobs = Jobs(
        queue_names=["*"],
        interval=INTERVAL,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, jobs.shutdown)
        signal.signal(signal.SIGTERM, jobs.shutdown)
    return jobs


@contextmanager
def _living(name: str) -> Iterator[None]:
    """Say every few seconds that this worker lives, also while a job takes long."""
    from django.db import DatabaseError, connection

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.office import workers

    ended = threading.Event()

    def say_so() -> None:
        while not ended.wait(workers.BEAT):
            try:
                workers.beat(actor=SYSTEM, name=name)
            except DatabaseError:
                logging.getLogger("berdaya").warning("worker: the database does not answer")
            finally:
                connection.close()

    workers.beat(actor=SYSTEM, name=name)
    beating = threading.Thread(target=say_so, daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        workers.leave(actor=SYSTEM, name=name)


def _end_with_parent(jobs: "Worker") -> None:
    """The server that started this worker holds the other end of its standard input; when it goes, this ends too."""
    sys.stdin.buffer.read()
    jobs.running = False


def _speak() -> None:
    """Tell of each job on standard error: its name, and how it went."""
    logger = logging.getLogger("django_tasks")
    logger.setLevel(logging.INFO)
