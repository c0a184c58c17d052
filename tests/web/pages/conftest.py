"""A small invented regency, loaded once for a module and taken back at the end; nothing stays in the cache between tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from berdaya.demo import loading
from berdaya.demo.accounts import PASSWORD
from berdaya.demo.regency import DemoRegency, build


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


class TakenBack(Exception):
    """Ends the transaction that holds the regency."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoRegency]:
    regency = build(seed=7, villages=36)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                list(loading.load(regency, password=PASSWORD))
                with django_db_blocker.block():
                    yield regency
                raise TakenBack
        except TakenBack:
            pass


@pytest.fixture
def regency(loaded: DemoRegency, db: None) -> DemoRegency:
    return loaded
