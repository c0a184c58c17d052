"""Writes of papers: draft, discard, issue with number and signature, withdraw; and the series that give the numbers."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.domain.values import masked
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.office.selectors import letterhead, signatories
from berdaya.records.papers import sealed
from berdaya.records.papers.models import Kind, NumberSeries, Paper, State
from berdaya.records.papers.numbering import new_code, written
from berdaya.records.papers.stamps import Drafted, Press, Printed, Signer, Stamp

ISSUERS = (Role.HEAD, Role.ANALYST)
KEEPERS = (Role.ADMINISTRATOR, Role.HEAD)


@transaction.atomic
def draft_paper(
    *, actor: Scope, kind: str, subject: str, territory: str, content: Mapping[str, Any], language: str = "id"
) -> int:
    """Keep what a paper will say, frozen; returns its id. `subject` is public later and never names a person."""
    actor.require(territory, *ISSUERS)
    paper = Paper(
        kind=Kind(kind),
        subject=subject,
        territory=territory,
        language=language,
        content=sealed.seal_content(content),
        drafted_at=timezone.now(),
        drafted_by_id=actor.user_id,
    )
    paper.clean_fields(exclude=["drafted_by", *Paper.ON_ISSUE, *Paper.ON_WITHDRAWAL])
    paper.save()
    changed(actor, "paper.draft", subject=f"paper:{paper.pk}", territory=territory, after={"kind": kind})
    return paper.pk


@transaction.atomic
def discard_draft(*, actor: Scope, paper_id: int) -> None:
    """Give a draft up; what it said is forgotten. Problem `paper.unknown`, `paper.not_draft`."""
    paper = _draft(actor, paper_id)
    paper.state, paper.content = State.DISCARDED, b""
    paper.save()
    changed(actor, "paper.discard", subject=f"paper:{paper_id}", territory=paper.territory)


@transaction.atomic
def issue_paper(
    *,
    actor: Scope,
    paper_id: int,
    series_id: int,
    signatory_id: int,
    place: str,
    press: Press,
    at: datetime | None = None,
) -> str:
    """Give a draft its number, code and signatory, print it and keep the print; returns the number.

    The series stays locked until the print is kept, so that numbers have no gaps: whoever fails takes none. Problem
    `paper.unknown`, `paper.not_draft`, `paper.series_unknown`, `paper.signatory_unknown`, `paper.number_taken`.
    """
    paper = _draft(actor, paper_id)
    series = NumberSeries.objects.select_for_update().filter(pk=series_id).first()
    if series is None or not paper.territory.startswith(series.territory):
        raise Problem("paper.series_unknown")
    at = at or timezone.now()
    on = timezone.localdate(at)
    ordinal = next_ordinal(series, on.year)
    stamp = Stamp(_number(series, ordinal, on), new_code(), on, at, place.strip(), _signer(signatory_id, on))
    printed = press(_drafted(paper), stamp)
    _stamped(paper, series, ordinal, stamp, printed, actor)
    after = {"number": stamp.number, "sha256": paper.pdf_sha256, "signatory": paper.signatory_title}
    changed(actor, "paper.issue", subject=f"paper:{paper_id}", territory=paper.territory, after=after)
    return stamp.number


def _draft(actor: Scope, paper_id: int) -> Paper:
    """The locked draft, for whoever may issue papers of its territory."""
    paper = _held(actor, paper_id)
    if paper.state != State.DRAFT:
        raise Problem("paper.not_draft", state=State(paper.state).label)
    return paper


def _held(actor: Scope, paper_id: int) -> Paper:
    paper = Paper.objects.select_for_update().filter(pk=paper_id).first()
    if paper is None:
        raise Problem("paper.unknown")
    actor.require(paper.territory, *ISSUERS)
    return paper


def next_ordinal(series: NumberSeries, year: int) -> int:
    """The number after the last one of the year; withdrawn papers keep theirs."""
    last: int | None = Paper.objects.filter(series=series, year=year).aggregate(last=Max("ordinal"))["last"]
    first = series.first_number if series.first_year == year else 1
    return max(last + 1, first) if last is not None else first


def _number(series: NumberSeries, ordinal: int, on: date) -> str:
    number = written(series.pattern, number=ordinal, on=on, classification=series.classification, agency=series.agency)
    if Paper.objects.filter(number=number).exists():
        raise Problem("paper.number_taken", number=number)
    return number


def _signer(signatory_id: int, on: date) -> Signer:
    for one in signatories(on):
        if one.id == signatory_id:
            return Signer(one.title, one.name, one.rank, one.nip, one.acting_for)
    raise Problem("paper.signatory_unknown", date=on.isoformat())


def _drafted(paper: Paper) -> Drafted:
    content = sealed.open_content(bytes(paper.content))
    return Drafted(paper.pk, paper.kind, paper.subject, paper.territory, paper.language, content)


def _stamped(paper: Paper, series: NumberSeries, ordinal: int, stamp: Stamp, printed: Printed, actor: Scope) -> None:
    paper.state = State.ISSUED
    paper.series, paper.year, paper.ordinal = series, stamp.issued_on.year, ordinal
    paper.number, paper.code = stamp.number, stamp.code
    paper.issued_on, paper.issued_at, paper.issued_by_id = stamp.issued_on, stamp.issued_at, actor.user_id
    paper.agency = letterhead().agency
    signer = stamp.signatory
    paper.signatory_title = ", ".join(part for part in (signer.acting_for, signer.title) if part)
    paper.signatory = sealed.seal_signer(signer)
    paper.content = sealed.seal_content(printed.content)
    paper.pdf, paper.pdf_sha256 = sealed.seal_pdf(printed.pdf), hashlib.sha256(printed.pdf).hexdigest()
    paper.made_with = printed.made_with
    paper.save()


@transaction.atomic
def withdraw_paper(*, actor: Scope, paper_id: int, reason: str, at: datetime | None = None) -> None:
    """Say that an issued paper no longer holds, and why; it stays, and keeps its number.

    Problem `paper.unknown`, `paper.not_issued`, `paper.reason_needed`.
    """
    paper = _held(actor, paper_id)
    if paper.state != State.ISSUED:
        raise Problem("paper.not_issued", state=State(paper.state).label)
    if not reason.strip():
        raise Problem("paper.reason_needed")
    paper.state, paper.reason = State.WITHDRAWN, masked(reason).strip()[:300]
    paper.withdrawn_at, paper.withdrawn_by_id = at or timezone.now(), actor.user_id
    paper.save()
    changed(
        actor, "paper.withdraw", subject=f"paper:{paper_id}", territory=paper.territory, after={"reason": paper.reason}
    )


@transaction.atomic
def set_series(
    *, actor: Scope, series_id: int | None, given: Mapping[str, Any], territory: str = "", seen: int | None = None
) -> int:
    """Make a number series, or change how its coming numbers are written; returns its id.

    `seen` is the version somebody edited: Problem `paper.series_changed` where another was saved meanwhile.
    """
    series = NumberSeries(territory=territory)
    if series_id is not None:
        found = NumberSeries.objects.select_for_update().filter(pk=series_id).first()
        if found is None:
            raise Problem("paper.series_unknown")
        series = found
    actor.require(series.territory, *KEEPERS)
    if seen is not None and seen != series.version:
        raise Problem("paper.series_changed", name=series.name)
    before = {name: getattr(series, name) for name in given}
    for name, value in given.items():
        setattr(series, name, value)
    series.version += 1
    series.full_clean()
    series.save()
    changed(
        actor,
        "paper.series",
        subject=f"series:{series.pk}",
        territory=series.territory,
        before=before if series_id is not None else None,
        after=dict(given),
    )
    return series.pk
