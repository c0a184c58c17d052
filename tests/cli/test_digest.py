"""`berdaya digest`: one person's week, everybody's, and who is not there."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from berdaya.cli import django_setup
from berdaya.cli.main import app
from berdaya.domain.problems import Problem
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.inbox.services import tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is at its newest schema, and the words are Indonesian."""
    monkeypatch.setattr(django_setup, "migrate", lambda: None)
    monkeypatch.setenv("BERDAYA_LANGUAGE", "id")


@pytest.fixture
def person() -> User:
    user = User.objects.create_user("analis-satu", full_name="Nama Rahasia")
    Grant.objects.create(user=user, role=Role.ANALYST, territory="")
    tell([user.pk], "job.done", subject="impor")
    return user


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["digest", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_one_persons_week(person: User) -> None:
    text = said("--user", "analis-satu")
    assert text.startswith("*Ringkasan pekan Berdaya*")
    assert "1 pesan belum dibaca" in text
    assert "Nama Rahasia" not in text


def test_everybodys_week_can_be_written_into_files_without_names(person: User, tmp_path: Path) -> None:
    assert "analis-satu:" in said("--all")
    said("--all", "--out", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == [f"{person.pk}.txt"]


def test_somebody_unknown_is_told(person: User) -> None:
    result = CliRunner().invoke(app, ["digest", "--user", "tidak-ada"])
    assert isinstance(result.exception, Problem)
    assert result.exception.code == "digest.no_user"


@pytest.mark.parametrize("arguments", [(), ("--user", "x", "--all")])
def test_either_one_or_all(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, ["digest", *arguments]).exit_code == 2
