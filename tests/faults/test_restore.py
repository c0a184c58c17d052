"""A restore, a drill and a backup that fail at their n-th step, or at the n-th move of a file, leave everything as it was."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from berdaya.exchange.backups import making, restoring
from berdaya.records.regions.models import Region
from tests.faults.writes import everything
from tests.offices import migrated, small_office


class PowerCut(Exception):
    """What a test raises in the middle."""


@pytest.fixture(scope="module")
def blank(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[object]:
    with django_db_blocker.unblock(), migrated(tmp_path_factory.mktemp("blank")) as name:
        yield name


@pytest.fixture
def office(tmp_path: Path, settings: Any, blank: object, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with django_db_blocker.unblock(), small_office(tmp_path / "data", settings, blank) as data:
        yield data


def state(office: Path) -> tuple[Any, dict[str, bytes]]:
    """Every row, and every file beside the database."""
    files = {
        str(path.relative_to(office)): path.read_bytes()
        for path in sorted(office.rglob("*"))
        if path.is_file() and not path.name.startswith("own.sqlite3")
    }
    return everything(), files


def cut_off_at(position: int, names: list[str]) -> Callable[[str], None]:
    def step(name: str) -> None:
        names.append(name)
        if len(names) == position:
            raise PowerCut(name)

    return step


def test_a_restore_cut_off_at_any_step_changes_nothing(office: Path, tmp_path: Path) -> None:
    made = making.make(to=tmp_path / "backups")
    saved = state(office)
    Region.objects.filter(code="9901").update(name="Kabupaten Baru")
    (office / "files" / "lampiran" / "satu.txt").write_text("lebih baru")
    (office / "secret_key").write_text("lebih baru")
    before = state(office)
    for position in some(steps_of(lambda step: restoring.drill(made.path, step=step)) + 2):
        names: list[str] = []
        try:
            restoring.restore(made.path, force=True, step=cut_off_at(position, names))
        except PowerCut:
            assert state(office) == before, names[-1]
            continue
        break
    else:
        restoring.restore(made.path, force=True)
    assert names[-1] == "in place"
    rows, files = state(office)
    assert rows == saved[0]
    assert {name: files[name] for name in saved[1]} == saved[1]


def steps_of(act: Callable[[Callable[[str], None]], Any]) -> int:
    names: list[str] = []
    act(names.append)
    return len(names)


def some(count: int) -> list[int]:
    """Every step where they are few; on PostgreSQL each table is one, so the first, the last and some between."""
    return [n for n in range(1, count + 1) if count <= 12 or n <= 3 or n % 17 == 0 or n > count - 4]


def test_a_restore_whose_nth_move_fails_puts_everything_back(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = making.make(to=tmp_path / "backups")
    Region.objects.filter(code="9901").update(name="Kabupaten Baru")
    before, replace, position = state(office), os.replace, 0
    while True:
        position += 1
        moves = 0

        def failing(source: Any, target: Any, *, at: int = position) -> None:
            nonlocal moves
            moves += 1
            if moves == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            replace(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing)
            try:
                restoring.restore(made.path, force=True)
            except OSError:
                assert state(office) == before, position
                continue
        break
    assert position > 4
    assert Region.objects.get(code="9901").name == "Kabupaten Contoh"


def test_a_backup_cut_off_at_any_step_leaves_no_trace_and_no_harm(office: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    kept = making.make(to=place)
    before, names = state(office), list[str]()
    count = steps_of(lambda step: making.make(to=tmp_path / "other", step=step))
    for position in some(count - 1):
        names = []
        with pytest.raises(PowerCut):
            making.make(to=place, keep=1, step=cut_off_at(position, names))
        assert sorted(path.name for path in place.iterdir()) == sorted([kept.path.name, kept.keys.name]), names[-1]
    assert state(office) == before
    making.make(to=place, keep=1)
    assert not kept.path.exists()


def test_a_drill_cut_off_at_any_step_changes_nothing(office: Path, tmp_path: Path) -> None:
    made = making.make(to=tmp_path / "backups")
    before = state(office)
    for position in some(steps_of(lambda step: restoring.drill(made.path, step=step))):
        with pytest.raises(PowerCut):
            restoring.drill(made.path, step=cut_off_at(position, []))
        assert state(office) == before
