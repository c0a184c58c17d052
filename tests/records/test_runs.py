"""Runs: computed from the ledger, audited, frozen once published, superseded with a diff."""

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.selectors import history
from berdaya.records.observations.services import SubmissionEntry, record_submission
from berdaya.records.runs.models import Result, Run, State
from berdaya.records.runs.selectors import (
    published_results,
    published_years,
    result_of,
    results_of,
    runs,
)
from berdaya.records.runs.services import compute_run, publish_run

TOY = catalogue.edition("contoh-2020")
IDM = catalogue.edition("idm-2023")
BEST = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 4}
ANSWERS = {"clinic_minutes": 31, "pupils": 90, "children": 100, "market": False, "road": "gravel"}


@pytest.fixture
def record(regency):
    """Record what a source says of a village given by its code."""

    def write(code, source=Source.OFFICIAL, year=2024, edition=TOY, **parts):
        entry = SubmissionEntry(region_id=regency[code], year=year, edition=edition.code, source=source, **parts)
        return record_submission(actor=SYSTEM, entry=entry)

    return write


def publish(year=2024, edition=TOY, territory="", actor=SYSTEM) -> int:
    run = compute_run(actor=actor, edition_code=edition.code, year=year, territory=territory)
    publish_run(actor=actor, run_id=run)
    return run


def idm_scores(**changed: int) -> dict[str, int]:
    return {code: indicator.top for code, indicator in IDM.indicators.items()} | changed


def idm_published(scores: dict[str, int]) -> dict:
    found = assess(IDM, scores)
    return {
        "dimensions": {code: round(float(item.low), 4) for code, item in found.dimensions.items()},
        "index": {IDM.head.code: round(float(found.index.low), 4)},
        "status": found.status,
    }


def test_scores_and_raw_answers_both_give_results(record):
    record("9901012001", scores=BEST)
    record("9901012002", Source.FIELD, inputs=ANSWERS)
    publish()
    rows = {row.code: row for row in published_results(PUBLIC, "contoh", scores=True)}
    assert (rows["9901012001"].index, rows["9901012001"].status) == (100.0, "high")
    assert rows["9901012002"].scores == {"CLI": 2, "SCH": 4, "MKT": 1, "ROA": 3}
    assert (rows["9901012001"].district, rows["9901012001"].verdict) == ("Hulu", "")


def test_missing_answers_give_an_interval_and_no_status(record):
    record("9901012001", scores={"CLI": 4, "SCH": 4})
    publish()
    (row,) = published_results(PUBLIC, "contoh")
    assert (row.index, row.complete, row.missing) == (None, False, ("MKT", "ROA"))
    assert row.index_low < row.index_high == 100.0
    assert (row.status, row.statuses) == ("", ("middle", "high"))
    assert row.dimension("SVC") == 100.0
    assert row.dimension("LIV") is None


def test_an_answer_out_of_range_takes_only_its_own_indicator(record):
    record("9901012001", Source.FIELD, inputs=ANSWERS | {"clinic_minutes": -5})
    publish()
    (row,) = published_results(PUBLIC, "contoh", scores=True)
    assert row.missing == ("CLI",)
    assert row.scores["SCH"] == 4


def test_official_scores_stand_before_field_answers_indicator_by_indicator(record):
    record("9901012001", scores={"CLI": 4})
    record("9901012001", Source.FIELD, inputs=ANSWERS)
    publish()
    (row,) = published_results(PUBLIC, "contoh", scores=True)
    assert row.scores == {"CLI": 4, "SCH": 4, "MKT": 1, "ROA": 3}


def test_the_known_defect_is_repaired_in_the_ledger_beside_the_printed_score(record, regency):
    truth = idm_scores(IKS30=1, IKS31=5)
    record("9901012001", edition=IDM, scores=truth | {"IKS30": 5}, **idm_published(truth))
    record("9901012002", edition=IDM, scores=truth, **idm_published(truth))
    publish(edition=IDM)
    rows = {row.code: row for row in published_results(PUBLIC, "idm", scores=True)}
    assert [rows[code].verdict for code in ("9901012001", "9901012002")] == ["repaired", "consistent"]
    assert rows["9901012001"].scores == rows["9901012002"].scores
    assert rows["9901012001"].exact == rows["9901012002"].exact
    detail = result_of(PUBLIC, regency["9901012001"], "idm", 2024)
    assert detail.repairs == ({"indicator": "IKS30", "printed": 5, "repaired_to": 1},)
    assert detail.findings[0]["code"] == "copied_row"
    entries = history(PUBLIC, regency["9901012001"], ["IKS30"])
    assert [(entry.value, entry.source, entry.shown) for entry in entries] == [
        (1, "repair", True),
        (5, "official", False),
    ]


def test_computing_again_repairs_once_and_gives_the_same_hash(record):
    truth = idm_scores(IKS30=1, IKS31=5)
    record("9901012001", edition=IDM, scores=truth | {"IKS30": 5}, **idm_published(truth))
    for _ in range(3):
        publish(edition=IDM)
    assert Submission.objects.filter(source=Source.REPAIR).count() == 1
    assert len({run.input_hash for run in runs(SYSTEM)}) == 1
    assert [run.diff["changed"] for run in runs(SYSTEM)] == [[], [], []]
    (row,) = published_results(PUBLIC, "idm")
    assert row.verdict == "repaired"


def test_an_unexplained_contradiction_stays_and_is_told(record, regency):
    truth = idm_scores(IKE01=1)
    record("9901012001", edition=IDM, year=2023, scores=truth | {"IKE01": 5}, **idm_published(truth))
    publish(edition=IDM, year=2023)
    detail = result_of(PUBLIC, regency["9901012001"], "idm", 2023)
    assert detail.row.verdict == "inconsistent"
    assert detail.findings[0]["code"] == "dimension_mismatch"
    assert {"id", "en"} == detail.findings[0]["message"].keys()


def test_dimensions_alone_give_the_index_and_are_held_against_the_published_one(record):
    edition = catalogue.edition("indeks-desa-2025")
    sums = {"LD": 115, "S": 65, "E": 97, "L": 74, "A": 34, "TK": 53}
    dimensions = {
        item.code: sums[item.code] / sum(1 for _ in edition.indicators_of(item.code)) * 20
        for item in edition.main_dimensions
    }
    parts = {"edition": edition, "year": 2025, "dimensions": dimensions, "status": "BERKEMBANG"}
    record("9901012001", index={"ID": 68.98}, **parts)
    record("9901012002", index={"ID": 69.98}, **parts)
    publish(year=2025, edition=edition)
    right, wrong = published_results(PUBLIC, "indeks_desa")
    assert right.exact == "8760/127"
    assert (right.status, right.verdict, wrong.verdict) == ("berkembang", "consistent", "inconsistent")


def test_nothing_to_compute_is_told(regency):
    with pytest.raises(Problem) as refused:
        compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024)
    assert refused.value.code == "run.nothing"


def test_drafts_are_not_shown(record):
    record("9901012001", scores=BEST)
    compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024)
    assert published_results(PUBLIC, "contoh") == []
    assert (published_years("contoh"), runs(PUBLIC)) == ([], [])
    assert [run.state for run in runs(SYSTEM)] == ["draft"]


def test_a_new_run_supersedes_the_old_with_a_diff(record):
    record("9901012001", scores=BEST)
    record("9901012002", scores=BEST)
    first = publish()
    before = list(Result.objects.filter(run_id=first).values())
    record("9901012001", scores=BEST | {"CLI": 0})
    record("9901022001", scores=BEST)
    second = publish()
    new, old = runs(SYSTEM)
    assert (new.id, new.state, new.supersedes_id) == (second, "published", first)
    assert old.state == "superseded"
    assert [(item["village"], item["statuses"][1]) for item in new.diff["changed"]] == [("9901012001", ["high"])]
    assert (new.diff["added"], new.diff["removed"]) == (["9901022001"], [])
    assert list(Result.objects.filter(run_id=first).values()) == before
    assert {row.run_id for row in published_results(PUBLIC, "contoh")} == {second}


def test_a_published_run_never_changes(record):
    record("9901012001", scores=BEST)
    run = Run.objects.get(pk=publish())
    for change in (
        run.save,
        run.delete,
        lambda: Run.objects.update(year=2020),
        lambda: Run.objects.all().delete(),
        lambda: publish_run(actor=SYSTEM, run_id=run.pk),
        lambda: Result.objects.update(status="x"),
        lambda: Result.objects.get().save(),
        lambda: Result.objects.get().delete(),
    ):
        with pytest.raises(Problem):
            change()
    run.state, run.year = State.SUPERSEDED, 1999
    run.save()
    assert Run.objects.values_list("state", "year").get() == ("superseded", 2024)
    run.state = State.PUBLISHED
    with pytest.raises(Problem):
        run.save()


def test_a_saved_draft_keeps_its_inputs(record):
    record("9901012001", scores=BEST)
    run = Run.objects.get(pk=compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024))
    run.input_hash = "forged"
    with pytest.raises(Problem):
        run.save()


def test_wider_and_narrower_territories_show_what_was_published_last(record):
    record("9901012001", scores=BEST)
    record("9901022001", scores=BEST)
    whole = publish()
    record("9901012001", scores=BEST | {"CLI": 0})
    part = publish(territory="990101")
    assert {row.code: row.run_id for row in published_results(PUBLIC, "contoh")} == {
        "9901012001": part,
        "9901022001": whole,
    }
    again = publish()
    assert {row.run_id for row in published_results(PUBLIC, "contoh")} == {again}


def test_only_those_who_may_compute_and_publish_do(record):
    record("9901012001", scores=BEST)
    analyst = Scope(frozenset({(Role.ANALYST, "9901")}))
    run = compute_run(actor=analyst, edition_code=TOY.code, year=2024, territory="9901")
    for attempt in (
        lambda: publish_run(actor=analyst, run_id=run),
        lambda: compute_run(actor=analyst, edition_code=TOY.code, year=2024),
        lambda: compute_run(actor=PUBLIC, edition_code=TOY.code, year=2024),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.code == "access.not_allowed"


def test_reads_stay_in_the_scope_and_take_one_query(record, regency, django_assert_num_queries):
    for year in range(2020, 2025):
        for code in ("9901012001", "9901012002", "9901022001"):
            record(code, year=year, scores=BEST)
        publish(year=year)
    upstream = Scope(frozenset({(Role.VERIFIER, "990101")}))
    with django_assert_num_queries(1):
        assert len(published_results(upstream, "contoh")) == 10
    with django_assert_num_queries(1):
        assert len(results_of(PUBLIC, regency["9901012001"], "contoh")) == 5
    assert result_of(upstream, regency["9901022001"], "contoh", 2024) is None
    assert published_years("contoh") == [2020, 2021, 2022, 2023, 2024]
    assert {row.year for row in published_results(PUBLIC, "contoh", [2021, 2024])} == {2021, 2024}
    assert published_years("idm") == []


@pytest.mark.parametrize("failing", range(1, 6))
def test_whichever_write_of_a_run_fails_nothing_is_half_written(record, monkeypatch, failing):
    """The repair's submission and value, the run, its results; publishing: the old run, the new one."""
    truth = idm_scores(IKS30=1, IKS31=5)
    record("9901012001", edition=IDM, scores=truth | {"IKS30": 5}, **idm_published(truth))
    count = iter(range(1, 1000))

    def breaking(write):
        def attempt(*args, **kwargs):
            result = write(*args, **kwargs)
            if next(count) == failing:
                raise OSError("disk full")
            return result

        return attempt

    with monkeypatch.context() as broken:
        broken.setattr(Run, "save", breaking(Run.save))
        for manager in (Submission.objects, Observation.objects, Result.objects):
            broken.setattr(manager, "bulk_create", breaking(manager.bulk_create))
        with pytest.raises(OSError, match="disk full"):
            publish(edition=IDM)
    assert published_results(PUBLIC, "idm") == []
    computed = 0 if failing <= 4 else 1
    assert (Run.objects.count(), Result.objects.count()) == (computed, computed)
    publish(edition=IDM)
    assert len(published_results(PUBLIC, "idm")) == 1
    assert Submission.objects.filter(source=Source.REPAIR).count() == 1
