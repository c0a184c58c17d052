"""Computing and publishing a run, cut off at every write: nothing half-done, and the next try does it once."""

import pytest
from django.db import connection

from berdaya.definitions import catalogue
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.services import SubmissionEntry, record_submissions
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.services import RegionEntry, import_regions
from berdaya.records.runs.models import Result, Run, State
from berdaya.records.runs.services import compute_run, publish_run
from tests.faults.writes import TornCable, everything, failing_at, survives_every_failure

TOY = catalogue.edition("contoh-2020")
BEST = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 4}
REGION_LIST = {
    "99": "Provinsi Contoh",
    "99.01": "Kabupaten Contoh",
    "99.01.01": "Hulu",
    "99.01.01.2001": "Bukit Raya",
    "99.01.01.2002": "Muara Tenang",
}


@pytest.fixture
def villages(db: None) -> list[int]:
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in REGION_LIST.items()])
    return [code_book().current[code] for code in ("9901012001", "9901012002")]


def entries(villages: list[int], **changed: int) -> list[SubmissionEntry]:
    return [
        SubmissionEntry(region_id=village, year=2024, edition=TOY.code, source=Source.OFFICIAL, scores=BEST | changed)
        for village in villages
    ]


def computed(villages: list[int], **changed: int) -> int:
    record_submissions(actor=SYSTEM, entries=entries(villages, **changed))
    return compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024, territory="")


def test_recording_survives_every_failure(villages: list[int]) -> None:
    survives_every_failure(lambda: record_submissions(actor=SYSTEM, entries=entries(villages)))
    assert Submission.objects.count() == 2
    assert Observation.objects.count() == 8


def test_recording_again_after_a_failure_doubles_nothing(villages: list[int]) -> None:
    record_submissions(actor=SYSTEM, entries=entries(villages))
    before = everything()
    record_submissions(actor=SYSTEM, entries=entries(villages))
    assert {name: rows for name, rows in everything().items() if name.startswith("observations.")} == {
        name: rows for name, rows in before.items() if name.startswith("observations.")
    }


def test_computing_survives_every_failure(villages: list[int]) -> None:
    record_submissions(actor=SYSTEM, entries=entries(villages))
    survives_every_failure(lambda: compute_run(actor=SYSTEM, edition_code=TOY.code, year=2024, territory=""))
    assert (Run.objects.count(), Result.objects.count()) == (1, 2)


def test_publishing_survives_every_failure(villages: list[int]) -> None:
    run = computed(villages)
    survives_every_failure(lambda: publish_run(actor=SYSTEM, run_id=run))
    assert list(Run.objects.values_list("state", flat=True)) == [State.PUBLISHED]


def test_superseding_survives_every_failure_and_leaves_one_published_run(villages: list[int]) -> None:
    first = computed(villages)
    publish_run(actor=SYSTEM, run_id=first)
    second = computed(villages, CLI=0)
    survives_every_failure(lambda: publish_run(actor=SYSTEM, run_id=second))
    assert dict(Run.objects.values_list("pk", "state")) == {first: State.SUPERSEDED, second: State.PUBLISHED}


def test_the_loop_would_notice_an_act_that_is_not_whole(villages: list[int]) -> None:
    def torn() -> None:
        for entry in entries(villages):
            record_submissions(actor=SYSTEM, entries=[entry])

    with pytest.raises(AssertionError, match="left something behind"):
        survives_every_failure(torn)


def test_the_failing_write_does_not_reach_the_database(villages: list[int]) -> None:
    with failing_at(1), pytest.raises(TornCable), connection.cursor() as cursor:
        cursor.execute("UPDATE regions_region SET name = 'x'")
    assert "x" not in {row[3] for row in everything()["regions.Region"]}
