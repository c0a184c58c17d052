"""Canaries: names and numbers of persons who do not exist go in on every way, and lie nowhere in clear afterwards.

They are looked for in the database (its file, its write-ahead log, every value of every row, a dump), what the program
logged, the data folder, a backup, and what was exported. That the search can fail is tried first, and once more at the end.
"""

import base64
import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.access.canary_seek import found_in, found_in_folder, found_in_rows, postgresql_rows, sqlite_rows
from tests.access.canary_story import CANARIES, NAMES, NEVER_EXPORTED, NIKS
from tests.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("BERDAYA_DATABASE", "")


def _workbook(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si><t>{text}</t></si>" * 50)
    return out.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in capitals": lambda text: text.upper().encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(f"nama {text} sekian".encode()),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(f"??>{text}".encode()),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "deflated": lambda text: zlib.compress(text.encode() * 20),
    "gzip": lambda text: gzip.compress(text.encode() * 20),
    "a workbook": _workbook,
    "a torn workbook": lambda text: _workbook(text)[:-60],
    "a session": lambda text: b"." + base64.urlsafe_b64encode(zlib.compress(json.dumps({"m": text * 3}).encode())),
    "a workbook in a dump": lambda text: _workbook(text).hex().encode(),
}


@pytest.mark.parametrize("before", [b"", b"x", b"\x00\xffab"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("canary", [NIKS[0], NAMES[0]])
def test_the_search_finds_a_canary_in_whatever_form(canary: str, way: str, before: bytes) -> None:
    assert found_in(before + WAYS[way](canary) + b"\x00tail", CANARIES) == [canary]


def test_the_search_finds_nothing_in_noise() -> None:
    assert found_in(os.urandom(200_000) + b"Kenari Pertiwi", CANARIES) == []


@dataclass(frozen=True)
class Left:
    """What the day left behind: folders, what was logged, what was done, and the address of the database."""

    folder: Path
    logged: bytes
    done: dict[str, Any]
    address: str

    def rows(self) -> Iterator[tuple[str, Any]]:
        return postgresql_rows(self.address) if self.address else sqlite_rows(self.folder / "data" / "berdaya.sqlite3")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database of its own on the server that the tests run on; empty where they run on SQLite."""
    if not SERVER:
        yield ""
        return
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS kenari")
        connection.execute("CREATE DATABASE kenari")
    yield SERVER.replace(f"/{urlsplit(SERVER).path.strip('/')}", "/kenari", 1)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute("DROP DATABASE kenari WITH (FORCE)")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory, address: str) -> Left:
    folder = tmp_path_factory.mktemp("kenari")
    (folder / "out").mkdir()
    (folder / "tmp").mkdir()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BERDAYA_", "DJANGO_"))}
    own |= {"BERDAYA_DATA": str(folder / "data"), "BERDAYA_DATABASE": address, "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-m", "tests.access.canary_story", str(folder / "out")]
    ran = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-3000:]
    told, _story, done = ran.stdout.partition(b"STORY ")
    return Left(folder, told + ran.stderr, json.loads(done), address)


def test_the_day_took_place(left: Left) -> None:
    """Everything could be read by those who may, or there would be nothing to look for."""
    assert left.done["people"] == [NAMES[0], NAMES[2]]
    assert left.done["trail"] == NIKS[0]
    assert left.done["documents"] == 4
    assert left.done["pages"]["invite"] == 200
    assert left.done["pages"]["broken"] == 500
    assert left.done["imports"][:6] == [302, 200, "committed", 302, 200, "previewed"]
    assert left.done["backup"] >= 1
    assert left.done["erased"][0] == ""
    assert b"Internal Server Error" in left.logged
    if not left.address:
        assert {"berdaya.sqlite3", "berdaya.sqlite3-wal"} <= set(left.done["copied"])


def test_no_row_of_the_database_holds_one(left: Left) -> None:
    assert found_in_rows(left.rows(), CANARIES) == {}


@pytest.mark.parametrize("folder", ["data", "open", "backups", "apart", "tmp"])
def test_no_file_of_the_server_holds_one(left: Left, folder: str) -> None:
    assert (left.folder / folder).is_dir()
    assert found_in_folder(left.folder / folder, CANARIES) == {}


def test_no_dump_holds_one(left: Left) -> None:
    if not left.address:
        with sqlite3.connect(left.folder / "data" / "berdaya.sqlite3") as connection:
            dump = "\n".join(connection.iterdump()).encode()
        connection.close()
    else:
        folder = programs()
        assert folder is not None
        dump = subprocess.run([folder / "pg_dump", *_reach(left.address)], capture_output=True, check=True).stdout
    assert b"access_user" in dump
    assert found_in(dump, CANARIES) == []


def _reach(address: str) -> list[str]:
    parts = urlsplit(address)
    host = parts.hostname or dict(parse_qsl(parts.query)).get("host", "")
    return ["-h", host, "-U", parts.username or "", "-d", parts.path.strip("/")]


def test_a_destroyed_key_lies_in_no_file_any_more(left: Left) -> None:
    """Not in a free page, not in the write-ahead log; only in the backup from before, as the retention table says."""
    wrapped = bytes.fromhex(left.done["erased"][1])
    files = [path for name in ("data", "open") for path in (left.folder / name).rglob("*") if path.is_file()]
    assert not any(wrapped in path.read_bytes() for path in files)
    assert not any(wrapped in bytes(value) for _, row in left.rows() for value in row if isinstance(value, bytes))
    with zipfile.ZipFile(next((left.folder / "backups").glob("*.zip"))) as archive:
        held = [archive.read(name) for name in archive.namelist()]
    assert any(wrapped in content or wrapped.hex().encode() in content for content in held)


def test_no_line_of_the_log_holds_one(left: Left) -> None:
    assert found_in(left.logged, CANARIES) == []


def test_no_export_holds_a_number_or_an_address(left: Left) -> None:
    """Lists of users hold their names, for that is what they are; each export is in the trail."""
    assert {"people.xlsx", "trail.xlsx"} <= set(left.done["exports"])
    assert found_in_folder(left.folder / "out", NEVER_EXPORTED) == {}
    assert NAMES[0] in found_in_folder(left.folder / "out", NAMES)["people.xlsx"]


def test_one_that_is_planted_is_found(left: Left, tmp_path: Path) -> None:
    """Where the program would have left it in clear, had it not sealed it."""
    if left.address:
        import psycopg

        with psycopg.connect(left.address) as connection:
            _plant(connection.execute, "%s")
            assert set(found_in_rows(_on(connection), CANARIES)) == {"django_session", "access_user"}
            connection.rollback()
        return
    copy = shutil.copy(left.folder / "data" / "berdaya.sqlite3", tmp_path / "copy.sqlite3")
    with sqlite3.connect(copy) as connection:
        _plant(connection.execute, "?")
    connection.close()
    assert set(found_in_rows(sqlite_rows(copy), CANARIES)) == {"django_session", "access_user"}
    assert found_in_folder(tmp_path, CANARIES) == {"copy.sqlite3": sorted([NAMES[0], NIKS[1]])}


def _plant(execute: Callable[..., object], mark: str) -> None:
    session = WAYS["a session"](NAMES[0]).decode()
    execute(f"INSERT INTO django_session VALUES ('k', {mark}, '2026-01-01')", (session,))
    execute(
        f"UPDATE access_user SET sealed_phone = {mark} WHERE username = 'uji0'", (zlib.compress(NIKS[1].encode() * 9),)
    )


def _on(connection: Any) -> Iterator[tuple[str, Any]]:
    for table in ("django_session", "access_user"):
        for row in connection.execute(f"SELECT * FROM {table}").fetchall():
            yield table, row
