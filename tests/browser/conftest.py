"""A real server with the invented regency, and Debian's Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `berdaya serve` on a fresh `berdaya demo`, exactly as a newcomer starts it."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    program = shutil.which("berdaya", path=str(Path(sys.executable).parent))
    assert program is not None
    left_out = ("BERDAYA_DATABASE", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["BERDAYA_DATA"] = str(tmp_path_factory.mktemp("office"))
    subprocess.run([program, "demo"], env=environment, check=True, capture_output=True)
    port = free_port()
    log = tmp_path_factory.mktemp("log") / "serve.txt"
    with log.open("wb") as told:
        server = subprocess.Popen([program, "serve", "--port", str(port)], env=environment, stdout=told, stderr=told)
    address = f"http://127.0.0.1:{port}"
    try:
        await_answer(address, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def await_answer(address: str, log: Path) -> None:
    """Ask until the server answers; where it never does, what it said is the failure."""
    patient = urllib3.Retry(connect=240, backoff_factor=0.05, backoff_max=0.5)
    try:
        assert urllib3.request("GET", address, retries=patient).status == 200
    except urllib3.exceptions.MaxRetryError:
        pytest.fail(log.read_text(encoding="utf-8", errors="replace")[-2000:])


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    # Playwright runs an event loop in this thread, which Django would otherwise take for its own.
    kept = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
    if kept is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
