"""What is withdrawn steps back and can come back; nothing is deleted, and only who may write it may withdraw it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.observations.current import held_values
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.models import Submission, Withdrawal
from berdaya.records.observations.precedence import ordered
from berdaya.records.observations.selectors import history, shown, statements
from berdaya.records.observations.services import (
    SubmissionEntry,
    record_document,
    record_submission,
    withdraw_submissions,
)
from berdaya.records.runs.selectors import published_results
from berdaya.records.runs.services import compute_run, publish_run
from berdaya.records.runs.summaries import sources
from tests.records.test_ledger import EDITION, NOON, Said, moments

BEST = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 4}


@pytest.fixture
def village(regency: dict[str, int]) -> int:
    return regency["9901012001"]


def said(village: int, source: Source = Source.FIELD, **parts) -> SubmissionEntry:
    return SubmissionEntry(region_id=village, year=2024, edition=EDITION, source=source, **parts)


def recorded(village: int, source: Source = Source.FIELD, **parts) -> int:
    return record_submission(actor=SYSTEM, entry=said(village, source, **parts)).id


def value(village: int, code: str = "CLI"):
    found = shown(SYSTEM, village, 2024, EDITION)["score"].get(code)
    return found and found.value


groups = st.lists(st.tuples(st.sampled_from(Source), moments, st.booleans()), max_size=8)


@given(groups)
def test_precedence_is_what_it_would_be_without_what_is_withdrawn(rows):
    group = [Said(number, source, moment, None, gone) for number, (source, moment, gone) in enumerate(rows, start=1)]
    assert ordered(group) == ordered([one for one in group if not one.withdrawn])


def test_it_steps_back_for_pages_runs_and_imports_alike_and_comes_back(village):
    record_submission(actor=SYSTEM, entry=said(village, Source.OFFICIAL, scores=BEST))
    newer = recorded(village, Source.OFFICIAL, scores={"CLI": 0})
    for withdrawn, expected, count in ((False, 0, 2), (True, 4, 1), (True, 4, 1), (False, 0, 2)):
        withdraw_submissions(actor=SYSTEM, submission_ids=[newer], withdrawn=withdrawn)
        assert value(village) == expected
        assert held_values(SYSTEM, 2024, EDITION, ("score",))[village].shown["score", "CLI"][0] == expected
        assert len(statements("", 2024, EDITION)[village]) == count
    assert Submission.objects.count() == 2
    assert [word.withdrawn for word in Withdrawal.objects.order_by("pk")] == [True, False]
    assert [(one.value, one.shown, one.withdrawn) for one in history(SYSTEM, village, ["CLI"])] == [
        (0, True, False), (4, False, False),
    ]  # fmt: skip


def test_results_follow_when_they_are_computed_anew_and_published_ones_stay(village):
    recorded(village, scores=BEST)
    newer = recorded(village, scores={"CLI": 0})

    def published() -> str:
        run = compute_run(actor=SYSTEM, edition_code=EDITION, year=2024, territory="")
        publish_run(actor=SYSTEM, run_id=run)
        return published_results(SYSTEM, "contoh")[0].exact

    low = published()
    withdraw_submissions(actor=SYSTEM, submission_ids=[newer])
    assert published_results(SYSTEM, "contoh")[0].exact == low
    assert published() == "100/1"


def test_a_repair_of_what_is_withdrawn_steps_back_with_it_and_the_older_one_stands_again(village):
    first = recorded(village, Source.OFFICIAL, scores={"CLI": 2})
    record_submission(actor=SYSTEM, entry=said(village, Source.REPAIR, scores={"CLI": 4}, repairs_id=first))
    second = recorded(village, Source.OFFICIAL, scores={"CLI": 0})
    assert value(village) == 0
    withdraw_submissions(actor=SYSTEM, submission_ids=[second])
    assert value(village) == 4
    withdraw_submissions(actor=SYSTEM, submission_ids=[first])
    assert value(village) is None


def test_saying_again_what_was_withdrawn_is_news(village):
    first = recorded(village, scores={"CLI": 4})
    withdraw_submissions(actor=SYSTEM, submission_ids=[first])
    again = record_submission(actor=SYSTEM, entry=said(village, scores={"CLI": 4}))
    assert again.created
    assert value(village) == 4


def test_sources_no_longer_name_a_withdrawn_document(village):
    document = record_document(content=b"x", kind=DocumentKind.TABLE, source="a.csv", fetched_at=NOON)
    only = recorded(village, Source.OFFICIAL, scores=BEST, document_id=document)
    assert [one.names for one in sources("", 2024, EDITION)] == [("a.csv",)]
    withdraw_submissions(actor=SYSTEM, submission_ids=[only])
    assert sources("", 2024, EDITION) == []


def test_only_who_may_write_it_may_withdraw_it(village):
    official, field = recorded(village, Source.OFFICIAL, scores=BEST), recorded(village, scores=BEST)
    operator = Scope(frozenset({(Role.VILLAGE_OPERATOR, "9901012001")}))
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        withdraw_submissions(actor=operator, submission_ids=[official, field])
    assert not Withdrawal.objects.exists()
    assert withdraw_submissions(actor=operator, submission_ids=[field]) == [field]


@pytest.mark.parametrize("change", [lambda row: row.save(), lambda row: row.delete()])
def test_the_word_on_a_submission_is_never_changed(village, change):
    withdraw_submissions(actor=SYSTEM, submission_ids=[recorded(village, scores=BEST)])
    with pytest.raises(Problem, match=r"ledger\.append_only"):
        change(Withdrawal.objects.get())


def test_many_are_withdrawn_in_few_statements(village, django_assert_max_num_queries):
    made = [recorded(village, scores={"CLI": score}) for score in (0, 2, 4) * 20]
    with django_assert_max_num_queries(6):
        withdraw_submissions(actor=SYSTEM, submission_ids=made)
    with django_assert_max_num_queries(2):
        assert held_values(SYSTEM, 2024, EDITION, ("score",))[village].shown == {}
