"""Writes of imports: send, map, preview, commit, undo, abandon; each checks the state that the step starts from."""

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.imports.contents import ColumnMapping, GivenEntry, Preview, unpacked
from berdaya.records.imports.differences import differences
from berdaya.records.imports.kinds import LOST, OPEN, BatchState, Job
from berdaya.records.imports.models import BatchSubmission, ImportBatch, RememberedMapping
from berdaya.records.observations.current import Held, held_values
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.kinds import Kind as ValueKind
from berdaya.records.observations.services import (
    WRITERS,
    SubmissionEntry,
    record_document,
    record_submissions,
    withdraw_submissions,
)
from berdaya.records.observations.values import Scalar, read
from berdaya.records.regions.models import Region
from berdaya.records.vault import services as vault

SENDERS = WRITERS[Source.FIELD]
# Who may act on the imports of others in their territory.
RESPONSIBLE = (Role.ADMINISTRATOR, Role.ANALYST)
LONGEST_NAME = 120
KINDS = (ValueKind.INPUT, ValueKind.SCORE)


@transaction.atomic
def send(*, actor: Scope, name: str, content: bytes) -> int:
    """Keep a file that somebody sent, sealed; returns the number of the import."""
    sender = actor.acting_as(*SENDERS)
    if actor.user_id is None or not sender.held:
        raise Problem("access.not_allowed", territory="Indonesia")
    batch = ImportBatch(
        sender_id=actor.user_id,
        sent_at=timezone.now(),
        sealed_name=vault.seal_bytes(_plain_name(name).encode()),
        sealed_content=vault.seal_bytes(content),
        size=len(content),
        content_mark=vault.fingerprint("import", content),
        territory=_common(sender.prefixes),
    )
    batch.full_clean(exclude=["sealed_name", "sealed_content", "sealed_preview"])
    batch.save()
    changed(
        actor, "import.send", subject=f"import:{batch.pk}", territory=batch.territory, after={"bytes": len(content)}
    )
    return batch.pk


def _plain_name(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[:LONGEST_NAME] or "?"


def _common(codes: Iterable[str]) -> str:
    """The smallest territory that holds all of these (plain digits)."""
    known = list(codes)
    return next((known[0][:length] for length in (10, 6, 4, 2) if len({code[:length] for code in known}) == 1), "")


def _locked(actor: Scope, batch_id: int, *states: BatchState, free: bool = True) -> ImportBatch:
    """The import, held against others until the transaction ends. Problem where it is not the actor's to change."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Problem("import.unknown", id=batch_id)
    if batch.sender_id != actor.user_id:
        actor.require(batch.territory, *RESPONSIBLE)
    # Roles end: who sent a file once may not go on with it for ever.
    elif not actor.acting_as(*SENDERS).held:
        raise Problem("access.not_allowed", territory=batch.territory or "Indonesia")
    if states and batch.state not in states:
        raise Problem("import.wrong_state", state=BatchState(batch.state).label)
    if free and batch.job and batch.job_since and timezone.now() - batch.job_since < LOST:
        raise Problem("import.busy")
    return batch


@transaction.atomic
def save_mapping(*, actor: Scope, batch_id: int, mapping: ColumnMapping, signature: str) -> None:
    """Keep how the columns are understood, for this import and for the sender's next file with these headings."""
    batch = _locked(actor, batch_id, *OPEN)
    batch.mapping, batch.edition, batch.source = mapping.as_json(), mapping.edition, mapping.source
    batch.state, batch.failure = BatchState.MAPPED, {}
    batch.sealed_preview, batch.preview_mark, batch.counts = None, "", {}
    batch.save()
    RememberedMapping.objects.update_or_create(
        sender_id=actor.user_id,
        signature=signature,
        defaults={"mapping": mapping.as_json(), "saved_at": timezone.now()},
    )


@transaction.atomic
def begin_job(*, actor: Scope, batch_id: int, job: Job, total: int = 0) -> None:
    """Mark that an import is being worked on, so that nobody starts it twice."""
    states = (BatchState.MAPPED, BatchState.PREVIEWED) if job == Job.PREVIEW else (BatchState.PREVIEWED,)
    batch = _locked(actor, batch_id, *states)
    batch.job, batch.job_since, batch.job_done, batch.job_total, batch.failure = job, timezone.now(), 0, total, {}
    batch.save(update_fields=["job", "job_since", "job_done", "job_total", "failure"])


@transaction.atomic
def end_job(*, actor: Scope, batch_id: int, failure: Problem | None = None) -> None:
    """The import is free again; what went wrong is kept for who asked."""
    batch = _locked(actor, batch_id, free=False)
    batch.job, batch.job_since = "", None
    batch.failure = {"id": failure.message("id"), "en": failure.message("en")} if failure else {}
    batch.save(update_fields=["job", "job_since", "failure"])


@transaction.atomic
def keep_preview(*, actor: Scope, batch_id: int, preview: Preview) -> None:
    """Keep what was found in the file, sealed. What is committed later is exactly this."""
    batch = _locked(actor, batch_id, BatchState.MAPPED, BatchState.PREVIEWED, free=False)
    batch.sealed_preview = vault.seal_bytes(preview.packed())
    batch.preview_mark, batch.counts = preview.mark, preview.counts
    batch.state, batch.previewed_at, batch.failure = BatchState.PREVIEWED, timezone.now(), {}
    if preview.entries:
        batch.territory = _common(entry.village for entry in preview.entries)
    batch.save()


@transaction.atomic
def commit(*, actor: Scope, batch_id: int, seen: str) -> int:
    """Write what the preview showed, whole or not at all; returns how many villages and years were written.

    `seen` is the mark of the preview that was looked at. Problem `import.conflict` where that is no longer what would
    be written, because the preview or the ledger changed. Committing again writes nothing.
    """
    batch = _locked(actor, batch_id, BatchState.PREVIEWED, BatchState.COMMITTED, free=False)
    if batch.state == BatchState.COMMITTED:
        return 0
    preview = unpacked(vault.open_bytes(bytes(batch.sealed_preview or b"")))
    if not preview.changes:
        raise Problem("import.nothing")
    if seen != batch.preview_mark:
        raise Problem("import.conflict")
    regions = {entry.region_id for entry in preview.entries}
    # Two imports about one village take turns.
    list(Region.objects.select_for_update().filter(pk__in=regions).order_by("pk").values_list("pk", flat=True))
    entries, changes, _ = differences(preview.entries, Source(batch.source), held_for(actor, preview.entries))
    if tuple(changes) != preview.changes:
        raise Problem("import.conflict")
    written = _write(actor, batch, entries)
    batch.state, batch.committed_at, batch.committed_by_id = BatchState.COMMITTED, timezone.now(), actor.user_id
    batch.save()
    changed(actor, "import.commit", subject=f"import:{batch.pk}", territory=batch.territory, after=dict(preview.counts))
    return written


def held_for(actor: Scope, entries: Collection[GivenEntry]) -> dict[tuple[str, int, int], Held]:
    """What the ledger holds about the villages, years and editions of some entries, as far as the actor may see."""
    found: dict[tuple[str, int, int], Held] = {}
    for edition, year in sorted({(entry.edition, entry.year) for entry in entries}):
        regions = {entry.region_id for entry in entries if (entry.edition, entry.year) == (edition, year)}
        for region, held in held_values(actor, year, edition, KINDS, regions).items():
            found[edition, year, region] = held
    return found


def _write(actor: Scope, batch: ImportBatch, given: Sequence[GivenEntry]) -> int:
    document = record_document(
        content=_document(batch, given),
        kind=DocumentKind.TABLE,
        source=f"impor-{batch.pk}",
        fetched_at=batch.sent_at,
    )
    entries = [_submission(entry, Source(batch.source), document) for entry in given]
    kept = record_submissions(actor=actor, entries=entries)
    BatchSubmission.objects.bulk_create(BatchSubmission(batch=batch, submission_id=one.id) for one in kept)
    return sum(one.created for one in kept)


def _document(batch: ImportBatch, given: Sequence[GivenEntry]) -> bytes:
    """The table that was taken from the file: which values of which row, and the mark of the file itself."""
    rows = [
        [
            entry.village,
            entry.year,
            entry.edition,
            entry.sheet,
            entry.row,
            [[v.kind, v.code, v.text] for v in entry.values],
        ]
        for entry in given
    ]
    told = {"import": batch.pk, "file": batch.content_mark, "mapping": batch.mapping, "rows": rows}
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _submission(entry: GivenEntry, source: Source, document_id: int) -> SubmissionEntry:
    groups: dict[str, dict[str, Scalar]] = {kind: {} for kind in KINDS}
    for value in entry.values:
        groups[value.kind][value.code] = read(value.text)
    return SubmissionEntry(
        region_id=entry.region_id,
        year=entry.year,
        edition=entry.edition,
        source=source,
        inputs=groups[ValueKind.INPUT],
        scores=groups[ValueKind.SCORE],
        document_id=document_id,
    )


@transaction.atomic
def undo(*, actor: Scope, batch_id: int) -> int:
    """Let everything that an import wrote step back. What was shown before is shown again; nothing is deleted."""
    batch = _locked(actor, batch_id, BatchState.COMMITTED, BatchState.UNDONE)
    if batch.state == BatchState.UNDONE:
        return 0
    moved = withdraw_submissions(actor=actor, submission_ids=_written(batch), note=f"import:{batch.pk}")
    batch.state, batch.undone_at, batch.undone_by_id = BatchState.UNDONE, timezone.now(), actor.user_id
    batch.save()
    changed(actor, "import.undo", subject=f"import:{batch.pk}", territory=batch.territory, after={"rows": len(moved)})
    return len(moved)


@transaction.atomic
def redo(*, actor: Scope, batch_id: int) -> int:
    """Let what was undone come back, as old as it is: what was recorded after it still stands before it."""
    batch = _locked(actor, batch_id, BatchState.UNDONE, BatchState.COMMITTED)
    if batch.state == BatchState.COMMITTED:
        return 0
    moved = withdraw_submissions(
        actor=actor, submission_ids=_written(batch), withdrawn=False, note=f"import:{batch.pk}"
    )
    batch.state, batch.committed_at, batch.committed_by_id = BatchState.COMMITTED, timezone.now(), actor.user_id
    batch.save()
    changed(actor, "import.redo", subject=f"import:{batch.pk}", territory=batch.territory, after={"rows": len(moved)})
    return len(moved)


def _written(batch: ImportBatch) -> list[int]:
    return list(batch.submissions.order_by("submission_id").values_list("submission_id", flat=True))


@transaction.atomic
def abandon(*, actor: Scope, batch_id: int) -> None:
    """Put an import aside that was not committed."""
    batch = _locked(actor, batch_id, *OPEN)
    batch.state = BatchState.ABANDONED
    batch.save()
    changed(actor, "import.abandon", subject=f"import:{batch.pk}", territory=batch.territory)


@transaction.atomic
def take_up(*, actor: Scope, batch_id: int) -> None:
    """Go on with an import that was put aside, from its columns."""
    batch = _locked(actor, batch_id, BatchState.ABANDONED)
    batch.state = BatchState.UPLOADED
    batch.save()
    changed(actor, "import.take_up", subject=f"import:{batch.pk}", territory=batch.territory)


def note_progress(batch_id: int, done: int) -> None:
    """How far a job has come; told to who waits."""
    ImportBatch.objects.filter(pk=batch_id).update(job_done=done)
