"""The trail: written with what it tells of, closed to every change, and chained so that one shows."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.values import masked
from berdaya.records import guard
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.audit import chain
from berdaya.records.audit.batches import covering
from berdaya.records.audit.log import Personal, changed, exported, viewed
from berdaya.records.audit.models import Entry, Link
from berdaya.records.audit.written import read, written
from berdaya.records.vault import services as vault

pytestmark = pytest.mark.django_db
NIK = "9901014203900007"


def _write(count: int) -> list[int]:
    for number in range(count):
        changed(SYSTEM, "run.publish", subject=f"run:{number}", territory="9901", after={"number": number})
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def _linked(count: int) -> list[int]:
    ids = _write(count)
    for pk in ids:
        chain.link(pk)
    return ids


def test_an_entry_says_who_in_which_role_what_and_where() -> None:
    mentor = Scope(frozenset({(Role.MENTOR, "9901"), (Role.ANALYST, "9902")}))
    changed(mentor, "run.publish", subject="run:1", territory="990101", before={"a": 1}, after={"a": 2}, note="uji")
    entry = Entry.objects.get()
    assert (entry.held, entry.kind, entry.subject, entry.note) == ("mentor 9901", "change", "run:1", "uji")
    assert (read(entry.before), read(entry.after)) == ({"a": 1}, {"a": 2})


def test_reads_and_exports_have_their_kind() -> None:
    viewed(SYSTEM, "user.view", subject="user:1")
    exported(SYSTEM, "trail.export", rows=12)
    assert list(Entry.objects.order_by("pk").values_list("kind", "after")) == [("read", ""), ("export", '{"rows":12}')]


def test_an_action_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="has no words"):
        changed(SYSTEM, "no.such", subject="x")


def test_an_entry_is_gone_with_the_transaction_it_tells_of() -> None:
    def undone() -> None:
        with transaction.atomic():
            _write(1)
            raise OSError("the plug was pulled")

    with pytest.raises(OSError, match="plug"):
        undone()
    assert not Entry.objects.exists()


def test_personal_values_are_sealed_and_long_numbers_hidden() -> None:
    person = vault.new_person()
    changed(
        SYSTEM,
        "user.change",
        subject=f"user:{NIK}",
        before={"name": Personal(person.pk, "Siti Canary")},
        after={"texts": ["ok", f"NIK {NIK}"], "nik": int(NIK) and NIK},
        note=f"salah ketik {NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}",
    )
    entry = Entry.objects.get()
    kept = f"{entry.subject} {entry.before} {entry.after} {entry.note}"
    assert "Siti" not in kept
    assert NIK not in kept.replace(" ", "")


@given(st.text(st.sampled_from("0123456789 .-a"), max_size=60))
def test_nothing_with_sixteen_digits_is_left_in_clear(text: str) -> None:
    shown = masked(text)
    assert masked(shown) == shown
    assert all(len(part) < 16 for part in "".join(c if c.isdigit() else " " for c in shown).split())


@given(st.binary(max_size=40))
def test_hashes_are_no_long_numbers(content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    assert masked(f"sidik {digest}, lalu") == f"sidik {digest}, lalu"


plain = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.sampled_from("abc "), max_size=8)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner)
)


@given(st.dictionaries(st.sampled_from("abcdef"), values))
def test_values_come_back_as_they_were(given_values: dict[str, Any]) -> None:
    assert read(written(given_values)) == json.loads(json.dumps(given_values))


def test_the_program_cannot_change_an_entry() -> None:
    (pk,) = _write(1)
    entry = Entry.objects.get(pk=pk)
    entry.note = "lain"
    for attempt in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.update(note=""),
    ):
        with pytest.raises(Problem, match=r"ledger\.append_only"):
            attempt()


@pytest.mark.parametrize("table", guard.tables())
def test_every_append_only_table_is_guarded(table: str) -> None:
    assert table not in guard.unguarded()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET note = 'lain'", "DELETE FROM audit_entry", "DELETE FROM audit_link"]
)
def test_the_database_refuses_too(statement: str) -> None:
    _linked(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get().note == ""


def test_a_table_without_its_triggers_is_named_and_guarded_again() -> None:
    guard.take_down(connection, "audit_entry")
    assert guard.unguarded() == ["audit_entry"]
    guard.put_up()
    guard.put_up()
    assert guard.unguarded() == []


def test_the_chain_holds() -> None:
    assert chain.verify() == chain.Verdict(0, 0, chain.BEGINNING, None)
    ids = _linked(5)
    _write(1)
    found = chain.verify()
    assert (found.links, found.waiting, found.broken_at) == (5, 1, None)
    assert found.head == Link.objects.get(entry_id=ids[-1]).hash
    chain.link(max(ids) + 1)
    assert chain.verify().waiting == 0


TAMPERING = {
    "a changed value": "UPDATE audit_entry SET after = '{{}}' WHERE id = {middle}",
    "another actor's role": "UPDATE audit_entry SET held = 'head *' WHERE id = {middle}",
    "an earlier time": "UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE id = {middle}",
    "an entry and its link taken out": (
        "DELETE FROM audit_link WHERE entry_id = {middle}; DELETE FROM audit_entry WHERE id = {middle}"
    ),
    "a link taken out": "DELETE FROM audit_link WHERE entry_id = {middle}",
    "a hash put in": "UPDATE audit_link SET hash = 'f' WHERE entry_id = {middle}",
    "a link renumbered": "UPDATE audit_link SET number = 99 WHERE entry_id = {middle}",
}


@pytest.mark.parametrize("statements", TAMPERING.values(), ids=TAMPERING)
def test_what_was_changed_past_every_guard_shows(statements: str) -> None:
    ids = _linked(5)
    guard.take_down(connection)
    with connection.cursor() as cursor:
        for statement in statements.format(middle=ids[2]).split(";"):
            cursor.execute(statement)
    assert chain.verify().broken_at == 3


def test_an_entry_waits_for_the_commit_and_is_linked_then(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _write(3)
        assert not Link.objects.exists()
    assert chain.verify() == chain.Verdict(3, 0, Link.objects.get(number=3).hash, None)


def test_the_chain_outlives_a_rotation_of_keys(settings: Any, tmp_path: Any) -> None:
    settings.KEYS_FILE = tmp_path / "master.keys"
    _linked(2)
    vault.rotate(actor=SYSTEM)
    _linked(1)
    assert chain.verify().broken_at is None


def test_writing_an_entry_is_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        changed(SYSTEM, "run.publish", subject="run:1")


class TestCommitted:
    """With real commits: entries are linked by themselves, and tables are guarded again after they were emptied."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.mark.parametrize("time", ["first", "second"])
    def test_entries_are_linked_after_each_commit(self, time: str) -> None:
        assert guard.unguarded() == []
        with transaction.atomic():
            _write(2)
        _write(1)
        found = chain.verify()
        assert (found.links, found.waiting, found.broken_at) == (3, 0, None)


def test_a_batch_of_villages_is_told_in_the_territory_that_covers_them() -> None:
    villages = st.lists(st.from_regex(r"99010[12]2\d{3}", fullmatch=True), min_size=1)

    @given(villages)
    def covered(codes: list[str]) -> None:
        territory = covering(codes)
        assert all(code.startswith(territory) for code in codes)
        assert territory in (codes[0], codes[0][:6], "9901")

    covered()

    def test_a_link_that_fails_is_made_up_for_by_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(entry_id: int) -> None:
            raise OSError("the plug was pulled")

        with monkeypatch.context() as patch:
            patch.setattr(chain, "link", fail)
            _write(2)
        assert chain.verify() == chain.Verdict(0, 2, chain.BEGINNING, None)
        _write(1)
        found = chain.verify()
        assert (found.links, found.waiting, found.broken_at) == (3, 0, None)
