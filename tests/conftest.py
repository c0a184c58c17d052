"""What every test shares: where the real data lie, how hard hypothesis tries, and that CI skips nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Timings are never asserted: a slow machine is not a wrong program.
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=3000, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real official data, which is never part of the repository."""
    folder = Path(os.environ.get("BERDAYA_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the real data are not beside the checkout (../shared or $BERDAYA_SHARED)")
    return folder


class NoSkips:
    """In CI a skipped test is a failed run: what it lacks has to be installed."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for nodeid in self.skipped:
            terminalreporter.write_line(f"skipped, and nothing may be: {nodeid}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings as django_settings

    # Jobs run where they are asked for, so that a test sees what they did.
    django_settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    if os.environ.get("BERDAYA_NO_SKIPS"):
        config.pluginmanager.register(NoSkips())
