"""`berdaya keys …` and what `berdaya check` says of keys, guards and trail."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from berdaya.cli import safety
from berdaya.cli.main import app
from berdaya.domain.problems import Problem
from berdaya.records import guard
from berdaya.records.access.scope import SYSTEM
from berdaya.records.audit import chain
from berdaya.records.audit.log import changed
from berdaya.records.audit.models import Entry
from berdaya.records.vault import services as vault
from berdaya.records.vault.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BERDAYA_LANGUAGE", "en")
    monkeypatch.setattr("berdaya.cli.django_setup.migrate", lambda: None)
    settings.KEYS_FILE = tmp_path / "keys" / "master.keys"
    return settings.KEYS_FILE


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, ["keys", *words], catch_exceptions=False)


def _listed() -> list[dict[str, Any]]:
    return json.loads(_run("list", "--json").stdout)


def test_a_key_is_made_rotated_and_retired_without_being_shown(key_file: Path) -> None:
    assert (_run("list", "--json").stdout, _run("new").exit_code) == ("[]\n", 0)
    (first,) = _listed()
    person = vault.new_person()
    value = vault.seal(person.pk, "Siti")
    said = _run("rotate").stdout
    second, former = _listed()
    assert (former["key"], former["wraps"], second["held"]) == (first["key"], 0, True)
    assert second["key"] in said
    assert _run("retire", former["key"]).exit_code == 0
    assert vault.unseal(person.pk, value) == "Siti"
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "keys.new",
        "keys.rotate",
        "keys.retire",
    ]
    written = [line.split()[1] for line in key_file.read_text().splitlines() if not line.startswith("#")]
    assert all(key not in said + _run("list").stdout for key in written)


def test_a_retired_key_is_not_noted_when_it_stays() -> None:
    vault.new_person()
    with pytest.raises(Problem, match=r"vault\.key_in_use"):
        _run("retire", _listed()[0]["key"])
    assert not Entry.objects.exists()


def test_a_lacking_key_is_listed_and_told(key_file: Path) -> None:
    master = vault.new_person().master
    key_file.unlink()
    assert _run("list").exit_code == 1
    assert [row["held"] for row in _listed()] == [False]
    name, _, todo = next(iter(safety.findings()))
    assert (name, master in todo) == ("master keys", True)


def test_all_is_well_until_somebody_reaches_past_the_program(key_file: Path) -> None:
    changed(SYSTEM, "keys.new", subject="key:1")
    chain.link(Entry.objects.get().pk)
    assert [todo for _, _, todo in safety.findings()] == ["", "", ""]
    guard.take_down(connection, "audit_entry")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET note = 'other'")
    key_file.chmod(0o644)
    keys, guards, trail = (todo for _, _, todo in safety.findings())
    assert "chmod 600" in keys
    assert "audit_entry" in guards
    assert "link 1" in trail
    key_file.chmod(0o600)
    key_file.write_text("nothing")
    assert [found for _, found, _ in safety.findings()] == ["vault.keys_unreadable"]
    assert Person.objects.count() == 0
