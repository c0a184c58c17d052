"""Every address and every writing service, for every role and way of holding it, answers as the table says."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import berdaya.exchange
import berdaya.records
import berdaya.reports
from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from tests.access.conftest import DEAD, PLACES, Cast, Person, holding
from tests.access.matrix import EVERYWHERE, NEIGHBOUR, ROUTES, SERVICES, Route, Service, Who, World

REFUSED = {403, 404, 405}
ANSWERED = {"get": {200, 302}, "post": {200, 204, 302, 303, 400, 409, 422}}
# What may be written for somebody who is refused: that they knocked.
NOTED = re.compile(r"\b(django_session|usersessions_\w+|audit_\w+)\b")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def route_names(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """The name of every address of the product; one without a name is named by its pattern, and so never in the table."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from route_names(pattern, inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield prefix + (pattern.name or f"unnamed {pattern.pattern}")


def writing_services() -> Iterator[str]:
    """Every public function with a keyword-only `actor`."""
    return (name for name, actor in functions_with_actor() if actor.kind is inspect.Parameter.KEYWORD_ONLY)


def functions_with_actor() -> Iterator[tuple[str, inspect.Parameter]]:
    for package in (berdaya.records, berdaya.exchange, berdaya.reports):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations" in found.name:
                continue
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                actor = inspect.signature(function).parameters.get("actor")
                if function.__module__ == found.name and not name.startswith("_") and actor is not None:
                    yield f"{found.name}.{name}", actor


def test_every_address_is_in_the_table():
    differ(set(route_names()), set(ROUTES))


def test_every_writing_service_is_in_the_table():
    differ(set(writing_services()), set(SERVICES))


def differ(there: set[str], listed: set[str]) -> None:
    """The table is whole, and names nothing that is gone."""
    assert not there - listed, f"add a row to tests/access/matrix.py for {sorted(there - listed)}"
    assert not listed - there, f"take out of tests/access/matrix.py {sorted(listed - there)}"


# What asks about the actor, or writes a line for a service that has asked. Services take `actor` by its name only.
ASKED_ABOUT = {
    "access.accounts.own",
    "access.authority.reaches",
    "access.authority.require_over",
    "access.services.managed",
    "audit.log.changed",
    "audit.log.entered",
    "audit.log.exported",
    "audit.log.viewed",
    "imports.services.held_for",
    "observations.told.tell",
}


def test_no_service_hides_behind_an_actor_given_by_place():
    found = {name for name, actor in functions_with_actor() if actor.kind is not inspect.Parameter.KEYWORD_ONLY}
    differ({name.removeprefix("berdaya.records.") for name in found}, ASKED_ABOUT)


def test_what_only_passes_on_names_services_of_the_table():
    assert all((row.call is None) == bool(row.through) for row in SERVICES.values())
    assert {name for row in SERVICES.values() for name in row.through} <= {
        name for name, row in SERVICES.items() if row.call
    }


def may(person: Person, who: Who, over: str | None) -> bool:
    """What the table says of a person: a visitor, or whoever holds one of the roles there."""
    if not person.session or not person.held:
        return None in who
    return any(role in who and (over is None or over.startswith(prefix)) for role, prefix in person.held)


def asking(cast: Cast, who: Who, over: str | None) -> Iterator[Person]:
    """Everybody whose cell differs: each role where it is held, one that may in every place it could be held, dead grants
    of one, and the two extremes. A role that may not gains nothing by a wider territory.
    """
    if not who:
        yield from (cast.by[Role.ADMINISTRATOR, "everywhere"], cast.superuser, cast.visitor)
        return
    for role in Role:
        standings = tuple(PLACES) if over is not None and role in who else ("inside",)
        yield from (cast.by[role, standing] for standing in standings)
    lively = next((role for role in Role if role in who and role is not Role.PUBLIC), Role.ADMINISTRATOR)
    yield from (cast.by[lively, standing] for standing in DEAD)
    yield from (cast.superuser, cast.visitor)


class Written:
    """Notes every write that reaches the database, but for the note that somebody knocked."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and not NOTED.search(sql.partition("WHERE")[0]):
            self.statements.append(sql)
        return execute(sql, params, many, context)


def answer(person: Person, verb: str, address: str, data: Any) -> tuple[int, str, list[str]]:
    """Ask, take back what it did, and tell the status, where it led, and what was written."""
    written = Written()
    with transaction.atomic(), connection.execute_wrapper(written):
        response = getattr(person.client(), verb)(address, data)
        if hasattr(response, "streaming_content"):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", ""), written.statements


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("name", ROUTES)
def test_an_address_answers_whom_it_should(world: World, cast: Cast, name: str, verb: str):
    route: Route = ROUTES[name]
    who = route.get if verb == "get" else route.post
    address = reverse(name, kwargs=dict(route.args(world))) + route.query
    data = dict(route.data(world)) if verb == "post" else {}
    wrong = []
    for person in asking(cast, who, route.over):
        status, led, written = answer(person, verb, address, data)
        to_sign_in = led.startswith(resolve_url(settings.LOGIN_URL))
        allowed = may(person, who, route.over)
        if allowed:
            right = status in ANSWERED[verb] and not to_sign_in
        else:
            right = (status in REFUSED or (status == 302 and to_sign_in)) and not written
        if not right:
            wrong.append(f"{person.name}: {'allowed' if allowed else 'refused'}, yet {status} {led} {written[:2]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", [name for name, row in SERVICES.items() if row.call])
def test_a_service_serves_whom_it_should(world: World, cast: Cast, name: str):
    row: Service = SERVICES[name]
    assert row.call is not None
    row.first(world)
    wrong = []
    for person in asking(cast, row.roles, row.over):
        problem, written = called(row, world, person)
        allowed = may(person, row.roles, row.over)
        refused = problem is not None and problem.status in (403, 404) and not written
        right = problem is None if allowed else refused
        if not right:
            wrong.append(f"{person.name}: {'allowed' if allowed else 'refused'}, yet {problem} {written[:2]}")
    assert not wrong, "\n".join(wrong)


# What somebody may hold besides. Each is left out of some rows, and held everywhere must not help there.
BESIDES = (Role.OPD, Role.MENTOR, Role.HEAD)


def in_two_roles(who: Who, over: str | None) -> Iterator[frozenset[tuple[Role, str]]]:
    """One that may, held next door, and beside it everywhere one that may not."""
    if over is None or None in who:
        return
    other = next((role for role in BESIDES if role not in who), None)
    if other is not None:
        yield from (frozenset({(role, NEIGHBOUR), (other, EVERYWHERE)}) for role in Role if role in who)


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("name", [name for name, row in ROUTES.items() if row.over is not None])
def test_two_roles_do_not_add_up_to_a_third_at_an_address(world: World, stage: object, name: str, verb: str):
    route: Route = ROUTES[name]
    address = reverse(name, kwargs=dict(route.args(world))) + route.query
    data = dict(route.data(world)) if verb == "post" else {}
    for held in in_two_roles(route.get if verb == "get" else route.post, route.over):
        status, led, written = answer(holding(held), verb, address, data)
        assert status in REFUSED, f"{sorted(held)}: {status} {led}"
        assert not written


@pytest.mark.parametrize("name", [name for name, row in SERVICES.items() if row.call and row.over])
def test_two_roles_do_not_add_up_to_a_third_in_a_service(world: World, stage: object, name: str):
    row: Service = SERVICES[name]
    row.first(world)
    for held in in_two_roles(row.roles, row.over):
        problem, written = called(row, world, holding(held))
        assert problem is not None, sorted(held)
        assert problem.status in REFUSED, f"{sorted(held)}: {problem}"
        assert not written


def called(row: Service, world: World, person: Person) -> tuple[Problem | None, list[str]]:
    """Call as a person and take back what it did; tell what was refused, and what was written."""
    assert row.call is not None
    written, problem = Written(), None
    with transaction.atomic(), connection.execute_wrapper(written):
        try:
            with transaction.atomic():
                row.call(world, person.scope)
        except Problem as raised:
            problem = raised
        transaction.set_rollback(True)
    return problem, written.statements
