"""Reads on papers and number series, as frozen rows; and the little that anybody may know of a paper by its code."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.papers import sealed
from berdaya.records.papers.models import Kind, NumberSeries, Paper, State
from berdaya.records.papers.numbering import written
from berdaya.records.papers.services import next_ordinal
from berdaya.records.papers.stamps import Drafted, Signer


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper without what is sealed."""

    id: int
    kind: str
    subject: str
    territory: str
    language: str
    state: str
    number: str
    code: str
    drafted_at: datetime
    issued_on: date | None
    issued_at: datetime | None
    agency: str
    signatory_title: str
    pdf_sha256: str
    made_with: str
    withdrawn_at: datetime | None
    reason: str

    @property
    def kind_name(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def stands(self) -> bool:
        return self.state == State.ISSUED


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """What the holder of a paper's code may know: nothing of its content, and no person."""

    kind_name: str
    number: str
    subject: str
    issued_on: date
    agency: str
    signatory_title: str
    pdf_sha256: str
    code: str
    withdrawn_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A number series and the number it would give today."""

    id: int
    name: str
    territory: str
    pattern: str
    classification: str
    agency: str
    first_year: int | None
    first_number: int
    version: int
    coming: str


READERS = (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST)
FIELDS = tuple(PaperRow.__dataclass_fields__)


def _seen(scope: Scope) -> QuerySet[Paper]:
    """A role of the office opens papers; what somebody is elsewhere besides opens none there."""
    return scope.acting_as(*READERS).filter(Paper.objects.exclude(state=State.DISCARDED), "territory")


def papers(scope: Scope) -> list[PaperRow]:
    """The papers of the scope, newest first; discarded drafts are left out. One query."""
    rows = _seen(scope).order_by("-drafted_at", "-pk").values_list(*FIELDS)
    return [PaperRow(*row) for row in rows]


def paper(scope: Scope, paper_id: int) -> PaperRow:
    """One paper. Problem `paper.unknown` outside the scope."""
    row = _seen(scope).filter(pk=paper_id).values_list(*FIELDS).first()
    if row is None:
        raise Problem("paper.unknown")
    return PaperRow(*row)


def _whole(scope: Scope, paper_id: int) -> Paper:
    found = _seen(scope).filter(pk=paper_id).first()
    if found is None:
        raise Problem("paper.unknown")
    return found


def drafted(scope: Scope, paper_id: int) -> Drafted:
    """A draft with what it says, for its preview."""
    found = _whole(scope, paper_id)
    if found.state != State.DRAFT:
        raise Problem("paper.not_draft", state=State(found.state).label)
    content = sealed.open_content(bytes(found.content))
    return Drafted(found.pk, found.kind, found.subject, found.territory, found.language, content)


def issued_pdf(scope: Scope, paper_id: int) -> bytes:
    """The PDF as it was issued. Problem `paper.unknown` for a draft."""
    found = _whole(scope, paper_id)
    if not found.pdf:
        raise Problem("paper.unknown")
    return sealed.open_pdf(bytes(found.pdf))


def frozen(scope: Scope, paper_id: int) -> tuple[dict[str, Any], Signer]:
    """What an issued paper says and who signed it, as they were frozen."""
    found = _whole(scope, paper_id)
    if not found.signatory:
        raise Problem("paper.unknown")
    return sealed.open_content(bytes(found.content)), sealed.open_signer(bytes(found.signatory))


def verified(code: str) -> PublicPaper | None:
    """What may be known of the paper with a code (without dashes); None where no paper has it."""
    found = Paper.objects.filter(code=code).first() if code else None
    if found is None or found.issued_on is None:
        return None
    return PublicPaper(
        kind_name=str(Kind(found.kind).label),
        number=found.number,
        subject=found.subject,
        issued_on=found.issued_on,
        agency=found.agency,
        signatory_title=found.signatory_title,
        pdf_sha256=found.pdf_sha256,
        code=found.code,
        withdrawn_at=found.withdrawn_at,
        reason=found.reason,
    )


def series(scope: Scope, on: date | None = None) -> list[SeriesRow]:
    """The number series that serve any part of the scope, with the number each gives next."""
    on = on or timezone.localdate()
    return [_series_row(one, on) for one in NumberSeries.objects.order_by("name") if _serves(one.territory, scope)]


def _serves(territory: str, scope: Scope) -> bool:
    return scope.covers(territory) or any(prefix.startswith(territory) for prefix in scope.prefixes)


def _series_row(one: NumberSeries, on: date) -> SeriesRow:
    coming = written(
        one.pattern,
        number=next_ordinal(one, on.year),
        on=on,
        classification=one.classification,
        agency=one.agency,
    )
    return SeriesRow(
        id=one.pk,
        name=one.name,
        territory=one.territory,
        pattern=one.pattern,
        classification=one.classification,
        agency=one.agency,
        first_year=one.first_year,
        first_number=one.first_number,
        version=one.version,
        coming=coming,
    )
