"""The way back in for whoever holds the machine: a code for a user, which serves once."""

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.domain.problems import Problem
from berdaya.records.access import attempts, codes, factors
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return create_user(actor=SYSTEM, username="kepala", full_name="Kepala", password="pandai-menenun-7")


def test_a_code_from_the_command_line_brings_a_new_password(chief):
    for _ in range(attempts.ALLOWED):
        attempts.note_failure("kepala", "203.0.113.7")
    result = CliRunner().invoke(app, ["code", "Kepala"])
    assert result.exit_code == 0
    assert not attempts.is_blocked("kepala", "203.0.113.7")
    assert codes.redeem(username="kepala", code=result.stdout.strip(), password="menenun-lagi-8") == chief.pk


def test_a_lost_phone_is_taken_off_only_when_asked(chief):
    factors.TOTP.activate(chief, factors.new_secret())
    CliRunner().invoke(app, ["code", "kepala"])
    assert factors.has_factor(chief.pk)
    CliRunner().invoke(app, ["code", "kepala", "--without-phone"])
    assert not factors.has_factor(chief.pk)


def test_an_unknown_user_is_told(db):
    result = CliRunner().invoke(app, ["code", "siapa"])
    assert isinstance(result.exception, Problem)
    assert result.exception.code == "access.user_unknown"
