"""Writes to the ledger. What is already there is not written twice; what is written is written whole or not at all."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from django.db import transaction
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.domain.values import masked
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.batches import covering
from berdaya.records.observations.identity import belongs, identity
from berdaya.records.observations.kinds import DocumentKind, Kind, Source
from berdaya.records.observations.models import Document, Observation, Submission, Withdrawal
from berdaya.records.observations.standing import is_withdrawn, with_standing
from berdaya.records.observations.told import tell
from berdaya.records.observations.values import written
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.models import Region
from berdaya.records.vault import services as vault

# The code under which a printed status is kept.
STATUS = "status"
# As many ids as one statement takes on every database.
FEW = 500

Value = tuple[Kind, str, str]

WRITERS: Mapping[Source, tuple[Role, ...]] = {
    Source.OFFICIAL: (Role.ADMINISTRATOR, Role.ANALYST),
    Source.FIELD: (
        Role.ADMINISTRATOR,
        Role.ANALYST,
        Role.VERIFIER,
        Role.MENTOR,
        Role.VILLAGE_HEAD,
        Role.VILLAGE_OPERATOR,
    ),
    Source.DERIVED: (Role.ADMINISTRATOR, Role.ANALYST),
    Source.REPAIR: (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST),
}


@dataclass(frozen=True, slots=True)
class SubmissionEntry:
    """What one source says about a village and year: raw answers, scores, and the figures published with them.

    A value of None is an answer that was not given: it is left out.
    """

    region_id: int
    year: int
    edition: str
    source: Source
    inputs: Mapping[str, object] = field(default_factory=dict)
    scores: Mapping[str, object] = field(default_factory=dict)
    dimensions: Mapping[str, object] = field(default_factory=dict)
    index: Mapping[str, object] = field(default_factory=dict)
    status: str | None = None
    conditions: Mapping[str, str] = field(default_factory=dict)
    document_id: int | None = None
    repairs_id: int | None = None
    note: str = ""

    def with_document(self, document_id: int) -> Self:
        return replace(self, document_id=document_id)

    def values(self) -> list[Value]:
        """Every value as (kind, code, text), in a fixed order."""
        groups = (
            (Kind.INPUT, self.inputs),
            (Kind.SCORE, self.scores),
            (Kind.DIMENSION, self.dimensions),
            (Kind.INDEX, self.index),
            (Kind.STATUS, {STATUS: self.status}),
            (Kind.CONDITION, self.conditions),
        )
        return [
            (kind, code, written(group[code]))
            for kind, group in groups
            for code in sorted(group)
            if group[code] is not None
        ]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The submission that holds an entry, and whether it was written now."""

    id: int
    created: bool


@transaction.atomic
def record_document(*, content: bytes, kind: DocumentKind, source: str, fetched_at: datetime) -> int:
    """Keep the bytes a value comes from; the same bytes are kept once. Returns the document's id."""
    digest = identity(kind, content)
    held = Document.objects.filter(digest=digest).only("pk").first()
    if held is not None:
        return int(held.pk)
    document = Document(
        digest=digest,
        sealed=vault.seal_bytes(content, belongs(digest)),
        size=len(content),
        kind=kind,
        source=source,
        fetched_at=fetched_at,
    )
    document.save()
    return document.pk


def record_submission(*, actor: Scope, entry: SubmissionEntry, recorded_at: datetime | None = None) -> Recorded:
    """Write one submission with its values."""
    return record_submissions(actor=actor, entries=[entry], recorded_at=recorded_at)[0]


@transaction.atomic
def record_submissions(
    *, actor: Scope, entries: Sequence[SubmissionEntry], recorded_at: datetime | None = None
) -> list[Recorded]:
    """Write many submissions at once. Twice is once:

    a document says what it says about a village, year and edition only once; without a document, an entry equal to the
    newest one of its source adds nothing (an older value entered again is news, and is written).
    """
    territory = covering(_require(actor, entries))
    recorded_at = recorded_at or timezone.now()
    held = _held(entries)
    kept: list[tuple[Submission, bool]] = []
    new: list[tuple[Submission, list[Value]]] = []
    for entry in entries:
        values = entry.values()
        digest = _digest(values)
        before = held.get(_key(entry))
        if before is not None and (entry.document_id is not None or before.digest == digest):
            kept.append((before, False))
            continue
        submission = _submission(entry, digest, recorded_at, actor.user_id)
        held[_key(entry)] = submission
        kept.append((submission, True))
        new.append((submission, values))
    Submission.objects.bulk_create([submission for submission, _ in new])
    Observation.objects.bulk_create(
        Observation(submission=submission, kind=kind, code=code, text=text)
        for submission, values in new
        for kind, code, text in values
    )
    tell(actor, new, territory)
    return [Recorded(submission.pk, created) for submission, created in kept]


def _key(said: SubmissionEntry | Submission) -> tuple[object, ...]:
    return said.document_id, said.region_id, said.year, said.edition, said.source, said.repairs_id


def _held(entries: Sequence[SubmissionEntry]) -> dict[tuple[object, ...], Submission]:
    """The newest submission held under each entry's key. Few villages are asked for by id, many by year only."""
    queryset = Submission.objects.filter(year__in={entry.year for entry in entries})
    regions = {entry.region_id for entry in entries}
    if len(regions) <= FEW:
        queryset = queryset.filter(region_id__in=regions)
    found = with_standing(queryset).order_by("recorded_at", "pk")
    # What was withdrawn is no longer said, so that saying it again is news; a document still says it only once.
    return {_key(item): item for item in found if item.document_id is not None or not is_withdrawn(item)}


def _submission(entry: SubmissionEntry, digest: str, recorded_at: datetime, user_id: int | None) -> Submission:
    return Submission(
        region_id=entry.region_id,
        year=entry.year,
        edition=entry.edition,
        source=entry.source,
        document_id=entry.document_id,
        repairs_id=entry.repairs_id,
        note=masked(entry.note),
        digest=digest,
        recorded_at=recorded_at,
        recorded_by_id=user_id,
    )


def _digest(values: Sequence[Value]) -> str:
    return hashlib.sha256("\n".join("\t".join(value) for value in values).encode()).hexdigest()


def _require(actor: Scope, entries: Sequence[SubmissionEntry]) -> set[str]:
    """Every entry is about a village, and the actor may write its source there. Returns the villages' codes."""
    queryset = Region.objects.all()
    regions = {entry.region_id for entry in entries}
    if len(regions) <= FEW:
        queryset = queryset.filter(pk__in=regions)
    known = {pk: (code, level) for pk, code, level in queryset.values_list("pk", "code", "level")}
    codes = set()
    for region_id, source in {(entry.region_id, entry.source) for entry in entries}:
        code, level = known.get(region_id, (str(region_id), ""))
        if not level:
            raise Problem("region.unknown", code=code)
        if level != Level.VILLAGE:
            raise Problem("region.not_village", code=code)
        actor.require(code, *WRITERS[Source(source)])
        codes.add(code)
    return codes


@transaction.atomic
def withdraw_submissions(
    *, actor: Scope, submission_ids: Sequence[int], withdrawn: bool = True, note: str = ""
) -> list[int]:
    """Let submissions step back, or (`withdrawn` false) come back. Those that already do are left alone.

    Only who may write such a submission may withdraw it. Returns the ids of those that moved.
    """
    found: list[Submission] = []
    for start in range(0, len(submission_ids), FEW):
        some = Submission.objects.filter(pk__in=submission_ids[start : start + FEW])
        found += with_standing(some.select_related("region")).order_by("pk")
    for code, source in sorted({(item.region.code, item.source) for item in found}):
        actor.require(code, *WRITERS[Source(source)])
    moving = [item for item in found if is_withdrawn(item) != withdrawn]
    now = timezone.now()
    Withdrawal.objects.bulk_create(
        Withdrawal(
            submission=item, withdrawn=withdrawn, note=masked(note), recorded_at=now, recorded_by_id=actor.user_id
        )
        for item in moving
    )
    return [item.pk for item in moving]
