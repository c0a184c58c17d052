"""Messages: whom they concern, that each person has only their own, and that nothing leads out of the site."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.handover import handed_over
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, Scope, scope_of
from berdaya.records.inbox.kinds import KINDS
from berdaya.records.inbox.models import Message
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.selectors import message, messages, readers, unread_count
from berdaya.records.inbox.services import archive, mark_read, restore, tell

pytestmark = pytest.mark.django_db


def person(name: str, role: Role = Role.ANALYST, territory: str = "9901", **parts) -> User:
    user = User.objects.create_user(name, full_name=name)
    Grant.objects.create(user=user, role=role, territory=territory, **parts)
    return user


def test_a_message_speaks_both_languages_and_is_told_once_each():
    one, two = person("satu"), person("dua")
    assert tell([one.pk, two.pk, one.pk], "run.published", subject="IDM 2024", href="/") == 2
    (row,) = messages(scope_of(one))
    assert (row.words.id, row.words.en) == ("Hasil IDM 2024 terbit.", "The results IDM 2024 are published.")
    assert (row.read, row.archived, unread_count(scope_of(one))) == (False, False, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_in_both_languages(kind):
    user = person("satu")
    tell([user.pk], kind, subject="{x} IDM")
    (row,) = messages(scope_of(user))
    assert "{x} IDM" in row.words.id
    assert row.words.id != row.words.en


def test_only_pages_of_this_site_and_known_kinds():
    user = person("satu")
    for href in ("https://contoh.invalid/", "//contoh.invalid", "desa/"):
        with pytest.raises(Problem, match=r"inbox\.elsewhere"):
            tell([user.pk], "run.published", subject="x", href=href)
    with pytest.raises(KeyError):
        tell([user.pk], "apa.saja", subject="x")
    assert not Message.objects.exists()


def test_reading_archiving_and_taking_back_touch_only_ones_own():
    one, two = person("satu"), person("dua")
    tell([one.pk, two.pk], "job.done", subject="impor")
    others = Message.objects.get(user=two).pk
    mine, theirs = scope_of(one), scope_of(two)
    assert mark_read(actor=mine, message_ids=[others]) == 0
    assert archive(actor=mine, message_ids=[others]) == 0
    assert (unread_count(theirs), message(mine, others)) == (1, None)
    own = messages(mine)[0].id
    archive(actor=mine, message_ids=[own])
    assert (messages(mine), unread_count(mine), len(messages(mine, archived=True))) == ([], 0, 1)
    restore(actor=mine, message_ids=[own])
    assert messages(mine)[0].read
    tell([one.pk], "job.done", subject="lagi")
    assert mark_read(actor=mine) == 1


def test_a_visitor_has_no_inbox(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert unread_count(PUBLIC) == 0
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        mark_read(actor=PUBLIC)
    assert messages(PUBLIC) == []


def test_the_concerned_hold_a_role_over_the_territory_today():
    today = timezone.localdate()
    everywhere = person("pusat", Role.ADMINISTRATOR, "")
    regency = person("kabupaten")
    village = person("desa", Role.VILLAGE_OPERATOR, "9901012001")
    person("tetangga", Role.VERIFIER, "990102")
    person("lama", valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1))
    person("nanti", valid_from=today + timedelta(days=1))
    person("umum", Role.PUBLIC, "")
    gone = person("pergi")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert people_over("990101") == [everywhere.pk, regency.pk]
    assert people_over("990101", inside=True) == [everywhere.pk, regency.pk, village.pk]
    assert people_over("9901012001", [Role.VILLAGE_OPERATOR]) == [village.pk]


def test_digests_are_for_those_who_work_somewhere():
    person("satu")
    User.objects.create_user("tanpa", full_name="Tanpa")
    assert [reader.username for reader in readers()] == ["satu"]
    assert [reader.username for reader in readers("SATU")] == ["satu"]
    assert readers("tidak-ada") == []
    assert readers()[0].scope == Scope(frozenset({(Role.ANALYST, "9901")}), readers()[0].id)


def test_whoever_takes_over_is_told():
    giver, taker = person("satu"), person("dua")
    handed_over.send(None, giver_id=giver.pk, taker_id=taker.pk, day=date(2026, 12, 1))
    (row,) = messages(scope_of(taker))
    assert row.words.id == "Tugas orang lain menjadi tugas Anda sejak 01-12-2026."
    assert messages(scope_of(giver)) == []
