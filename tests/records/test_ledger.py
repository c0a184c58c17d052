"""The ledger only grows: twice is once, nothing is overwritten, and precedence says what is shown."""

import hashlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.models import Document, Observation, Submission
from berdaya.records.observations.precedence import RANK, Said, ordered
from berdaya.records.observations.selectors import history, shown
from berdaya.records.observations.services import (
    SubmissionEntry,
    record_document,
    record_submission,
    record_submissions,
)
from berdaya.records.observations.values import read, written

EDITION = "contoh-2020"
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def village(regency):
    return regency["9901012001"]


def said(village: int, source: Source = Source.OFFICIAL, year: int = 2024, **parts) -> SubmissionEntry:
    return SubmissionEntry(region_id=village, year=year, edition=EDITION, source=source, **parts)


def document(content: bytes = b"{}") -> int:
    return record_document(content=content, kind=DocumentKind.OFFICIAL_ANSWER, source="2024.json", fetched_at=NOON)


scalars = st.one_of(
    st.integers(), st.booleans(), st.text(max_size=40), st.decimals(allow_nan=False, allow_infinity=False)
)


@given(scalars)
def test_a_value_comes_back_as_it_was_written(value):
    back = read(written(value))
    assert back == value
    assert isinstance(back, bool) == isinstance(value, bool)


def test_what_is_no_scalar_is_not_written():
    for value in (float("nan"), float("inf"), [1], None, Decimal("NaN")):
        with pytest.raises(TypeError):
            written(value)


def test_a_document_is_kept_once_with_its_bytes(db):
    first, again, other = document(b"abc" * 500), document(b"abc" * 500), document(b"else")
    assert first == again != other
    kept = Document.objects.get(pk=first)
    assert kept.content == b"abc" * 500
    assert len(kept.sealed) < kept.size == 1500
    assert kept.digest == hashlib.sha256(kept.content).hexdigest()


def test_the_same_document_says_a_thing_only_once(village):
    entry = said(village, scores={"CLI": 4}, document_id=document())
    first = record_submission(actor=SYSTEM, entry=entry)
    again = record_submission(actor=SYSTEM, entry=entry)
    assert (first.created, again.created) == (True, False)
    assert first.id == again.id
    assert Observation.objects.count() == 1


def test_one_batch_with_one_entry_twice_writes_it_once(village):
    entry = said(village, scores={"CLI": 4}, document_id=document())
    first, again = record_submissions(actor=SYSTEM, entries=[entry, entry])
    assert first.id == again.id
    assert (first.created, again.created) == (True, False)


def test_a_field_value_entered_again_after_another_is_news(village):
    for minutes, expected in ((20, True), (20, False), (45, True), (20, True), (20, False)):
        entry = said(village, Source.FIELD, inputs={"clinic_minutes": minutes})
        assert record_submission(actor=SYSTEM, entry=entry).created is expected
    assert shown(SYSTEM, village, 2024, EDITION)["input"]["clinic_minutes"].value == 20


def test_absent_answers_are_left_out(village):
    entry = said(village, Source.FIELD, inputs={"clinic_minutes": None, "market": False}, scores={"CLI": 0})
    record_submission(actor=SYSTEM, entry=entry)
    assert dict(Observation.objects.values_list("code", "text")) == {"market": "false", "CLI": "0"}


def test_only_villages_take_observations_and_only_from_those_who_may(regency, village):
    with pytest.raises(Problem) as refused:
        record_submission(actor=SYSTEM, entry=said(regency["990101"], scores={"CLI": 4}))
    assert refused.value.code == "region.not_village"
    with pytest.raises(Problem) as refused:
        record_submission(actor=SYSTEM, entry=said(10**9, scores={"CLI": 4}))
    assert refused.value.code == "region.unknown"
    operator = Scope(frozenset({(Role.VILLAGE_OPERATOR, "9901012001")}))
    record_submission(actor=operator, entry=said(village, Source.FIELD, scores={"CLI": 4}))
    for entry in (
        said(village, Source.OFFICIAL, scores={"CLI": 4}),
        said(regency["9901012002"], Source.FIELD, scores={"CLI": 4}),
    ):
        with pytest.raises(Problem) as refused:
            record_submission(actor=operator, entry=entry)
        assert refused.value.code == "access.not_allowed"
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.filter(pk=row.pk).update(id=row.pk),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.bulk_update([row], ["id"]),
        lambda row: type(row).objects.update_or_create(pk=row.pk),
        lambda row: type(row).objects.bulk_create(
            [row], update_conflicts=True, update_fields=["id"], unique_fields=["id"]
        ),
        lambda row: type(row)._base_manager.update(id=row.pk),
    ],
)
@pytest.mark.parametrize("model", [Document, Submission, Observation])
def test_nothing_recorded_is_changed_or_deleted(village, model, change):
    record_submission(actor=SYSTEM, entry=said(village, scores={"CLI": 4}, document_id=document()))
    before = model.objects.values().get()
    with pytest.raises(Problem) as refused:
        change(model.objects.get())
    assert refused.value.code == "ledger.append_only"
    assert model.objects.values().get() == before


def test_a_village_with_records_is_not_deleted(village):
    record_submission(actor=SYSTEM, entry=said(village, scores={"CLI": 4}))
    with pytest.raises(Exception, match="protected"):
        Submission.objects.get().region.delete()


def test_precedence_shows_repair_then_official_then_field_then_derived(village):
    official = record_submission(actor=SYSTEM, entry=said(village, scores={"CLI": 4, "MKT": 1}, document_id=document()))
    record_submission(actor=SYSTEM, entry=said(village, Source.FIELD, scores={"CLI": 2, "ROA": 3}))
    record_submission(actor=SYSTEM, entry=said(village, Source.DERIVED, scores={"ROA": 1, "SCH": 1}))
    record_submission(actor=SYSTEM, entry=said(village, Source.REPAIR, scores={"MKT": 4}, repairs_id=official.id))
    scores = shown(SYSTEM, village, 2024, EDITION)["score"]
    assert {code: (item.value, item.source) for code, item in scores.items()} == {
        "MKT": (4, "repair"),
        "CLI": (4, "official"),
        "ROA": (3, "field"),
        "SCH": (1, "derived"),
    }


def test_a_repair_steps_back_when_a_newer_official_answer_comes(village):
    first = record_submission(actor=SYSTEM, entry=said(village, scores={"MKT": 1}, document_id=document(b"1")))
    record_submission(actor=SYSTEM, entry=said(village, Source.REPAIR, scores={"MKT": 4}, repairs_id=first.id))
    second = said(village, scores={"MKT": 1}, document_id=document(b"2"))
    record_submission(actor=SYSTEM, entry=second)
    assert shown(SYSTEM, village, 2024, EDITION)["score"]["MKT"].source == "official"
    assert [(entry.value, entry.source, entry.shown) for entry in history(SYSTEM, village, ["MKT"])] == [
        (1, "official", True),
        (4, "repair", False),
        (1, "official", False),
    ]


moments = st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours))


@given(st.lists(st.tuples(st.sampled_from(Source), moments, st.none() | st.integers(1, 8)), max_size=8))
def test_precedence_is_total_and_keeps_everything_but_stale_repairs(rows):
    group = [
        Said(number, source, moment, repaired if source == Source.REPAIR else None)
        for number, (source, moment, repaired) in enumerate(rows, start=1)
    ]
    result = ordered(group)
    assert result == ordered(reversed(group))
    assert [RANK[item.source] for item in result] == sorted(RANK[item.source] for item in result)
    assert {item for item in group if item.source != Source.REPAIR} <= set(result)
    official = [item for item in result if item.source == Source.OFFICIAL]
    assert official == sorted(official, key=lambda item: (item.recorded_at, item.id), reverse=True)


def test_history_tells_who_when_and_from_what(village):
    user = User.objects.create_user("ana", full_name="Ana Lis")
    analyst = Scope(frozenset({(Role.ANALYST, "9901")}), user.pk)
    record_submission(
        actor=analyst, entry=said(village, scores={"CLI": 4}, document_id=document(), note="salinan"), recorded_at=NOON
    )
    record_submission(actor=analyst, entry=said(village, Source.FIELD, inputs={"clinic_minutes": 31}, year=2023))
    newest, older = history(analyst, village, ["CLI", "clinic_minutes"])
    assert (newest.year, newest.value, newest.recorded_by, newest.recorded_at) == (2024, 4, "Ana Lis", NOON)
    assert (newest.document_source, len(newest.document_hash), newest.note) == ("2024.json", 64, "salinan")
    assert (older.source, older.kind, older.value) == ("field", "input", 31)
    (public,) = history(PUBLIC, village, ["CLI", "clinic_minutes"])
    assert (public.value, public.recorded_by) == (4, "")
    assert history(Scope(frozenset({(Role.VERIFIER, "990102")})), village, ["CLI"]) == []


def test_history_takes_a_fixed_number_of_queries(village, django_assert_num_queries):
    for year in range(2015, 2025):
        record_submission(actor=SYSTEM, entry=said(village, scores={"CLI": 4}, year=year, document_id=document()))
    with django_assert_num_queries(3):
        assert len(history(SYSTEM, village, ["CLI"])) == 10
    with django_assert_num_queries(2):
        shown(SYSTEM, village, 2024, EDITION)


def test_many_submissions_take_few_statements(regency, django_assert_max_num_queries):
    villages = [regency[code] for code in ("9901012001", "9901012002", "9901022001", "9901022002")]
    entries = [
        said(village, year=year, inputs={f"i{n}": n for n in range(20)})
        for village in villages
        for year in range(1, 26)
    ]
    with django_assert_max_num_queries(20):
        record_submissions(actor=SYSTEM, entries=entries)
    assert Observation.objects.count() == 2000


@pytest.mark.parametrize("failing", [1, 2])
def test_whichever_write_fails_nothing_stays_and_the_next_try_completes(village, monkeypatch, failing):
    entries = [said(village, year=year, scores={"CLI": 4, "MKT": 1}) for year in (2022, 2023)]
    writes = iter(range(1, 100))

    def breaking(write):
        def attempt(*args, **kwargs):
            written_rows = write(*args, **kwargs)
            if next(writes) == failing:
                raise OSError("disk full")
            return written_rows

        return attempt

    for manager in (Submission.objects, Observation.objects):
        monkeypatch.setattr(manager, "bulk_create", breaking(manager.bulk_create))
    with pytest.raises(OSError, match="disk full"):
        record_submissions(actor=SYSTEM, entries=entries)
    assert (Submission.objects.count(), Observation.objects.count()) == (0, 0)
    for _ in range(2):
        record_submissions(actor=SYSTEM, entries=entries)
        assert (Submission.objects.count(), Observation.objects.count()) == (2, 4)
