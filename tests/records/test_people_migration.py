"""Sealing what is personal is a move of data: forth without anything in clear left behind, and back without loss."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

PERSON = ("Kenari Pratiwi", "kenari@contoh.id", "0811-7777")


def migrate(data: Path, *to: str) -> None:
    left_out = ("BERDAYA_DATABASE", "BERDAYA_KEYS_FILE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"BERDAYA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "berdaya.project.settings"}
    command = [sys.executable, "-m", "django", "migrate", *to, "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def asked(data: Path, sql: str, *values: str) -> list[tuple]:
    with sqlite3.connect(data / "berdaya.sqlite3") as connection:
        return connection.execute(sql, values).fetchall()


def test_people_are_sealed_on_the_way_up_and_come_back_on_the_way_down(tmp_path):
    migrate(tmp_path, "access", "0001")
    asked(
        tmp_path,
        "INSERT INTO access_user (password, is_superuser, username, full_name, email, phone, is_active, date_joined)"
        " VALUES ('!', 0, 'sri', ?, ?, ?, 1, '2026-01-01'), ('!', 0, 'budi', 'Budi', '', '', 1, '2026-01-01')",
        *PERSON,
    )
    migrate(tmp_path, "access")
    columns = {row[1] for row in asked(tmp_path, "PRAGMA table_info(access_user)")}
    assert not {"full_name", "email", "phone"} & columns
    assert not any(word.encode() in bytes(cell) for word in PERSON for cell in sealed(tmp_path))
    assert asked(tmp_path, "SELECT count(*) FROM vault_person") == [(2,)]
    migrate(tmp_path, "access", "0001")
    back = asked(tmp_path, "SELECT username, full_name, email, phone FROM access_user ORDER BY username")
    assert back == [("budi", "Budi", "", ""), ("sri", *PERSON)]
    assert asked(tmp_path, "SELECT count(*) FROM vault_person") == [(0,)]


def sealed(data: Path) -> list[bytes]:
    rows = asked(data, "SELECT sealed_full_name, sealed_email, sealed_phone FROM access_user")
    return [cell for row in rows for cell in row]
