"""What the trail keeps of recorded values: of one entry made by hand the values before and after, of a batch its size."""

from collections.abc import Mapping, Sequence

from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.values import read

Said = tuple[Submission, Sequence[tuple[str, str, str]]]
Told = dict[str, object]


def tell(actor: Scope, said: Sequence[Said], territory: str) -> None:
    """Write the one entry of a batch; a batch that added nothing is not told."""
    if len(said) == 1 and said[0][0].document_id is None:
        submission, values = said[0]
        now = {(kind, code): text for kind, code, text in values}
        before = _before(submission)
        told = {"year": submission.year, "edition": submission.edition, "source": submission.source}
        changed(
            actor,
            "ledger.record",
            subject=f"submission:{submission.pk}",
            territory=territory,
            before=_differing(before, now),
            after={**told, **_differing(now, before)},
            note=submission.note,
        )
    elif said:
        _tell_batch(actor, [submission for submission, _ in said], territory)


def _tell_batch(actor: Scope, submissions: Sequence[Submission], territory: str) -> None:
    documents = {submission.document_id for submission in submissions} - {None}
    told: Told = {
        "submissions": len(submissions),
        "years": sorted({submission.year for submission in submissions}),
        "editions": sorted({submission.edition for submission in submissions}),
        "sources": sorted({str(submission.source) for submission in submissions}),
        "documents": len(documents),
    }
    first = submissions[0].pk
    changed(actor, "ledger.record", subject=f"submission:{first}", territory=territory, after=told)


def _before(submission: Submission) -> dict[tuple[str, str], str]:
    """What the same source had said last about the village, year and edition."""
    last = (
        Submission.objects.filter(
            region_id=submission.region_id,
            year=submission.year,
            edition=submission.edition,
            source=submission.source,
            pk__lt=submission.pk,
        )
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if last is None:
        return {}
    rows = Observation.objects.filter(submission=last).values_list("kind", "code", "text")
    return {(kind, code): text for kind, code, text in rows}


def _differing(values: Mapping[tuple[str, str], str], other: Mapping[tuple[str, str], str]) -> Told:
    """The values that the other does not have as they are, by code within kind."""
    told: dict[str, Told] = {}
    for (kind, code), text in values.items():
        if other.get((kind, code)) != text:
            told.setdefault(str(kind), {})[code] = read(text)
    return {**told}
