"""Managing people: who may, what is kept of it, codes that serve once, handing over, and erasing without losing rows."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from berdaya.domain.problems import Problem
from berdaya.records.access import accounts, attempts, authority, codes, factors, sessions
from berdaya.records.access.erasure import erase_user
from berdaya.records.access.handover import hand_over, handed_over
from berdaya.records.access.models import DeviceSession, Failures, Grant, OneTimeCode, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope, scope_of
from berdaya.records.access.selectors import people, person
from berdaya.records.access.services import change_user, create_user, deactivate, end_grant, grant, reactivate
from berdaya.records.audit.models import Entry
from berdaya.records.vault.models import Person

PASSWORD = "pandai-menenun-7"
REGENT = Scope(frozenset({(Role.ADMINISTRATOR, "9901")}))
DISTRICT = Scope(frozenset({(Role.ADMINISTRATOR, "990101")}))
OFFICER = Scope(frozenset({(Role.AUDITOR, "9901")}))
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _fixed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One day for all, and passwords that cost nothing to hash."""
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def someone(name: str, role: Role = Role.MENTOR, territory: str = "9901012001", **times: date | None) -> User:
    user = create_user(actor=SYSTEM, username=name, full_name=f"{name} Lengkap", password=PASSWORD)
    grant(actor=SYSTEM, user=user, role=role, territory=territory, **{"valid_from": date(2026, 1, 1)} | times)
    return user


def refused(code: str, act, /, **arguments) -> None:
    with pytest.raises(Problem) as raised:
        act(**arguments)
    assert raised.value.code == code


def trail(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action))


# What is personal


def test_what_is_personal_is_nowhere_in_clear(db):
    create_user(actor=SYSTEM, username="sri", full_name="Kenari Pratiwi", email="kenari@contoh.id", phone="0811-7777")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])
            assert not any(word in dump for word in ("Kenari", "kenari@", "0811-7777")), table
    held = User.objects.get(username="sri")
    assert (held.full_name, held.email, held.phone) == ("Kenari Pratiwi", "kenari@contoh.id", "0811-7777")


def test_a_name_is_read_without_another_query_and_written_anew(db, django_assert_num_queries):
    someone("sri")
    with django_assert_num_queries(1):
        assert User.objects.get(username="sri").get_full_name() == "sri Lengkap"
    user = User.objects.get(username="sri")
    user.full_name = "Sri Baru"
    user.save(update_fields=["is_active"])
    user.refresh_from_db()
    assert user.full_name == "Sri Baru"


@pytest.mark.parametrize(("name", "email"), [("", ""), (" ", ""), ("x" * 201, ""), ("Sri", "bukan surel")])
def test_a_user_needs_a_name_and_an_address_that_is_one(db, name, email):
    with pytest.raises(ValidationError):
        create_user(actor=SYSTEM, username="sri", full_name=name, email=email)
    assert not Person.objects.exists()


def test_an_erased_user_keeps_the_row_and_loses_the_name(db):
    someone("chief", Role.ADMINISTRATOR, "")
    user = someone("sri")
    change_user(actor=REGENT, user_id=user.pk, full_name="Sri Wahyuni", email="sri@contoh.id", phone="0811")
    erase_user(actor=OFFICER, user_id=user.pk, reason="Permintaan tertulis")
    gone = User.objects.get(pk=user.pk)
    assert str(gone) == "Pengguna terhapus"
    assert (gone.full_name, gone.email, gone.phone, gone.is_active) == ("", "", "", False)
    assert gone.username == "sri"
    assert authenticate(username="sri", password=PASSWORD) is None
    assert scope_of(gone).is_public
    assert not gone.grants.filter(valid_until=None).exists()
    assert bytes(gone.person.wrapped) == b""
    assert trail("user.erase")[0].note == "Permintaan tertulis"
    for act in (deactivate, reactivate, codes.give_code):
        refused("access.user_erased", act, actor=REGENT, user_id=user.pk)
    assert [row.state for row in people(REGENT)] == ["erased"]


# Who may manage whom


@pytest.mark.parametrize(
    ("territories", "allowed"),
    [(["990101"], True), (["9901012001", "9901012002"], True), (["990102"], False), (["9901012001", "990102"], False)],
)
def test_an_administrator_reaches_whose_work_lies_wholly_in_the_territory(db, territories, allowed):
    user = someone("sri", territory=territories[0])
    for territory in territories[1:]:
        grant(actor=SYSTEM, user=user, role=Role.MENTOR, territory=territory)
    assert bool(people(DISTRICT)) is allowed
    acts = (deactivate, reactivate, codes.give_code, accounts.unlock, accounts.end_session)
    for act in acts:
        if allowed:
            act(actor=DISTRICT, user_id=user.pk)
        else:
            refused("access.not_allowed", act, actor=DISTRICT, user_id=user.pk)
    if not allowed:
        refused("access.user_unknown", person, scope=DISTRICT, user_id=user.pk)


def test_an_ended_grant_elsewhere_does_not_keep_a_person_from_the_new_place(db):
    user = someone("sri", territory="9802", valid_until=TODAY - timedelta(days=1))
    refused("access.not_allowed", deactivate, actor=REGENT, user_id=user.pk)
    grant(actor=REGENT, user=user, role=Role.MENTOR, territory="990101")
    deactivate(actor=REGENT, user_id=user.pk)


@given(st.lists(st.sampled_from(["", "99", "9901", "990101", "9901012001", "990102", "98"]), min_size=1))
@settings(max_examples=80)
def test_the_common_territory_holds_all_and_is_the_smallest(places):
    found = authority.common(places)
    assert all(place.startswith(found) for place in places)
    finer = {place[:length] for place in places for length in (2, 4, 6, 10) if len(found) < length <= len(place)}
    assert not any(all(place.startswith(one) for place in places) for one in finer)


def test_the_last_administrator_cannot_be_sent_away(db):
    chief = someone("chief", Role.ADMINISTRATOR, "")
    only = chief.grants.get()
    refused("access.last_administrator", deactivate, actor=SYSTEM, user_id=chief.pk)
    refused("access.last_administrator", end_grant, actor=SYSTEM, grant_id=only.pk)
    refused("access.last_administrator", end_grant, actor=SYSTEM, grant_id=only.pk, last_day=date(2027, 1, 1))
    refused("access.last_administrator", erase_user, actor=SYSTEM, user_id=chief.pk, reason="")
    assert User.objects.get(pk=chief.pk).is_active
    # One whose role ends, one who never had a password, and one of a part only do not replace them.
    someone("passing", Role.ADMINISTRATOR, "", valid_until=date(2027, 1, 1))
    codes.invite(actor=SYSTEM, username="awaited", full_name="A", role=Role.ADMINISTRATOR, territory="")
    someone("partly", Role.ADMINISTRATOR, "9901")
    refused("access.last_administrator", deactivate, actor=SYSTEM, user_id=chief.pk)
    someone("second", Role.ADMINISTRATOR, "")
    deactivate(actor=SYSTEM, user_id=chief.pk)


def test_nobody_does_it_to_themselves(db):
    someone("second", Role.ADMINISTRATOR, "")
    me = someone("chief", Role.ADMINISTRATOR, "")
    mine = scope_of(me)
    refused("access.not_yourself", deactivate, actor=mine, user_id=me.pk)
    refused("access.not_yourself", codes.give_code, actor=mine, user_id=me.pk)
    refused("access.not_yourself", erase_user, actor=mine, user_id=me.pk, reason="")


# Grants in time


def test_a_grant_ends_on_its_day_and_one_that_never_began_is_taken_out(db):
    user = someone("sri")
    now = user.grants.get()
    coming = grant(actor=SYSTEM, user=user, role=Role.ANALYST, territory="9901", valid_from=date(2026, 5, 1))
    end_grant(actor=REGENT, grant_id=now.pk, last_day=date(2026, 4, 1))
    assert scope_of(user, date(2026, 4, 1)).roles == {Role.MENTOR}
    assert scope_of(user, date(2026, 4, 2)).is_public
    end_grant(actor=REGENT, grant_id=coming.pk)
    assert [one.pk for one in user.grants.all()] == [now.pk]
    assert len(trail("grant.end")) == 2
    refused(
        "access.grant_ends_early",
        grant,
        actor=REGENT,
        user=user,
        role=Role.MENTOR,
        territory="9901",
        valid_from=TODAY,
        valid_until=TODAY - timedelta(days=1),
    )


# One-time codes


def invited() -> codes.Issued:
    return codes.invite(
        actor=REGENT, username="baru", full_name="Baru", role=Role.MENTOR, territory="990101", valid_from=TODAY
    )


def test_an_invitation_becomes_a_password_once(db):
    issued = invited()
    assert issued.code not in repr(list(OneTimeCode.objects.values_list("digest")))
    assert people(REGENT)[0].state == "invited"
    codes.redeem(username="Baru", code=issued.code.lower().replace("-", " "), password=PASSWORD)
    assert authenticate(username="baru", password=PASSWORD) is not None
    refused("access.code_wrong", codes.redeem, username="baru", code=issued.code, password=PASSWORD)
    assert [entry.actor_id for entry in trail("user.password")] == [issued.user_id]


def test_a_weak_password_leaves_the_code_alive(db):
    issued = invited()
    for weak in ("pendek", "1234567890", "baru-baru"):
        with pytest.raises(ValidationError):
            codes.redeem(username="baru", code=issued.code, password=weak)
    codes.redeem(username="baru", code=issued.code, password=PASSWORD)


def test_a_code_runs_out_and_a_new_one_voids_it(db, monkeypatch):
    first = invited()
    second = codes.give_code(actor=REGENT, user_id=first.user_id)
    refused("access.code_wrong", codes.redeem, username="baru", code=first.code, password=PASSWORD)
    late = timezone.now() + codes.RESET_LASTS + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    refused("access.code_wrong", codes.redeem, username="baru", code=second.code, password=PASSWORD)


def test_a_code_serves_only_its_owner_and_only_the_active(db):
    issued = invited()
    someone("lain")
    refused("access.code_wrong", codes.redeem, username="lain", code=issued.code, password=PASSWORD)
    refused("access.code_wrong", codes.redeem, username="tidak-ada", code=issued.code, password=PASSWORD)
    deactivate(actor=REGENT, user_id=issued.user_id)
    refused("access.code_wrong", codes.redeem, username="baru", code=issued.code, password=PASSWORD)


def test_a_reset_ends_every_session_and_can_free_from_a_lost_phone(db):
    user = someone("sri", Role.ANALYST, "9901")
    factors.RecoveryCodes.activate(user)
    factors.TOTP.activate(user, factors.new_secret())
    client = Client()
    client.force_login(user)
    assert sessions.sessions_of(user.pk)
    issued = codes.give_code(actor=REGENT, user_id=user.pk)
    assert factors.has_factor(user.pk)
    issued = codes.give_code(actor=REGENT, user_id=user.pk, without_factor=True)
    assert not factors.has_factor(user.pk)
    assert factors.codes_left(user.pk) == 0
    codes.redeem(username="sri", code=issued.code, password="menenun-lagi-8")
    assert not DeviceSession.objects.exists()
    assert authenticate(username="sri", password=PASSWORD) is None


# Handing over


def test_handing_over_moves_everything_from_a_day_on(db):
    giver, taker = someone("lama"), someone("pengganti", Role.VERIFIER, "990101")
    grant(
        actor=SYSTEM, user=giver, role=Role.ANALYST, territory="9901", valid_from=TODAY, valid_until=date(2026, 12, 31)
    )
    coming = date(2026, 6, 1)
    grant(actor=SYSTEM, user=giver, role=Role.MENTOR, territory="9901022001", valid_from=coming)
    day = date(2026, 4, 1)
    moved: list[dict] = []

    def duties(sender, **told):
        moved.append(told)
        return 3

    handed_over.connect(duties)
    try:
        assert hand_over(actor=REGENT, giver_id=giver.pk, taker_id=taker.pk, day=day) == 3
    finally:
        handed_over.disconnect(duties)
    assert scope_of(giver, day - timedelta(days=1)).roles == {Role.MENTOR, Role.ANALYST}
    assert scope_of(giver, day).is_public
    assert scope_of(giver, coming).is_public
    assert scope_of(taker, day - timedelta(days=1)).roles == {Role.VERIFIER}
    assert scope_of(taker, day).roles == {Role.VERIFIER, Role.MENTOR, Role.ANALYST}
    assert scope_of(taker, coming).covers("9901022001")
    assert scope_of(taker, date(2027, 1, 1)).roles == {Role.VERIFIER, Role.MENTOR}
    assert moved[0]["taker_id"] == taker.pk
    assert '"duties":3' in trail("user.hand_over")[0].after


def test_what_the_taker_has_is_not_doubled(db):
    giver, taker = someone("lama"), someone("pengganti", territory="990101")
    hand_over(actor=REGENT, giver_id=giver.pk, taker_id=taker.pk, day=TODAY)
    assert taker.grants.count() == 1


def test_handing_over_refuses_what_would_lose_somebody(db):
    chief, other = someone("chief", Role.ADMINISTRATOR, ""), someone("lain")
    refused("access.user_unknown", hand_over, actor=SYSTEM, giver_id=other.pk, taker_id=other.pk, day=TODAY)
    late = date(2030, 1, 1)
    ended = someone("usai", valid_until=TODAY)
    refused("access.nothing_to_hand_over", hand_over, actor=REGENT, giver_id=ended.pk, taker_id=other.pk, day=late)
    outside = someone("luar", territory="9802")
    refused("access.not_allowed", hand_over, actor=REGENT, giver_id=other.pk, taker_id=outside.pk, day=TODAY)
    guest = codes.invite(actor=SYSTEM, username="tamu", full_name="T", role=Role.MENTOR, territory="9901").user_id
    refused("access.last_administrator", hand_over, actor=SYSTEM, giver_id=chief.pk, taker_id=guest, day=TODAY)
    assert Grant.objects.filter(user=chief, valid_until=None).exists()
    hand_over(actor=SYSTEM, giver_id=chief.pk, taker_id=other.pk, day=TODAY)


class Halves(TestCase):
    """The day of handing over parts what was held into two, without a gap and without an overlap."""

    @given(since=st.integers(-60, 60), length=st.none() | st.integers(0, 90), cut=st.integers(-30, 60))
    @settings(max_examples=40)
    def test_every_day_has_the_holder_it_should(self, since, length, cut):
        start, day = TODAY + timedelta(days=since), TODAY + timedelta(days=cut)
        until = None if length is None else start + timedelta(days=length)
        giver, taker = (
            someone("lama", valid_from=start, valid_until=until),
            create_user(actor=SYSTEM, username="pengganti", full_name="P"),
        )
        if until is not None and until < day:
            refused(
                "access.nothing_to_hand_over", hand_over, actor=SYSTEM, giver_id=giver.pk, taker_id=taker.pk, day=day
            )
            return
        hand_over(actor=SYSTEM, giver_id=giver.pk, taker_id=taker.pk, day=day)
        for offset in range(-70, 160, 3):
            at = TODAY + timedelta(days=offset)
            valid = at >= start and (until is None or at <= until)
            assert (not scope_of(giver, at).is_public) == (valid and at < day)
            assert (not scope_of(taker, at).is_public) == (valid and at >= day)


# Waits and sessions


def test_whoever_is_shut_out_is_seen_and_let_in(db):
    user = someone("sri")
    for _ in range(attempts.ALLOWED):
        assert not attempts.is_blocked("sri", "203.0.113.7")
        attempts.note_failure("SRI", "203.0.113.7")
    assert attempts.is_blocked("Sri ", "203.0.113.7")
    assert not attempts.is_blocked("sri", "203.0.113.8")
    assert people(REGENT)[0].state == "shut"
    accounts.unlock(actor=REGENT, user_id=user.pk)
    assert not attempts.is_blocked("sri", "203.0.113.7")
    assert people(REGENT)[0].state == "active"
    assert "203.0.113.7" not in repr(list(Failures.objects.values_list()))


def test_a_wait_ends_and_old_counts_are_swept(db, monkeypatch):
    for _ in range(attempts.ALLOWED):
        attempts.note_failure("tidak-ada", "203.0.113.7")
    late = timezone.now() + attempts.WAIT
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert not attempts.is_blocked("tidak-ada", "203.0.113.7")
    attempts.note_failure("lain", "203.0.113.9")
    assert Failures.objects.count() == 2


def test_a_session_is_listed_without_its_last_numbers_and_ended(db):
    user = someone("sri")
    here, there = Client(), Client()
    here.force_login(user)
    there.force_login(user)
    key = here.session.session_key
    rows = sessions.sessions_of(user.pk, here=key or "")
    assert sorted(row.here for row in rows) == [False, True]
    ended = accounts.end_session(actor=Scope(frozenset(), user.pk), user_id=user.pk, but=key or "")
    assert ended == 1
    assert [row.here for row in sessions.sessions_of(user.pk, here=key or "")] == [True]
    assert not there.session.keys()


def test_the_list_asks_as_often_for_many_as_for_few(db, django_assert_num_queries):
    for number in range(12):
        someone(f"orang{number}")
    with django_assert_num_queries(4):
        assert len(people(REGENT)) == 12
