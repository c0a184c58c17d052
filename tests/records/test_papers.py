"""Papers are numbered without gaps, frozen when they are signed, and withdrawn but never changed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import SYSTEM
from berdaya.records.audit.models import Entry
from berdaya.records.office import services as office
from berdaya.records.papers import selectors, services
from berdaya.records.papers.models import NumberSeries, Paper, State
from berdaya.records.papers.numbering import (
    ALPHABET,
    DEFAULT,
    ROMAN,
    faults,
    grouped,
    new_code,
    read_code,
    written,
)
from berdaya.records.papers.stamps import Drafted, Printed, Stamp
from tests.records.office_desk import ANALYST, HEAD, NEIGHBOUR, REGENCY, SERIES, Desk, drafted, open_desk, press

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def desk(db: None) -> Desk:
    return open_desk()


def issued(desk: Desk, at: datetime = NOON, paper: int | None = None, signatory: int | None = None) -> int:
    paper = paper or drafted()
    services.issue_paper(
        actor=ANALYST,
        paper_id=paper,
        series_id=desk.series,
        signatory_id=signatory or desk.signatory,
        place="Muara Kencana",
        press=press,
        at=at,
    )
    return paper


# Numbers


def test_numbers_begin_anew_each_year_and_have_no_gaps(desk: Desk) -> None:
    moments = [NOON, NOON, datetime(2026, 12, 31, 15, tzinfo=UTC), datetime(2026, 12, 31, 17, tzinfo=UTC)]
    numbers = [selectors.paper(HEAD, issued(desk, at)).number for at in moments]
    # The last moment is already the new year in the office's time zone.
    assert numbers == ["400.10/1/DC/III/2026", "400.10/2/DC/III/2026", "400.10/3/DC/XII/2026", "400.10/1/DC/I/2027"]


def test_a_press_that_fails_takes_no_number(desk: Desk) -> None:
    def jammed(draft: Drafted, stamp: Stamp) -> Printed:
        raise Problem("paper.not_printable", reason="jam")

    paper = drafted()
    with pytest.raises(Problem, match=r"paper\.not_printable"):
        services.issue_paper(
            actor=HEAD, paper_id=paper, series_id=desk.series, signatory_id=desk.signatory, place="", press=jammed
        )
    assert selectors.paper(HEAD, paper).is_draft
    assert selectors.paper(HEAD, issued(desk, paper=paper)).number == "400.10/1/DC/III/2026"


def test_a_register_kept_on_paper_goes_on(db: None) -> None:
    desk = open_desk(first_year=2026, first_number=120)
    assert selectors.paper(HEAD, issued(desk)).number == "400.10/120/DC/III/2026"
    assert selectors.paper(HEAD, issued(desk)).number == "400.10/121/DC/III/2026"
    next_year = datetime(2027, 3, 2, 4, tzinfo=UTC)
    assert selectors.paper(HEAD, issued(desk, next_year)).number == "400.10/1/DC/III/2027"


def test_two_series_that_write_the_same_number_do_not_give_it_twice(desk: Desk) -> None:
    twin = services.set_series(actor=HEAD, series_id=None, given={**SERIES, "name": "Kembar"}, territory=REGENCY)
    issued(desk)
    with pytest.raises(Problem, match=r"paper\.number_taken"):
        issued(Desk(twin, desk.signatory, desk.second))


def test_the_next_number_is_told_before_it_is_given(desk: Desk) -> None:
    issued(desk)
    (row,) = selectors.series(HEAD, date(2026, 4, 1))
    assert row.coming == "400.10/2/DC/IV/2026"


@given(st.integers(1, 10**6), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_number_and_year_can_be_read_from_the_default_pattern(number: int, on: date) -> None:
    parts = written(DEFAULT, number=number, on=on, classification="400", agency="X").split("/")
    assert parts == ["400", str(number), "X", ROMAN[on.month - 1], str(on.year)]


@pytest.mark.parametrize(
    "pattern", ["", "{number}", "{year}", "{number}/{year}/{x}", "{number.real}/{year}", "{number!r}/{year}", "{", "}{"]
)
def test_a_pattern_that_cannot_number_is_refused(pattern: str, desk: Desk) -> None:
    with pytest.raises(ValidationError):
        services.set_series(actor=HEAD, series_id=desk.series, given={"pattern": pattern})


@given(st.text(max_size=40))
def test_no_pattern_reaches_into_the_program(pattern: str) -> None:
    if not faults(pattern):
        assert written(pattern, number=1, on=date(2026, 1, 1))


# Codes


def test_codes_are_readable_and_read_back_as_typed() -> None:
    for _ in range(50):
        code = new_code()
        assert set(code) <= set(ALPHABET)
        assert read_code(grouped(code).lower()) == read_code(f" {code} ") == code
    assert not set("AEIOU01") & set(ALPHABET)


@given(st.text(max_size=30))
def test_any_typed_code_is_read_or_refused(typed: str) -> None:
    found = read_code(typed)
    assert found is None or (len(found) == 12 and set(found) <= set(ALPHABET))


# What is frozen


def test_the_signatory_is_frozen_as_they_were(desk: Desk) -> None:
    paper = issued(desk)
    office.change_signatory(actor=SYSTEM, signatory_id=desk.signatory, name="Siti Baru", title="Staf Ahli", rank="")
    content, signer = selectors.frozen(HEAD, paper)
    assert (signer.name, signer.title, signer.rank, signer.nip) == (
        "Siti Contoh",
        "Kepala Dinas",
        "Pembina",
        "196801011990032001",
    )
    assert content["signer"] == "Siti Contoh"
    assert selectors.paper(HEAD, paper).signatory_title == "Kepala Dinas"


def test_only_who_may_sign_on_the_day_signs(desk: Desk) -> None:
    assert selectors.paper(HEAD, issued(desk, signatory=desk.second)).signatory_title == "a.n. Kepala Dinas, Sekretaris"
    with pytest.raises(Problem, match=r"paper\.signatory_unknown"):
        issued(desk, datetime(2026, 7, 1, 4, tzinfo=UTC), signatory=desk.second)


def test_an_issued_paper_cannot_be_issued_changed_discarded_or_deleted(desk: Desk) -> None:
    paper = issued(desk)
    with pytest.raises(Problem, match=r"paper\.not_draft"):
        issued(desk, paper=paper)
    with pytest.raises(Problem, match=r"paper\.not_draft"):
        services.discard_draft(actor=HEAD, paper_id=paper)
    row = Paper.objects.get(pk=paper)
    row.subject = "lain"
    for act in (row.save, row.delete, Paper.objects.all().delete, lambda: Paper.objects.update(subject="lain")):
        with pytest.raises(Problem, match=r"ledger\.append_only"):
            act()
    assert selectors.paper(HEAD, paper).subject == "Profil Desa Bukit Raya"


def test_issuing_changes_nothing_of_what_was_drafted(desk: Desk) -> None:
    row = Paper.objects.get(pk=drafted())
    row.subject, row.state = "diam-diam diganti", State.ISSUED
    row.series_id, row.year, row.ordinal, row.number, row.code = desk.series, 2026, 1, "1", "C"
    row.issued_at = NOON
    row.save()
    assert Paper.objects.get(pk=row.pk).subject == "Profil Desa Bukit Raya"


def test_the_pdf_comes_back_as_it_was_issued_and_its_hash_is_kept(desk: Desk) -> None:
    paper = issued(desk)
    row = selectors.paper(HEAD, paper)
    found = selectors.verified(row.code)
    assert selectors.issued_pdf(HEAD, paper) == f"%PDF {row.number} {row.code}".encode()
    assert found is not None
    assert found.pdf_sha256 == row.pdf_sha256


def test_nothing_personal_is_kept_in_clear(desk: Desk) -> None:
    paper = issued(desk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM papers_paper WHERE id = %s", [paper])
        stored = repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()])
    assert "Siti" not in stored
    assert "196801011990032001" not in stored
    trail = " ".join(f"{one.before} {one.after} {one.note}" for one in Entry.objects.all() if "paper" in one.action)
    assert "Siti" not in trail


def test_a_paper_without_number_is_no_issued_paper_to_the_database(desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper(kind="letter", subject="x", state=State.ISSUED, content=b"x", drafted_at=NOON).save()


# Withdrawal and drafts


def test_a_withdrawn_paper_keeps_its_number_and_says_why(desk: Desk) -> None:
    paper = issued(desk)
    services.withdraw_paper(actor=HEAD, paper_id=paper, reason=" Salah tahun. ")
    found = selectors.verified(selectors.paper(HEAD, paper).code)
    assert found is not None
    assert (found.number, found.reason) == ("400.10/1/DC/III/2026", "Salah tahun.")
    assert found.withdrawn_at is not None
    assert selectors.paper(HEAD, issued(desk)).number == "400.10/2/DC/III/2026"
    with pytest.raises(Problem, match=r"paper\.not_issued"):
        services.withdraw_paper(actor=HEAD, paper_id=paper, reason="lagi")


def test_a_number_of_a_person_is_not_published_as_a_reason(desk: Desk) -> None:
    paper = issued(desk)
    services.withdraw_paper(actor=HEAD, paper_id=paper, reason="NIK 9901 0171 0190 0123 keliru")
    assert Paper.objects.get(pk=paper).reason == "NIK •••• keliru"


def test_a_withdrawal_needs_a_reason_and_an_issued_paper(desk: Desk) -> None:
    with pytest.raises(Problem, match=r"paper\.reason_needed"):
        services.withdraw_paper(actor=HEAD, paper_id=issued(desk), reason="  ")
    with pytest.raises(Problem, match=r"paper\.not_issued"):
        services.withdraw_paper(actor=HEAD, paper_id=drafted(), reason="x")


def test_a_discarded_draft_is_forgotten_and_takes_no_number(desk: Desk) -> None:
    paper = drafted()
    services.discard_draft(actor=ANALYST, paper_id=paper)
    assert bytes(Paper.objects.get(pk=paper).content) == b""
    assert selectors.papers(HEAD) == []
    with pytest.raises(Problem, match=r"paper\.unknown"):
        selectors.paper(HEAD, paper)
    assert selectors.paper(HEAD, issued(desk)).number == "400.10/1/DC/III/2026"


def test_a_draft_has_no_code_to_be_found_by(desk: Desk) -> None:
    drafted()
    assert selectors.verified("") is None


# Who may


def test_the_neighbour_sees_and_does_nothing(desk: Desk) -> None:
    paper, draft = issued(desk), drafted()
    assert selectors.papers(NEIGHBOUR) == []
    for read in (selectors.paper, selectors.issued_pdf, selectors.frozen, selectors.drafted):
        with pytest.raises(Problem, match=r"paper\.unknown"):
            read(NEIGHBOUR, paper)
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        services.withdraw_paper(actor=NEIGHBOUR, paper_id=paper, reason="x")
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        services.discard_draft(actor=NEIGHBOUR, paper_id=draft)
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        drafted(actor=NEIGHBOUR)
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        services.set_series(actor=NEIGHBOUR, series_id=desk.series, given={"agency": "X"})


def test_an_analyst_issues_but_sets_no_series(desk: Desk) -> None:
    issued(desk)
    with pytest.raises(Problem, match=r"access\.not_allowed"):
        services.set_series(actor=ANALYST, series_id=desk.series, given={"agency": "X"})


def test_a_series_of_another_office_gives_no_number(desk: Desk) -> None:
    other = services.set_series(actor=SYSTEM, series_id=None, given={**SERIES, "name": "Lain"}, territory="9902")
    with pytest.raises(Problem, match=r"paper\.series_unknown"):
        issued(Desk(other, desk.signatory, desk.second))
    assert [row.name for row in selectors.series(HEAD)] == ["Surat keluar"]


def test_a_series_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    services.set_series(actor=HEAD, series_id=desk.series, given={"agency": "DPMD"}, seen=1)
    with pytest.raises(Problem, match=r"paper\.series_changed"):
        services.set_series(actor=HEAD, series_id=desk.series, given={"agency": "LAIN"}, seen=1)
    assert NumberSeries.objects.get(pk=desk.series).agency == "DPMD"


def test_every_step_is_in_the_trail(desk: Desk) -> None:
    services.withdraw_paper(actor=HEAD, paper_id=issued(desk), reason="Keliru.")
    services.discard_draft(actor=HEAD, paper_id=drafted())
    written_down = [one for one in Entry.objects.order_by("pk").values_list("action", flat=True) if "paper" in one]
    assert written_down == [
        "paper.series", "paper.draft", "paper.issue", "paper.withdraw", "paper.draft", "paper.discard",
    ]  # fmt: skip


# At the same time


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    # The SQLite of tests lives in memory, where connections do not wait for each other as they do at a file.
    with ThreadPoolExecutor(4 if connection.vendor == "postgresql" else 1) as pool:
        yield pool


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once(workers: ThreadPoolExecutor) -> None:
    desk = open_desk()
    papers = [drafted() for _ in range(12)]

    def one(paper: int) -> str:
        try:
            return selectors.paper(HEAD, issued(desk, paper=paper)).number
        finally:
            connection.close()

    numbers = list(workers.map(one, papers))
    assert sorted(numbers) == sorted(f"400.10/{n}/DC/III/2026" for n in range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_twice_is_issued_once(workers: ThreadPoolExecutor) -> None:
    desk = open_desk()
    paper = drafted()

    def one(_: int) -> str:
        try:
            issued(desk, paper=paper)
        except Problem as problem:
            return problem.code
        else:
            return "issued"
        finally:
            connection.close()

    assert sorted(workers.map(one, range(4))) == ["issued", *["paper.not_draft"] * 3]
    assert Paper.objects.filter(state=State.ISSUED).count() == 1
