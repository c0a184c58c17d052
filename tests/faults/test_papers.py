"""Issuing and withdrawing a paper, cut off at every write: no number is lost, none is given twice."""

import pytest

from berdaya.records.papers import selectors, services
from tests.faults.writes import survives_every_failure
from tests.records.office_desk import ANALYST, HEAD, REGENCY, SERIES, Desk, drafted, open_desk, press


@pytest.fixture
def desk(db: None) -> Desk:
    return open_desk()


def issue(desk: Desk, paper: int) -> str:
    return services.issue_paper(
        actor=ANALYST,
        paper_id=paper,
        series_id=desk.series,
        signatory_id=desk.signatory,
        place="Muara Kencana",
        press=press,
    )


def test_drafting_survives_every_failure(desk: Desk) -> None:
    drafted()  # the first one also makes the key that files are sealed with
    survives_every_failure(drafted)
    assert len(selectors.papers(HEAD)) == 2


def test_issuing_survives_every_failure_and_takes_one_number(desk: Desk) -> None:
    paper = drafted()
    number = survives_every_failure(lambda: issue(desk, paper))
    assert number.split("/")[1] == "1"
    assert issue(desk, drafted()).split("/")[1] == "2"


def test_withdrawing_survives_every_failure(desk: Desk) -> None:
    paper = drafted()
    issue(desk, paper)
    survives_every_failure(lambda: services.withdraw_paper(actor=HEAD, paper_id=paper, reason="Keliru."))
    assert selectors.paper(HEAD, paper).reason == "Keliru."


def test_discarding_and_setting_a_series_survive_every_failure(desk: Desk) -> None:
    paper = drafted()
    survives_every_failure(lambda: services.discard_draft(actor=HEAD, paper_id=paper))
    given = {**SERIES, "name": "Undangan"}
    survives_every_failure(lambda: services.set_series(actor=HEAD, series_id=None, given=given, territory=REGENCY))
    assert len(selectors.series(HEAD)) == 2
