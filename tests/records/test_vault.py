"""The vault: what is sealed opens only with its key, where it belongs, and never again once the person is erased."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.vault import erased, keyring, sealing
from berdaya.records.vault import services as vault
from berdaya.records.vault.models import DataKey, Person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def key_file(settings: Any, tmp_path: Path) -> Path:
    """A key file of the test's own: rotation must not reach the keys of other tests."""
    settings.KEYS_FILE = tmp_path / "elsewhere" / "master.keys"
    return settings.KEYS_FILE


@given(st.text(), st.sampled_from(["", "phone", "name"]))
def test_a_value_comes_back_as_it_was(text: str, kind: str) -> None:
    key, name = sealing.new_key(), sealing.new_name()
    assert sealing.open_(key, sealing.seal(name, key, text.encode(), kind), kind).decode() == text


@given(st.binary(max_size=2000), st.data())
def test_no_byte_of_what_is_sealed_can_change(content: bytes, data: st.DataObject) -> None:
    key = sealing.new_key()
    sealed = bytearray(sealing.seal(sealing.new_name(), key, content, ""))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Problem) as refused:
        sealing.open_(key, bytes(sealed), "")
    assert refused.value.code == "vault.damaged"


@given(st.binary(max_size=5000))
def test_packing_loses_nothing(content: bytes) -> None:
    assert sealing.unpacked(sealing.packed(content)) == content
    assert len(sealing.packed(content)) <= len(content) + 1


def test_the_key_file_is_made_once_and_for_its_owner_only(key_file: Path) -> None:
    vault.new_person()
    written = key_file.read_text()
    vault.new_person()
    assert key_file.read_text() == written
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in key_file.parent.iterdir()] == ["master.keys"]


def test_a_disk_without_links_holds_keys_too(monkeypatch: pytest.MonkeyPatch, key_file: Path) -> None:
    def refused(*names: Path) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", refused)
    person = vault.new_person()
    assert vault.unseal(person.pk, vault.seal(person.pk, "Siti")) == "Siti"
    assert [path.name for path in key_file.parent.iterdir()] == ["master.keys"]


def test_no_key_stands_in_the_database_in_clear() -> None:
    person = vault.new_person()
    master = keyring.master_keys()[0]
    assert person.master == master.name
    assert master.key not in bytes(person.wrapped)
    assert "MasterKey" in repr(master)
    assert str(master.key) not in repr(master)


def test_values_belong_to_their_person_and_kind() -> None:
    one, other = vault.new_people(2)
    sealed = vault.seal(one.pk, "0812-0000-0000", "phone")
    assert vault.unseal(one.pk, sealed, "phone") == "0812-0000-0000"
    for person, kind in ((other, "phone"), (one, "email")):
        with pytest.raises(Problem) as refused:
            vault.unseal(person.pk, sealed, kind)
        assert refused.value.code == "vault.damaged"


def test_a_wrapped_key_moved_to_another_row_does_not_open() -> None:
    one, other = vault.new_people(2)
    sealed = vault.seal(one.pk, "Siti")
    Person.objects.filter(pk=other.pk).update(wrapped=one.wrapped)
    with pytest.raises(Problem, match=r"vault\.damaged"):
        vault.unseal(other.pk, sealed)


def test_an_erased_person_cannot_be_read_and_gets_nothing_new() -> None:
    gone, stays = vault.new_people(2)
    values = [(gone.pk, vault.seal(gone.pk, "Siti")), (stays.pk, vault.seal(stays.pk, "Budi"))]
    vault.erase(actor=SYSTEM, person_id=gone.pk)
    assert vault.unseal_many(values) == [None, "Budi"]
    assert bytes(Person.objects.get(pk=gone.pk).wrapped) == b""
    with pytest.raises(Problem, match=r"vault\.erased"):
        vault.seal(gone.pk, "Siti")
    when = Person.objects.get(pk=gone.pk).erased_at
    vault.erase(actor=SYSTEM, person_id=gone.pk)
    assert Person.objects.get(pk=gone.pk).erased_at == when


def test_many_values_are_opened_with_one_query(django_assert_num_queries: Any) -> None:
    people = vault.new_people(30)
    sealed = [(person.pk, vault.seal(person.pk, f"orang {person.pk}")) for person in people]
    with django_assert_num_queries(1):
        assert vault.unseal_many(sealed) == [f"orang {person.pk}" for person in people]


def test_files_come_back_and_are_bound_to_what_they_are_of() -> None:
    content = b"NIK;nama\n" * 300
    sealed = vault.seal_bytes(content, "import/7")
    assert len(sealed) < 200
    assert vault.open_bytes(sealed, "import/7") == content
    for wrong in ((sealed, "import/8"), (sealed[:-1], "import/7"), (b"plain", "import/7")):
        with pytest.raises(Problem, match=r"vault\.damaged"):
            vault.open_bytes(*wrong)


def test_fingerprints_compare_within_a_kind_and_need_the_key(key_file: Path) -> None:
    first = vault.fingerprint("nik", "9901010101800001")
    assert first == vault.fingerprint("nik", "9901010101800001")
    assert first != vault.fingerprint("nik", "9901010101800002")
    assert first != vault.fingerprint("phone", "9901010101800001")
    vault.rotate(actor=SYSTEM, today=TODAY)
    assert first == vault.fingerprint("nik", "9901010101800001")
    assert DataKey.objects.filter(purpose="fingerprint").count() == 1


def test_after_rotation_everything_opens_and_the_old_key_can_go(key_file: Path) -> None:
    person = vault.new_person()
    value, body = vault.seal(person.pk, "Siti"), vault.seal_bytes(b"isi")
    old = keyring.master_keys()[0].name
    assert vault.rotate(actor=SYSTEM, today=TODAY) == 2
    newest, former = vault.master_keys()
    assert (former.name, former.wraps, newest.made_on) == (old, 0, "2026-03-02")
    assert newest.wraps == 3  # the person, the files' key so far, and the new one for files from here on
    assert vault.seal_bytes(b"isi")[1:9] != body[1:9]
    vault.retire(actor=SYSTEM, name=old)
    assert [key.name for key in vault.master_keys()] == [newest.name]
    assert (vault.unseal(person.pk, value), vault.open_bytes(body)) == ("Siti", b"isi")


def test_old_keys_still_open_before_the_rotation(key_file: Path) -> None:
    person = vault.new_person()
    value = vault.seal(person.pk, "Siti")
    keyring.add(TODAY)
    assert vault.unseal(person.pk, value) == "Siti"
    assert vault.new_person().master == keyring.master_keys()[0].name != person.master


@pytest.mark.parametrize("n", range(1, 8))
def test_an_interrupted_rotation_loses_nothing_and_goes_on(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    """Cut off at the n-th write to the database: everything opens, and a second call ends it with the same key."""
    monkeypatch.setattr(vault, "BATCH", 2)
    people = vault.new_people(5)
    values = [(person.pk, vault.seal(person.pk, "Siti")) for person in people]
    body, mark = vault.seal_bytes(b"isi"), vault.fingerprint("nik", "1")
    before = len(keyring.master_keys())
    writes = 0

    def cut(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal writes
        if sql.startswith(("INSERT", "UPDATE")):
            writes += 1
            if writes == n:
                raise OSError("the plug was pulled")
        return execute(sql, params, many, context)

    interrupted = False
    with connection.execute_wrapper(cut):
        try:
            vault.rotate(actor=SYSTEM, today=TODAY)
        except OSError:
            interrupted = True
    assert interrupted == (n <= 5)  # one insert and two batches of file keys and three of people, or fewer
    assert vault.unseal_many(values) == ["Siti"] * 5
    assert (vault.open_bytes(body), vault.fingerprint("nik", "1")) == (b"isi", mark)
    if interrupted:
        vault.rotate(actor=SYSTEM, today=TODAY)
    uses = vault.master_keys()
    assert len(uses) == before + 1
    assert [use.wraps for use in uses[1:]] == [0]
    assert vault.unseal_many(values) == ["Siti"] * 5


def test_a_lost_key_file_says_what_to_do_and_is_not_replaced(key_file: Path) -> None:
    person = vault.new_person()
    value = vault.seal(person.pk, "Siti")
    kept = key_file.read_bytes()
    key_file.unlink()
    for attempt in (lambda: vault.unseal(person.pk, value), vault.new_person, lambda: vault.seal_bytes(b"isi")):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.code == "vault.keys_missing"
        assert str(key_file) in refused.value.message("id")
    assert not key_file.exists()
    assert [use.held for use in vault.master_keys()] == [False]
    key_file.write_bytes(kept)
    assert vault.unseal(person.pk, value) == "Siti"


def test_the_key_file_of_another_installation_is_named_as_such(key_file: Path) -> None:
    person = vault.new_person()
    key_file.unlink()
    keyring.add(TODAY)
    with pytest.raises(Problem) as refused:
        vault.unseal(person.pk, vault.new_person() and b"\x01" + b"0" * 40)
    assert refused.value.code == "vault.key_unknown"
    assert person.master in refused.value.message("en")


@pytest.mark.parametrize(
    "content", [b"", b"# nothing\n", b"abc def\n", b"00 !!!! 2026-01-01\n", b"\xff\xfe", b"00 AAAA 2026\n"]
)
def test_a_broken_key_file_is_a_problem_and_shows_no_key(key_file: Path, content: bytes) -> None:
    key_file.parent.mkdir(parents=True)
    key_file.write_bytes(content)
    with pytest.raises(Problem) as refused:
        vault.new_person()
    assert refused.value.code == "vault.keys_unreadable"
    assert "AAAA" not in refused.value.message("id")
    assert key_file.read_bytes() == content


def test_a_key_in_use_is_not_retired() -> None:
    vault.new_person()
    newest = keyring.master_keys()[0].name
    with pytest.raises(Problem, match=r"vault\.key_in_use"):
        vault.retire(actor=SYSTEM, name=newest)
    keyring.add(TODAY)
    with pytest.raises(Problem, match=r"vault\.key_in_use"):
        vault.retire(actor=SYSTEM, name=newest)
    with pytest.raises(Problem, match=r"vault\.key_unknown"):
        vault.retire(actor=SYSTEM, name="0" * 16)


def test_only_an_administrator_of_the_place_erases_and_only_one_of_everything_rotates() -> None:
    person = vault.new_person()
    analyst = Scope(frozenset({(Role.ANALYST, "")}))
    local = Scope(frozenset({(Role.ADMINISTRATOR, "9901")}))
    for actor, territory in ((analyst, "9901"), (local, "")):
        with pytest.raises(Problem, match=r"access\.not_allowed"):
            vault.erase(actor=actor, person_id=person.pk, territory=territory)
        with pytest.raises(Problem, match=r"access\.not_allowed"):
            vault.rotate(actor=actor)
        with pytest.raises(Problem, match=r"access\.not_allowed"):
            vault.retire(actor=actor, name=person.master)
    vault.erase(actor=local, person_id=person.pk, territory="9901")


def test_an_erasure_outlives_a_restore(key_file: Path, django_capture_on_commit_callbacks: Any) -> None:
    gone, stays = vault.new_people(2)
    values = [(gone.pk, vault.seal(gone.pk, "Siti")), (stays.pk, vault.seal(stays.pk, "Budi"))]
    before = bytes(gone.wrapped), gone.master
    with django_capture_on_commit_callbacks(execute=True):
        vault.erase(actor=SYSTEM, person_id=gone.pk)
    listed = key_file.with_name("erased.list")
    assert listed.read_text() == f"{gone.name}\n"
    assert listed.stat().st_mode & 0o777 == 0o600
    Person.objects.filter(pk=gone.pk).update(wrapped=before[0], master=before[1], erased_at=None)
    assert vault.unseal_many(values) == ["Siti", "Budi"]
    call_command("migrate", verbosity=0)
    assert vault.unseal_many(values) == [None, "Budi"]
    assert erased.again() == 0
