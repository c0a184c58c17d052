"""What every test shares: where the real data lie, how hard hypothesis tries, and that CI skips nothing."""

import os
from collections.abc import Iterator
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


def _empty_guarded_tables(patch: pytest.MonkeyPatch) -> None:
    """Tests that commit empty every table afterwards: the triggers of append-only ones let them, and come back."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    empty = BaseDatabaseOperations.execute_sql_flush

    def unguarded_flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        from berdaya.records import guard

        guard.take_down(self.connection)
        empty(self, sql_list)

    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded_flush)


@pytest.fixture(scope="session", autouse=True)
def _guarded_tables() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        _empty_guarded_tables(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Master keys of the tests' own: those of the data folder may be somebody's."""
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "KEYS_FILE", tmp_path_factory.mktemp("keys") / "master.keys")
        yield


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings as django_settings

    # Jobs run where they are asked for, so that a test sees what they did.
    django_settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Tests of pages begin in an office that is set up; those of the first set-up say otherwise.
    django_settings.OFFICE_FROM_RECORDS = False
    if os.environ.get("BERDAYA_NO_SKIPS"):
        config.pluginmanager.register(NoSkips())
