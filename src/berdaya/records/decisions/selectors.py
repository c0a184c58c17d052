"""Reads on findings and what was decided of them: where each stands, its history, its evidence, what waits to be recomputed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from berdaya.records.access.scope import Scope
from berdaya.records.decisions import findings
from berdaya.records.decisions.findings import Found, Key
from berdaya.records.decisions.kinds import LEAVES, Choice, State
from berdaya.records.decisions.models import Decision
from berdaya.records.runs import models as runs


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One entry about a finding. `outdated`: the finding has changed since."""

    id: int
    key: Key
    version: int
    choice: str
    reason: str
    indicator: str
    score: int | None
    batch: str
    fingerprint: str
    decided_at: datetime
    by: str
    by_id: int | None
    role: str
    wrote: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding with where it stands: `version` counts what was written about it, `last` is the decision in force."""

    found: Found
    state: State
    version: int = 0
    last: DecisionRow | None = None
    changed_since: bool = False


def standings(scope: Scope, every: Iterable[Found], family: str, year: int) -> list[Standing]:
    """Findings with their states. One query."""
    said: dict[Key, list[DecisionRow]] = {}
    for entry in _entries(scope.filter(Decision.objects.filter(family=family, year=year))):
        said.setdefault(entry.key, []).append(entry)
    return [standing(one, said.get(one.key, ())) for one in every]


def standing(found: Found, entries: Sequence[DecisionRow]) -> Standing:
    """Where a finding stands after its entries, oldest first. Remarks decide nothing."""
    state = State.OPEN if found.repaired_to is None else State.INFERRED
    version = entries[-1].version if entries else 0
    last = next((entry for entry in reversed(entries) if entry.choice != Choice.REMARK), None)
    if last is None or last.choice == Choice.REOPEN:
        return Standing(found, state, version, last)
    if last.fingerprint != found.fingerprint:
        return Standing(found, state, version, last, changed_since=True)
    return Standing(found, LEAVES[last.choice], version, last)


def finding(scope: Scope, key: Key, village: str) -> Standing | None:
    """One finding of a village (plain code) with its state; None where the published results have no such finding."""
    every = findings.found(scope, key.family, key.year, village)
    one = next((item for item in every if item.key == key), None)
    return standing(one, entries_of(scope, key)) if one else None


def entries_of(scope: Scope, key: Key) -> list[DecisionRow]:
    """Everything written about a finding, oldest first."""
    return _entries(scope.filter(Decision.objects.filter(**key._asdict())))


def decided_between(scope: Scope, since: datetime, until: datetime) -> dict[str, int]:
    """How many entries of each choice were written in a time, in the scope."""
    written = scope.filter(Decision.objects.filter(decided_at__gte=since, decided_at__lt=until))
    counts: dict[str, int] = {}
    for choice in written.values_list("choice", flat=True):
        counts[choice] = counts.get(choice, 0) + 1
    return counts


def waiting(scope: Scope, family: str, year: int) -> int:
    """In how many villages a decision changed a score after the published results were computed. Two queries."""
    published = list(
        runs.Run.objects.filter(family=family, year=year, state=runs.State.PUBLISHED)
        .order_by("published_at", "pk")
        .values_list("territory", "computed_at")
    )
    wrote = Decision.objects.filter(family=family, year=year).exclude(submission=None)
    newest = dict(scope.filter(wrote).order_by("decided_at").values_list("region__code", "decided_at"))
    computed: Mapping[str, datetime] = {
        code: at for code in newest for territory, at in published if code.startswith(territory)
    }
    return sum(1 for code, at in newest.items() if code in computed and at > computed[code])


def _entries(queryset: QuerySet[Decision]) -> list[DecisionRow]:
    return [
        DecisionRow(
            id=entry.pk,
            key=Key(entry.region_id, entry.family, entry.year, entry.code, entry.subject),
            version=entry.version,
            choice=entry.choice,
            reason=entry.reason,
            indicator=entry.indicator,
            score=entry.score,
            batch=entry.batch,
            fingerprint=entry.fingerprint,
            decided_at=entry.decided_at,
            by=str(entry.decided_by) if entry.decided_by else "",
            by_id=entry.decided_by_id,
            role=entry.role,
            wrote=entry.submission_id is not None,
        )
        for entry in queryset.select_related("decided_by").order_by("region_id", "code", "subject", "version")
    ]
