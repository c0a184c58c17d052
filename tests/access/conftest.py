"""The invented regency of the table, loaded once, and a person for every way of holding a role in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from berdaya.demo import loading
from berdaya.demo.regency import build
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope, scope_of
from tests.access.matrix import DISTRICT, EVERYWHERE, NEIGHBOUR, REGENCY, World

PLACES = {"everywhere": EVERYWHERE, "regency": REGENCY, "inside": DISTRICT, "neighbour": NEIGHBOUR}
DEAD = ("expired", "coming", "deactivated")


@dataclass(frozen=True)
class Person:
    """Who asks: what they hold today, and the session they come with (none for a visitor)."""

    name: str
    held: frozenset[tuple[Role, str]]
    scope: Scope
    session: str = ""

    def client(self) -> Client:
        client = Client(raise_request_exception=True)
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client


@dataclass
class Cast:
    """Everybody, by role and by how they hold it."""

    visitor: Person
    superuser: Person
    by: dict[tuple[Role, str], Person] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    # Passwords are no part of the table: they cost nothing to hash here.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
    cache.clear()


class TakenBack(Exception):
    """Ends the transaction that holds the regency."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, Cast]]:
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                list(loading.load(build(seed=7, villages=12), password="kabupaten-contoh"))
                made = World(), everybody()
                with django_db_blocker.block():
                    yield made
                raise TakenBack
        except TakenBack:
            pass


@pytest.fixture
def world(stage: tuple[World, Cast], db: None) -> World:
    return World()


@pytest.fixture
def cast(stage: tuple[World, Cast], db: None) -> Cast:
    return stage[1]


def everybody() -> Cast:
    visitor = Person("visitor", frozenset(), scope_of(User(is_active=False)))
    chief = User.objects.create_superuser("cast-superuser", full_name="Superuser")
    found = Cast(visitor, person("superuser", chief))
    for role in Role:
        for standing in (*PLACES, *DEAD):
            found.by[role, standing] = person(f"{role}, {standing}", holder(role, standing))
    return found


def holder(role: Role, standing: str) -> User:
    """A user with one grant: alive in a place, or dead everywhere in one of three ways."""
    today = timezone.localdate()
    # A place in the name keeps names apart; nobody signs in with a password here.
    user = User.objects.create_user(f"cast-{role}-{standing}", full_name=f"{role} {standing}")
    Grant.objects.create(
        user=user,
        role=role,
        territory=PLACES.get(standing, EVERYWHERE),
        valid_from=today + timedelta(days=1) if standing == "coming" else today - timedelta(days=9),
        valid_until=today - timedelta(days=1) if standing == "expired" else None,
    )
    if standing == "deactivated":
        User.objects.filter(pk=user.pk).update(is_active=False)
        user.is_active = False
    return user


def person(name: str, user: User) -> Person:
    client = Client()
    client.force_login(user)
    scope = scope_of(user)
    return Person(name, scope.held if user.is_active else frozenset(), scope, client.session.session_key or "")


def holding(held: frozenset[tuple[Role, str]]) -> Person:
    """Somebody new with these grants."""
    name = "-".join(f"{role}.{territory}" for role, territory in sorted(held))
    user = User.objects.create_user(f"cast-{name}", full_name=name)
    since = timezone.localdate() - timedelta(days=9)
    Grant.objects.bulk_create(
        Grant(user=user, role=role, territory=territory, valid_from=since) for role, territory in held
    )
    return person(name, user)
