"""Inviting, handing over and erasing people, cut off at every write: nobody half invited, half replaced or half erased."""

from datetime import date

import pytest
from django.test import override_settings

from berdaya.records.access import codes
from berdaya.records.access.erasure import erase_user
from berdaya.records.access.handover import hand_over
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from tests.faults.writes import survives_every_failure

PASSWORD = "pandai-menenun-7"


@pytest.fixture(autouse=True)
def _quick(db: None):
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def someone(name: str) -> User:
    user = create_user(actor=SYSTEM, username=name, full_name=name.title(), password=PASSWORD)
    for territory in ("9901012001", "9901012002"):
        grant(actor=SYSTEM, user=user, role=Role.MENTOR, territory=territory, valid_from=date(2026, 1, 1))
    return user


def test_inviting_survives_every_failure() -> None:
    issued = survives_every_failure(
        lambda: codes.invite(actor=SYSTEM, username="rina", full_name="Rina", role=Role.MENTOR, territory="9901")
    )
    assert Grant.objects.filter(user_id=issued.user_id).count() == 1
    assert (
        survives_every_failure(lambda: codes.redeem(username="rina", code=issued.code, password=PASSWORD))
        == issued.user_id
    )


def test_handing_over_survives_every_failure() -> None:
    giver, taker = someone("lama"), create_user(actor=SYSTEM, username="baru", full_name="Baru")
    day = date(2026, 4, 1)
    assert survives_every_failure(lambda: hand_over(actor=SYSTEM, giver_id=giver.pk, taker_id=taker.pk, day=day)) == 2
    assert taker.grants.count() == giver.grants.filter(valid_until=date(2026, 3, 31)).count() == 2


def test_erasing_survives_every_failure() -> None:
    user = someone("rina")
    survives_every_failure(lambda: erase_user(actor=SYSTEM, user_id=user.pk, reason="uji"))
    assert User.objects.get(pk=user.pk).is_erased
