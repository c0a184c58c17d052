"""The invented regency with an office that can issue papers."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from berdaya.demo import loading
from berdaya.demo.accounts import PASSWORD
from berdaya.demo.regency import DemoRegency, build
from berdaya.domain.values import RegionCode
from berdaya.records.access.models import User
from tests.records.office_desk import Desk, open_desk


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


class TakenBack(Exception):
    """Ends the transaction that holds the regency."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[DemoRegency, Desk]]:
    regency = build(seed=7, villages=24)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                list(loading.load(regency, password=PASSWORD))
                desk = open_desk(name="Seri uji")
                with django_db_blocker.block():
                    yield regency, desk
                raise TakenBack
        except TakenBack:
            pass


@pytest.fixture
def desk(loaded: tuple[DemoRegency, Desk], db: None) -> Desk:
    return loaded[1]


@pytest.fixture
def village(loaded: tuple[DemoRegency, Desk], db: None) -> str:
    """The dotted code of a village with figures."""
    return RegionCode(loaded[0].desa[0].code).dotted


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


@pytest.fixture
def head(desk: Desk) -> Client:
    return signed_in("kepala")


@pytest.fixture
def analyst(desk: Desk) -> Client:
    return signed_in("analis")
