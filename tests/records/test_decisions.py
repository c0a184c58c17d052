"""Findings and what people decide of them: states, the ledger behind them, taking back, conflicts, many at once."""

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.problems import Problem
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.access.services import grant
from berdaya.records.decisions.findings import Key, found
from berdaya.records.decisions.kinds import Choice, State
from berdaya.records.decisions.models import Decision
from berdaya.records.decisions.selectors import decided_between, entries_of, finding, standings, waiting
from berdaya.records.decisions.services import Said, decide, decide_all, equal, remark, token
from berdaya.records.inbox.models import Message
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Submission
from berdaya.records.observations.selectors import shown
from berdaya.records.observations.services import SubmissionEntry, record_submission
from berdaya.records.runs.selectors import result_of
from berdaya.records.runs.services import compute_run, publish_run
from tests.faults.writes import survives_every_failure

IDM = catalogue.edition("idm-2023")
TRUTH = {code: indicator.top for code, indicator in IDM.indicators.items()} | {"IKS30": 1, "IKS31": 5}
COPIED = TRUTH | {"IKS30": 5}
VILLAGE, SECOND, THIRD = "9901012001", "9901012002", "9901022001"
UPSTREAM = Scope(frozenset({(Role.VERIFIER, "990101")}))
ANALYST = Scope(frozenset({(Role.ANALYST, "9901")}))


def printed(scores: dict[str, int]) -> dict:
    found_ = assess(IDM, scores)
    return {
        "dimensions": {code: round(float(item.low), 4) for code, item in found_.dimensions.items()},
        "index": {IDM.head.code: round(float(found_.index.low), 4)},
        "status": found_.status,
    }


@pytest.fixture
def record(regency):
    def write(code, scores, *, truth=None, year=2024, source=Source.OFFICIAL):
        parts = printed(truth or scores) if source == Source.OFFICIAL else {}
        entry = SubmissionEntry(regency[code], year, IDM.code, source, scores=scores, **parts)
        return record_submission(actor=SYSTEM, entry=entry)

    return write


@pytest.fixture
def copied(record, regency) -> Key:
    """Three villages whose row 30 repeats row 31, published."""
    for code in (VILLAGE, SECOND, THIRD):
        record(code, COPIED, truth=TRUTH)
    publish()
    return Key(regency[VILLAGE], "idm", 2024, "copied_row", "IKS30")


def publish(year: int = 2024) -> None:
    publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code=IDM.code, year=year, territory="9901"))


def state(key: Key, village: str = VILLAGE) -> State:
    one = finding(SYSTEM, key, village)
    assert one is not None
    return one.state


def score(key: Key, code: str = "IKS30") -> tuple[object, str]:
    one = shown(SYSTEM, key.region_id, key.year, IDM.code)["score"][code]
    return one.value, one.source


def published_score(key: Key, code: str = "IKS30") -> tuple[int | None, str]:
    detail = result_of(SYSTEM, key.region_id, "idm", key.year)
    assert detail is not None
    return detail.row.scores[code], detail.row.verdict


def say(key: Key, choice: str, expected: int, *, actor: Scope = SYSTEM, **parts) -> int:
    return decide(actor=actor, key=key, said=Said(choice, "Dicek dengan foto lapangan.", **parts), expected=expected)


def test_the_known_repair_is_in_force_until_somebody_decides(copied):
    assert state(copied) == State.INFERRED
    assert score(copied) == (1, "repair")
    assert say(copied, Choice.REPAIR, 0) == 1
    assert (state(copied), score(copied)) == (State.REPAIRED, (1, "repair"))
    assert Decision.objects.get().submission is None
    assert waiting(SYSTEM, "idm", 2024) == 0


def test_what_is_accepted_as_published_stays_so_however_often_it_is_computed(copied):
    say(copied, Choice.ACCEPT, 0)
    assert (state(copied), score(copied)) == (State.ACCEPTED, (5, "repair"))
    assert waiting(SYSTEM, "idm", 2024) == 1
    for _ in range(2):
        publish()
        assert published_score(copied) == (5, "inconsistent")
    assert waiting(SYSTEM, "idm", 2024) == 0
    assert state(copied) == State.ACCEPTED
    detail = result_of(SYSTEM, copied.region_id, "idm", 2024)
    assert detail is not None
    assert detail.repairs == ()


def test_a_decision_is_taken_back_by_a_newer_one_and_nothing_is_lost(copied):
    say(copied, Choice.ACCEPT, 0)
    say(copied, Choice.REOPEN, 1)
    assert (state(copied), score(copied)) == (State.INFERRED, (1, "repair"))
    publish()
    assert published_score(copied) == (1, "repaired")
    say(copied, Choice.VISIT, 2)
    say(copied, Choice.REPAIR, 3, score=5)
    assert (state(copied), score(copied)) == (State.REPAIRED, (5, "repair"))
    say(copied, Choice.REFER, 4)
    assert (state(copied), score(copied)) == (State.REFERRED, (1, "repair"))
    assert [entry.choice for entry in entries_of(SYSTEM, copied)] == ["accept", "reopen", "visit", "repair", "refer"]
    assert Submission.objects.filter(source=Source.OFFICIAL).count() == 3


def test_a_contradiction_without_a_known_cause_is_repaired_by_hand(record, regency):
    record(VILLAGE, TRUTH | {"IKE01": 5}, truth=TRUTH | {"IKE01": 3}, year=2023)
    publish(2023)
    key = Key(regency[VILLAGE], "idm", 2023, "dimension_mismatch", "IKE")
    assert state(key) == State.OPEN
    with pytest.raises(Problem, match=r"decision\.no_score"):
        say(key, Choice.REPAIR, 0)
    with pytest.raises(Problem, match=r"score\.outside_rubric"):
        say(key, Choice.REPAIR, 0, indicator="IKE01", score=9)
    say(key, Choice.REPAIR, 0, indicator="IKE01", score=3)
    assert waiting(SYSTEM, "idm", 2023) == 1
    publish(2023)
    assert published_score(key, "IKE01") == (3, "repaired")
    detail = result_of(SYSTEM, key.region_id, "idm", 2023)
    assert detail is not None
    assert detail.repairs == ({"indicator": "IKE01", "printed": 5, "repaired_to": 3, "by_hand": True},)
    assert state(key) == State.REPAIRED
    say(key, Choice.REPAIR, 1, indicator="IKE02", score=3)
    assert (score(key, "IKE01")[0], score(key, "IKE02")[0]) == (5, 3)
    say(key, Choice.REOPEN, 2)
    assert (score(key, "IKE01")[0], score(key, "IKE02")[0]) == (5, 5)
    publish(2023)
    assert published_score(key, "IKE01") == (5, "inconsistent")


def test_a_finding_that_changed_since_is_open_again(copied, record):
    say(copied, Choice.ACCEPT, 0)
    other = TRUTH | {"IKS01": 4}
    record(VILLAGE, other | {"IKS30": 5}, truth=other)
    publish()
    one = finding(SYSTEM, copied, VILLAGE)
    assert one is not None
    assert (one.state, one.changed_since, one.version) == (State.INFERRED, True, 1)


def test_somebody_else_meanwhile_is_told_and_nothing_is_written(copied, regency):
    rival = User.objects.create_user("rival", full_name="Rival Rekaan")
    say(copied, Choice.VISIT, 0, actor=Scope(ANALYST.held, rival.pk))
    with pytest.raises(Problem) as refused:
        say(copied, Choice.ACCEPT, 0)
    assert refused.value.code == "decision.meanwhile"
    assert "Rival Rekaan" in refused.value.message()
    assert Decision.objects.count() == 1
    assert score(copied) == (1, "repair")


def test_two_entries_never_take_one_version(copied, monkeypatch):
    from berdaya.records.decisions import services

    stale = finding(SYSTEM, copied, VILLAGE)
    say(copied, Choice.VISIT, 0)
    monkeypatch.setattr(services, "finding", lambda *_: stale)
    with pytest.raises(Problem, match=r"decision\.meanwhile"):
        say(copied, Choice.ACCEPT, 0)
    assert Decision.objects.count() == 1


def test_a_reason_is_required_and_an_unknown_finding_is_told(copied):
    with pytest.raises(Problem, match=r"decision\.no_reason"):
        decide(actor=SYSTEM, key=copied, said=Said(Choice.ACCEPT, "  "), expected=0)
    with pytest.raises(Problem, match=r"decision\.unknown_finding"):
        say(copied._replace(subject="IKS01"), Choice.ACCEPT, 0)
    with pytest.raises(Problem, match=r"decision\.unknown_finding"):
        say(copied._replace(region_id=0), Choice.ACCEPT, 0)


def test_a_number_of_a_person_is_not_kept_in_a_reason(copied):
    remark(actor=UPSTREAM, key=copied, reason="Menurut 9901017101900123 di desa.")
    assert Decision.objects.latest("pk").reason == "Menurut •••• di desa."


def test_a_nik_in_a_reason_is_kept_nowhere(copied):
    nik = "9901010101010001"
    remark(actor=SYSTEM, key=copied, reason=f"Menurut {nik} kantor punya internet.")
    assert nik not in Decision.objects.get().reason
    assert "kantor punya internet" in Decision.objects.get().reason


def test_who_works_there_may_remark_and_only_the_office_decides(copied, regency):
    assert remark(actor=UPSTREAM, key=copied, reason="Kantor desa tidak punya internet.") == 1
    assert state(copied) == State.INFERRED
    for attempt in (
        lambda: say(copied, Choice.ACCEPT, 1, actor=UPSTREAM),
        lambda: remark(actor=UPSTREAM, key=copied._replace(region_id=regency[THIRD]), reason="…"),
        lambda: remark(actor=Scope(frozenset({(Role.AUDITOR, "")})), key=copied, reason="…"),
        lambda: say(copied, Choice.ACCEPT, 1, actor=Scope(frozenset({(Role.ANALYST, "990102")}))),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.code == "access.not_allowed"
    assert say(copied, Choice.ACCEPT, 1, actor=ANALYST) == 2


def test_findings_stay_in_the_scope(copied):
    villages = {one.village for one in found(UPSTREAM, "idm", 2024)}
    assert villages == {VILLAGE, SECOND}
    assert finding(UPSTREAM, copied._replace(region_id=0), THIRD) is None


def test_the_concerned_are_told(copied):
    users = {}
    for name, role, territory in (
        ("camat", Role.VERIFIER, "990101"),
        ("lain", Role.VERIFIER, "990102"),
        ("analis", Role.ANALYST, "9901"),
    ):
        users[name] = User.objects.create_user(name, full_name=name)
        grant(actor=SYSTEM, user=users[name], role=role, territory=territory)
    Message.objects.all().delete()
    remark(actor=Scope(UPSTREAM.held, users["camat"].pk), key=copied, reason="Belum ada internet.", href="/mutu/")
    assert list(Message.objects.values_list("user__username", "kind", "href")) == [
        ("analis", "finding.comment", "/mutu/")
    ]
    say(copied, Choice.ACCEPT, 1, actor=Scope(ANALYST.held, users["analis"].pk))
    assert set(Message.objects.filter(kind="finding.decided").values_list("user__username", flat=True)) == {"camat"}


def test_many_equal_findings_are_decided_and_taken_back_together(copied, regency):
    those = equal(SYSTEM, copied)
    assert len(those) == 3
    say(copied._replace(region_id=regency[THIRD]), Choice.VISIT, 0)
    with pytest.raises(Problem) as refused:
        decide_all(actor=SYSTEM, like=copied, said=Said(Choice.ACCEPT, "Sesuai pengumuman."), expected=token(those))
    assert (refused.value.code, refused.value.details) == ("decision.changed_list", {"before": "3", "now": 2})
    fresh = token(equal(SYSTEM, copied))
    assert decide_all(actor=SYSTEM, like=copied, said=Said(Choice.ACCEPT, "Sesuai."), expected=fresh) == 2
    every = standings(SYSTEM, found(SYSTEM, "idm", 2024), "idm", 2024)
    assert [one.state for one in every if one.found.key.code == "copied_row"] == [
        State.ACCEPTED,
        State.ACCEPTED,
        State.VISIT,
    ]
    assert score(copied) == (5, "repair")
    batch = Decision.objects.filter(region_id=copied.region_id).get().batch
    back = token(equal(SYSTEM, copied, batch=batch))
    assert decide_all(actor=SYSTEM, like=copied, said=Said(Choice.REOPEN, "Keliru."), expected=back, batch=batch) == 2
    assert (state(copied), score(copied)) == (State.INFERRED, (1, "repair"))
    assert decided_between(SYSTEM, Decision.objects.earliest("pk").decided_at, Decision.objects.latest("pk").decided_at)


def test_only_a_proposed_repair_can_be_confirmed_for_many(record, regency):
    for code in (VILLAGE, SECOND):
        record(code, TRUTH | {"IKE01": 5}, truth=TRUTH | {"IKE01": 3}, year=2023)
    publish(2023)
    key = Key(regency[VILLAGE], "idm", 2023, "dimension_mismatch", "IKE")
    with pytest.raises(Problem, match=r"decision\.not_for_many"):
        decide_all(actor=SYSTEM, like=key, said=Said(Choice.REPAIR, "…"), expected=token(equal(SYSTEM, key)))


def test_the_territory_of_many_must_be_the_deciders_own(copied):
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        decide_all(actor=ANALYST, like=copied, said=Said(Choice.ACCEPT, "…"), expected=token(equal(ANALYST, copied)))
    expected = token(equal(ANALYST, copied, "9901"))
    assert (
        decide_all(actor=ANALYST, like=copied, said=Said(Choice.ACCEPT, "…"), expected=expected, territory="9901") == 3
    )


def test_gaps_absent_villages_and_rare_changes_are_found_too(record, regency):
    for year, scores in ((2022, TRUTH), (2023, TRUTH | {"IKS05": 1, "IKE03": None}), (2024, TRUTH)):
        record(VILLAGE, scores, truth=TRUTH, year=year)
    low = {code: indicator.scores[0] for code, indicator in IDM.indicators.items()}
    record(SECOND, low, year=2023)
    record(SECOND, TRUTH, year=2024)
    for year in (2023, 2024):
        publish(year)
    publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code="idm-2023", year=2022, territory="9901"))
    codes = {(one.village, one.key.code, one.key.subject) for one in found(SYSTEM, "idm", 2023)}
    assert (VILLAGE, "score_missing", "IKE03") in codes
    assert (VILLAGE, "score_swing", "IKS05") in codes
    assert (THIRD, "answers_missing", "") in codes
    assert (SECOND, "index_jump", "IDM") in {(o.village, o.key.code, o.key.subject) for o in found(SYSTEM, "idm", 2024)}


def test_reads_take_few_queries_however_many_findings(copied, django_assert_num_queries):
    with django_assert_num_queries(3):
        every = found(SYSTEM, "idm", 2024)
    with django_assert_num_queries(1):
        standings(SYSTEM, every, "idm", 2024)


def test_deciding_survives_every_failing_write(copied):
    survives_every_failure(lambda: say(copied, Choice.ACCEPT, 0))
    assert state(copied) == State.ACCEPTED


def test_deciding_many_survives_every_failing_write(copied):
    expected = token(equal(SYSTEM, copied))
    survives_every_failure(
        lambda: decide_all(actor=SYSTEM, like=copied, said=Said(Choice.ACCEPT, "Sesuai."), expected=expected)
    )
    assert Decision.objects.count() == 3


def test_decisions_are_only_added(copied):
    say(copied, Choice.VISIT, 0)
    for change in (
        lambda: Decision.objects.update(reason="x"),
        lambda: Decision.objects.all().delete(),
        lambda: Decision.objects.get().save(),
        lambda: Decision.objects.get().delete(),
    ):
        with pytest.raises(Problem, match=r"ledger\.append_only"):
            change()
