"""Reads on the ledger: what is shown of a village and year, and the whole history of one value."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import Kind, Source
from berdaya.records.observations.models import Document, Observation, Submission
from berdaya.records.observations.precedence import Said, ordered
from berdaya.records.observations.standing import is_withdrawn, with_standing
from berdaya.records.observations.values import Scalar, read

# Every kind but the conditions that a source printed beside its scores.
FIGURES = (Kind.INPUT, Kind.SCORE, Kind.DIMENSION, Kind.INDEX, Kind.STATUS)


@dataclass(frozen=True, slots=True)
class Statement:
    """One submission with its values by kind and code."""

    id: int
    region_id: int
    year: int
    edition: str
    source: str
    recorded_at: datetime
    repairs_id: int | None
    values: Mapping[str, Mapping[str, Scalar]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The value of one code that precedence chose, and the source that said it."""

    value: Scalar
    source: str
    submission_id: int


@dataclass(frozen=True, slots=True)
class Historical:
    """One recorded value of a code: what, for which year, who says so, since when, from which document."""

    year: int
    edition: str
    kind: str
    code: str
    value: Scalar
    source: str
    shown: bool
    withdrawn: bool
    recorded_at: datetime
    recorded_by: str
    note: str
    document_hash: str
    document_source: str
    fetched_at: datetime | None


def statements(territory: str, year: int, edition: str) -> dict[int, list[Statement]]:
    """The submissions of a territory's villages (plain digits, '' for all) by village, the strongest first.

    For computing only: nothing here asks who reads.
    """
    submissions = with_standing(
        Submission.objects.filter(year=year, edition=edition, region__code__startswith=territory)
    )
    values = _values(territory, year, edition)
    found: dict[int, list[Statement]] = {}
    for said in _ordered_by_village(submissions):
        statement = Statement(
            said.pk,
            said.region_id,
            said.year,
            said.edition,
            said.source,
            said.recorded_at,
            said.repairs_id,
            values.get(said.pk, {}),
        )
        found.setdefault(said.region_id, []).append(statement)
    return found


def _ordered_by_village(submissions: Iterable[Submission]) -> list[Submission]:
    by_village: dict[tuple[int, int, str], list[Submission]] = {}
    for submission in submissions:
        key = (submission.region_id, submission.year, submission.edition)
        by_village.setdefault(key, []).append(submission)
    result = []
    for group in by_village.values():
        by_id = {submission.pk: submission for submission in group}
        said = (Said(item.pk, item.source, item.recorded_at, item.repairs_id, is_withdrawn(item)) for item in group)
        result += [by_id[item.id] for item in ordered(said)]
    return result


def _values(territory: str, year: int, edition: str) -> dict[int, dict[str, dict[str, Scalar]]]:
    rows = Observation.objects.filter(
        submission__year=year, submission__edition=edition, submission__region__code__startswith=territory
    )
    values: dict[int, dict[str, dict[str, Scalar]]] = {}
    for submission_id, kind, code, text in rows.values_list("submission_id", "kind", "code", "text").iterator():
        values.setdefault(submission_id, {}).setdefault(kind, {})[code] = read(text)
    return values


def shown(scope: Scope, region_id: int, year: int, edition: str) -> dict[str, dict[str, Shown]]:
    """What is shown of a village and year: by kind (input, score, dimension, index, status) and code."""
    submissions = scope.filter(_visible(scope).filter(region_id=region_id, year=year, edition=edition))
    chosen: dict[str, dict[str, Shown]] = {kind: {} for kind in Kind.values}
    found = _ordered_by_village(submissions)
    values = _texts(Observation.objects.filter(submission__in=found))
    for item in found:
        for kind, code, text in values.get(item.pk, ()):
            chosen[kind].setdefault(code, Shown(read(text), item.source, item.pk))
    return chosen


def answers(
    scope: Scope, territory: str, year: int, edition: str, names: Collection[str]
) -> dict[int, dict[str, Scalar]]:
    """The answers shown to a few questions, of every village of a territory (plain digits) in the scope that has one."""
    within = _visible(scope).filter(region__code__startswith=territory, year=year, edition=edition)
    said = Observation.objects.filter(
        submission__year=year,
        submission__edition=edition,
        submission__region__code__startswith=territory,
        kind=Kind.INPUT,
        code__in=list(names),
    )
    values = _texts(said)
    found: dict[int, dict[str, Scalar]] = {}
    for item in _ordered_by_village(scope.filter(within)):
        for _, code, text in values.get(item.pk, ()):
            found.setdefault(item.region_id, {}).setdefault(code, read(text))
    return found


def history(scope: Scope, region_id: int, codes: Iterable[str], kinds: Collection[str] = FIGURES) -> list[Historical]:
    """Everything ever recorded of some codes of a village (a score's, its inputs'), newest year and value first.

    The public sees what was published and its repairs, without who recorded it and without values from the field.
    """
    visible = scope.filter(_visible(scope).filter(region_id=region_id))
    submissions = list(visible.select_related("recorded_by").order_by("-recorded_at", "-pk"))
    values = _texts(Observation.objects.filter(submission__in=submissions, code__in=list(codes), kind__in=list(kinds)))
    documents = Document.objects.filter(submissions__region_id=region_id).defer("sealed").in_bulk()
    strongest = _strongest(_ordered_by_village(submissions), values)
    entries = [
        _historical(item, documents.get(item.document_id or 0), value, shown=(item.pk, *value[:2]) in strongest)
        for item in submissions
        for value in values.get(item.pk, ())
    ]
    entries = entries if not scope.is_public else [replace(entry, recorded_by="") for entry in entries]
    return sorted(entries, key=lambda entry: (-entry.year, entry.code))


def _texts(observations: QuerySet[Observation]) -> dict[int, list[tuple[str, str, str]]]:
    values: dict[int, list[tuple[str, str, str]]] = {}
    for submission_id, kind, code, text in observations.values_list("submission_id", "kind", "code", "text"):
        values.setdefault(submission_id, []).append((kind, code, text))
    return values


def _strongest(
    ranked: Iterable[Submission], values: Mapping[int, list[tuple[str, str, str]]]
) -> set[tuple[int, str, str]]:
    """Which submission's value of a kind and code is shown for its year and edition."""
    shown_by: dict[tuple[int, str, str, str], int] = {}
    for item in ranked:
        for kind, code, _ in values.get(item.pk, ()):
            shown_by.setdefault((item.year, item.edition, kind, code), item.pk)
    return {(submission_id, kind, code) for (_, _, kind, code), submission_id in shown_by.items()}


def _historical(item: Submission, document: Document | None, value: tuple[str, str, str], *, shown: bool) -> Historical:
    kind, code, text = value
    return Historical(
        year=item.year,
        edition=item.edition,
        kind=kind,
        code=code,
        value=read(text),
        source=item.source,
        shown=shown,
        withdrawn=is_withdrawn(item),
        recorded_at=item.recorded_at,
        recorded_by=str(item.recorded_by) if item.recorded_by else "",
        note=item.note,
        document_hash=document.digest if document else "",
        document_source=document.source if document else "",
        fetched_at=document.fetched_at if document else None,
    )


def _visible(scope: Scope) -> QuerySet[Submission]:
    if scope.is_public:
        return with_standing(Submission.objects.exclude(source=Source.FIELD))
    return with_standing(Submission.objects.all())
