"""Reads on imports: the history in the reader's scope, one import, its file, its preview, and remembered mappings."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope, scope_of
from berdaya.records.imports.contents import ColumnMapping, Preview, unpacked
from berdaya.records.imports.kinds import LOST
from berdaya.records.imports.models import ImportBatch, RememberedMapping
from berdaya.records.vault import services as vault

OVERSEERS = (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import of the history."""

    id: int
    name: str
    sender_id: int
    sender: str
    sent_at: datetime
    size: int
    state: str
    territory: str
    edition: str
    source: str
    year: int | None
    mapping: ColumnMapping | None
    counts: dict[str, int]
    preview_mark: str
    previewed_at: datetime | None
    committed_at: datetime | None
    undone_at: datetime | None
    job: str
    job_since: datetime | None
    job_done: int
    job_total: int
    submissions: int
    failure: dict[str, str] = field(default_factory=dict)

    @property
    def is_working(self) -> bool:
        """Whether a job is at it; one that was cut off with its worker no longer is."""
        return bool(self.job) and self.job_since is not None and timezone.now() - self.job_since < LOST


def visible(scope: Scope) -> QuerySet[ImportBatch]:
    """A person's own imports, and all of a territory for the office that is responsible for it."""
    office = scope.acting_as(*OVERSEERS).filter(ImportBatch.objects.all(), "territory")
    if scope.user_id is None:
        return office
    return ImportBatch.objects.filter(Q(pk__in=office.values("pk")) | Q(sender_id=scope.user_id))


def batches(scope: Scope, limit: int = 500) -> list[BatchRow]:
    """The imports that the reader may see, newest first."""
    return [_row(batch) for batch in _read(visible(scope)).order_by("-sent_at", "-pk")[:limit]]


def batch(scope: Scope, batch_id: int) -> BatchRow:
    """One import; Problem `import.unknown` where it is not there for the reader."""
    return _row(_one(scope, batch_id))


def content(scope: Scope, batch_id: int) -> bytes:
    """The file as it was sent."""
    found = visible(scope).filter(pk=batch_id).only("sealed_content", "content_mark").first()
    if found is None:
        raise Problem("import.unknown", id=batch_id)
    return vault.open_bytes(bytes(found.sealed_content))


def preview(scope: Scope, batch_id: int) -> Preview:
    """What was found in the file; an empty preview before it was looked at."""
    found = visible(scope).filter(pk=batch_id).only("sealed_preview").first()
    if found is None:
        raise Problem("import.unknown", id=batch_id)
    return unpacked(vault.open_bytes(bytes(found.sealed_preview))) if found.sealed_preview else Preview()


def twins(scope: Scope, batch_id: int) -> list[int]:
    """Earlier imports of the very same file that stand."""
    mark = visible(scope).filter(pk=batch_id).values("content_mark")[:1]
    same = visible(scope).filter(content_mark__in=mark, committed_at__isnull=False, state="committed")
    return list(same.exclude(pk=batch_id).order_by("pk").values_list("pk", flat=True))


def remembered(scope: Scope, signature: str) -> ColumnMapping | None:
    """How the reader mapped the last file with these headings."""
    found = RememberedMapping.objects.filter(sender_id=scope.user_id, signature=signature).first()
    return ColumnMapping.from_json(found.mapping) if found else None


def scope_of_sender(user_id: int) -> Scope:
    """What the person who asked for a job may do now."""
    return scope_of(get_user_model().objects.get(pk=user_id))


def _read(queryset: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    counted = queryset.select_related("sender").annotate(written=Count("submissions"))
    return counted.defer("sealed_content", "sealed_preview")


def _one(scope: Scope, batch_id: int) -> ImportBatch:
    found = _read(visible(scope)).filter(pk=batch_id).first()
    if found is None:
        raise Problem("import.unknown", id=batch_id)
    return found


def _row(item: ImportBatch) -> BatchRow:
    mapping = ColumnMapping.from_json(item.mapping)
    return BatchRow(
        id=item.pk,
        name=vault.open_bytes(bytes(item.sealed_name)).decode(),
        sender_id=item.sender_id,
        sender=str(item.sender),
        sent_at=item.sent_at,
        size=item.size,
        state=item.state,
        territory=item.territory,
        edition=item.edition,
        source=item.source,
        year=mapping.year if mapping else None,
        mapping=mapping,
        counts=item.counts,
        preview_mark=item.preview_mark,
        previewed_at=item.previewed_at,
        committed_at=item.committed_at,
        undone_at=item.undone_at,
        job=item.job,
        job_since=item.job_since,
        job_done=item.job_done,
        job_total=item.job_total,
        submissions=getattr(item, "written", 0),
        failure=item.failure,
    )
