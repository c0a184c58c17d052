"""A backup holds everything, and comes back whole: on either database, over a wreck, into an empty place."""

import json
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from berdaya.domain.problems import Problem
from berdaya.exchange.backups import making, manifest, restoring, shelf
from berdaya.records.access.models import User
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user
from berdaya.records.observations.models import Document
from berdaya.records.regions.models import Region
from tests.databases import own_database
from tests.faults.writes import everything
from tests.offices import migrated, small_office


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


def test_what_was_backed_up_comes_back_over_a_wreck(office: Path, tmp_path: Path, settings: Any) -> None:
    before = everything()
    made = making.make(to=tmp_path / "backups", keys_to=tmp_path / "elsewhere")
    wreck(settings)
    restored = restoring.restore(made.path, keys=made.keys, force=True)
    assert everything() == before
    assert User.objects.get(username="sri").full_name == "Sri Rekaan"
    assert Document.objects.get().content == b"isi"
    assert (settings.MEDIA_ROOT / "lampiran" / "satu.txt").read_text() == "berkas"
    assert settings.SECRET_KEY_FILE.read_text() == "rahasia"
    assert restored.aside, "what was replaced is kept"
    # Numbers go on where they were: a new row collides with none that came back.
    create_user(actor=SYSTEM, username="budi", full_name="Budi Rekaan")
    assert not list(office.glob(f"{restoring.PREFIX}*"))


def wreck(settings: Any) -> None:
    """Lose what can be lost: keys, files, and the database as far as its kind allows."""
    settings.KEYS_FILE.write_text("rusak")
    settings.SECRET_KEY_FILE.unlink()
    (settings.MEDIA_ROOT / "lampiran" / "satu.txt").write_text("tertimpa")
    if connection.vendor == "sqlite":
        connection.close()
        path = Path(str(connection.settings_dict["NAME"]))
        for beside in path.parent.glob("own.sqlite3-*"):
            beside.unlink()
        path.write_bytes(b"bukan basis data" * 500)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE access_grant, runs_result CASCADE")
            cursor.execute("UPDATE regions_region SET name = 'lain'")


def test_a_backup_comes_back_into_an_empty_place(
    office: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    before = everything()
    made = making.make(to=tmp_path / "backups")
    with own_database(tmp_path):
        restoring.restore(made.path)
        assert everything() == before


def test_records_are_not_replaced_unless_that_is_meant(office: Path, tmp_path: Path) -> None:
    made = making.make(to=tmp_path / "backups")
    with pytest.raises(Problem, match=r"restore\.not_empty"):
        restoring.restore(made.path)


def test_who_is_signed_in_is_not_brought_back(office: Path, tmp_path: Path) -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
    made = making.make(to=tmp_path / "backups")
    restoring.restore(made.path, force=True)
    assert not Session.objects.exists()


def test_a_drill_touches_nothing(office: Path, tmp_path: Path, settings: Any) -> None:
    made = making.make(to=tmp_path / "backups")
    Region.objects.filter(code="9901").update(name="Kabupaten Baru")
    before, keys = everything(), settings.KEYS_FILE.read_bytes()
    assert restoring.drill(made.path).tables == made.manifest.tables
    assert everything() == before
    assert settings.KEYS_FILE.read_bytes() == keys
    assert connection.introspection.table_names()


def test_keys_lie_apart_and_belong_to_one_backup(office: Path, tmp_path: Path) -> None:
    first = making.make(to=tmp_path / "backups", keys_to=tmp_path / "keys")
    second = making.make(to=tmp_path / "backups", keys_to=tmp_path / "keys")
    with pytest.raises(Problem, match=r"restore\.keys_missing"):
        restoring.restore(first.path, force=True)
    with pytest.raises(Problem, match=r"restore\.keys_wrong"):
        restoring.restore(first.path, keys=second.keys, force=True)
    secret = Path(str(office / "keys" / "master.keys")).read_bytes().splitlines()[-1].split()[1]
    with zipfile.ZipFile(first.path) as archive:
        assert all(secret not in archive.read(name) for name in archive.namelist())
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (first.path, first.keys))


@pytest.mark.parametrize("spoil", ["byte", "cut", "part", "extra", "text"])
def test_a_damaged_backup_is_told_and_changes_nothing(office: Path, tmp_path: Path, spoil: str) -> None:
    made = making.make(to=tmp_path / "backups")
    before = everything()
    spoiled(made.path, spoil)
    with pytest.raises(Problem, match=r"restore\.(damaged|not_a_backup)"):
        restoring.restore(made.path, force=True)
    assert everything() == before


def spoiled(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "byte":
        # Within the largest part: headers hold times and sizes twice, and a flipped copy harms nobody.
        with zipfile.ZipFile(path) as archive:
            part = max(archive.infolist(), key=lambda one: one.compress_size)
            begins = part.header_offset + 30 + len(part.filename.encode())
        content[begins + part.compress_size // 2] ^= 0xFF
        path.write_bytes(content)
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "text":
        path.write_text("bukan cadangan")
    elif how == "extra":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("files/../../jalan", "keluar")
    else:
        rewritten(path, lambda said: said["parts"][0].update(sha256="0" * 64))


def rewritten(path: Path, change: object) -> None:
    """The same archive with another manifest."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(members[manifest.NAME])
    change(said)  # type: ignore[operator]
    members[manifest.NAME] = json.dumps(said).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda said: said["migrations"]["runs"].append("9999_later"), "restore.newer"),
        (lambda said: said.update(database="oracle"), "restore.other_database"),
        (lambda said: said["tables"].update(regions_region=99), "restore.counts_differ"),
        (lambda said: said.update(format=2), "restore.not_a_backup"),
    ],
)
def test_what_does_not_fit_is_refused(office: Path, tmp_path: Path, change: object, problem: str) -> None:
    made = making.make(to=tmp_path / "backups")
    before = everything()
    rewritten(made.path, change)
    with pytest.raises(Problem, match=re.escape(problem)):
        restoring.restore(made.path, force=True)
    assert everything() == before


def test_the_newest_so_many_are_kept(office: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    (place).mkdir()
    other = place / "berdaya-catatan.zip"
    other.write_text("bukan cadangan")
    made = [making.make(to=place, keep=2) for _ in range(4)]
    held = shelf.backups(place)
    assert len(held) == 2
    assert made[-1].path in {one.path for one in held}
    assert all(one.keys.exists() for one in held)
    assert len(list(place.iterdir())) == 5
    assert other.exists()


def test_a_place_that_cannot_be_written_to_is_told(office: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("")
    with pytest.raises(Problem, match=r"backup\.unwritable"):
        making.make(to=blocked / "backups")


def test_a_link_among_the_files_is_not_followed(office: Path, tmp_path: Path, settings: Any) -> None:
    (settings.MEDIA_ROOT / "luar").symlink_to("/etc/hostname")
    made = making.make(to=tmp_path / "backups")
    assert [part.name for part in made.manifest.parts if part.name.startswith(making.FILES)] == [
        "files/lampiran/satu.txt"
    ]
