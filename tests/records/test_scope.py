"""The predicate on codes and the filter on queries are one rule; grants count on their days and in their territory."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope, scope_of
from berdaya.records.access.services import create_user, grant
from berdaya.records.regions.models import Region

# Two digits per part make neighbours and wrong cuts likely.
prefixes = st.sampled_from(["", "99", "98", "9901", "9902", "990101", "990102", "9901012001", "9901022002"])
scopes = st.builds(Scope, st.frozensets(st.tuples(st.sampled_from(Role), prefixes), max_size=4))


@given(scope=scopes)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filter_and_predicate_agree(regency, scope):
    kept = set(scope.filter(Region.objects.all(), "code").values_list("code", flat=True))
    assert kept == {code for code in regency if scope.covers(code)}


@given(scope=scopes)
def test_prefixes_are_the_widest_and_none_lies_in_another(scope):
    held = {prefix for _, prefix in scope.held}
    assert all(scope.covers(prefix) for prefix in held)
    assert not any(a != b and a.startswith(b) for a in scope.prefixes for b in scope.prefixes)


def test_acting_as_keeps_only_what_the_role_gives():
    scope = Scope(frozenset({(Role.ANALYST, "9901"), (Role.MENTOR, "990201")}))
    assert scope.acting_as(Role.ANALYST).covers("9901012001")
    assert not scope.acting_as(Role.ANALYST).covers("9902012001")
    with pytest.raises(Problem) as refused:
        scope.require("9902012001", Role.ANALYST)
    assert refused.value.code == "access.not_allowed"


def test_grants_count_on_their_days(db):
    user = create_user(actor=SYSTEM, username="sri", full_name="Sri Wahyuni", password="pandai-menenun-7")
    assert scope_of(user) == Scope(PUBLIC.held, user.pk)
    grant(
        actor=SYSTEM,
        user=user,
        role=Role.ANALYST,
        territory="9901",
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 6, 30),
    )
    assert scope_of(user, date(2024, 12, 31)).is_public
    assert scope_of(user, date(2025, 1, 1)).prefixes == ("9901",)
    assert scope_of(user, date(2025, 6, 30)).prefixes == ("9901",)
    assert scope_of(user, date(2025, 7, 1)).is_public


def test_being_one_of_the_public_widens_no_other_role(db):
    user = create_user(actor=SYSTEM, username="ida", full_name="Ida")
    grant(actor=SYSTEM, user=user, role=Role.PUBLIC, territory="")
    assert scope_of(user) == Scope(PUBLIC.held, user.pk)
    grant(actor=SYSTEM, user=user, role=Role.VILLAGE_OPERATOR, territory="9901012001")
    assert scope_of(user).prefixes == ("9901012001",)


def test_nobody_grants_outside_their_own_territory(db):
    user = create_user(actor=SYSTEM, username="budi", full_name="Budi")
    regent = Scope(frozenset({(Role.ADMINISTRATOR, "9901")}))
    for territory in ("", "99", "9902"):
        with pytest.raises(Problem):
            grant(actor=regent, user=user, role=Role.ADMINISTRATOR, territory=territory)
    grant(actor=regent, user=user, role=Role.VERIFIER, territory="990101")
    assert Grant.objects.get().territory == "990101"


def test_a_territory_is_cut_where_a_level_ends(db):
    user = create_user(actor=SYSTEM, username="budi", full_name="Budi")
    with pytest.raises(Exception, match="territory"):
        grant(actor=SYSTEM, user=user, role=Role.ANALYST, territory="990")


def test_sign_in_does_not_mind_capitals_and_names_stay_unique(db):
    create_user(actor=SYSTEM, username="sri", full_name="Sri", password="pandai-menenun-7")
    assert authenticate(username="Sri", password="pandai-menenun-7") is not None
    with pytest.raises(Exception, match="sudah dipakai"):
        create_user(actor=SYSTEM, username="SRI", full_name="Sri lain")


def test_inactive_and_unknown_people_see_what_the_public_sees(db):
    gone = User.objects.create_user("gone", full_name="Gone", is_active=False)
    Grant.objects.create(user=gone, role=Role.ADMINISTRATOR, territory="")
    assert scope_of(gone) == PUBLIC
    assert scope_of(AnonymousUser()) == PUBLIC
    chief = User.objects.create_superuser("chief", full_name="Chief")
    assert scope_of(chief).acting_as(Role.ADMINISTRATOR).covers("")
