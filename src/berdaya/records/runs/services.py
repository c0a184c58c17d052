"""Writes of runs: compute from the ledger, then publish; a published run never changes, a new one supersedes it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

import berdaya
from berdaya.definitions import catalogue
from berdaya.domain.index.audit import Finding
from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.services import tell
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.selectors import statements
from berdaya.records.observations.services import SubmissionEntry, record_submissions
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.models import Region
from berdaya.records.runs.evaluation import Outcome, evaluate
from berdaya.records.runs.models import Result, Run, State

COMPUTERS = (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST)
PUBLISHERS = (Role.ADMINISTRATOR, Role.HEAD)


@transaction.atomic
def compute_run(
    *, actor: Scope, edition_code: str, year: int, territory: str = "", computed_at: datetime | None = None
) -> int:
    """Compute every village of a territory (plain digits, '' for all) that has data; returns the run's id, a draft.

    Repairs that the audit infers are written to the ledger beside the printed values. Raises `run.nothing`.
    """
    actor.require(territory, *COMPUTERS)
    edition = catalogue.edition(edition_code)
    outcomes = _outcomes(edition, year, territory)
    if not outcomes:
        raise Problem("run.nothing", edition=edition.short_name, year=year, territory=territory or "Indonesia")
    computed_at = computed_at or timezone.now()
    _record_repairs(actor, edition, year, outcomes, computed_at)
    run = Run(
        family=edition.family,
        edition=edition.code,
        edition_hash=edition.hash,
        year=year,
        territory=territory,
        input_hash=_input_hash(edition, outcomes),
        code_version=berdaya.__version__,
        computed_at=computed_at,
        computed_by_id=actor.user_id,
    )
    run.save()
    Result.objects.bulk_create(_result(run, region_id, outcome) for (_, region_id), outcome in outcomes.items())
    told = {"edition": run.edition, "year": year, "villages": len(outcomes), "input_hash": run.input_hash}
    changed(actor, "run.compute", subject=f"run:{run.pk}", territory=territory, after=told)
    return run.pk


def _outcomes(edition: Edition, year: int, territory: str) -> dict[tuple[str, int], Outcome]:
    desa = Region.objects.filter(level=Level.VILLAGE, kind=Kind.DESA, code__startswith=territory)
    codes = dict(desa.order_by("code").values_list("pk", "code"))
    said = statements(territory, year, edition.code)
    prints = catalogue.printed_conditions(edition.family)
    outcomes = {}
    for region_id, code in codes.items():
        outcome = evaluate(edition, code, said.get(region_id, ()), prints)
        if outcome is not None:
            outcomes[code, region_id] = outcome
    return outcomes


def _record_repairs(
    actor: Scope, edition: Edition, year: int, outcomes: Mapping[tuple[str, int], Outcome], at: datetime
) -> None:
    entries = [
        SubmissionEntry(
            region_id=region_id,
            year=year,
            edition=edition.code,
            source=Source.REPAIR,
            scores=outcome.repaired,
            repairs_id=outcome.repairs_id,
            note=", ".join(finding.defect for finding in outcome.findings if finding.defect),
        )
        for (_, region_id), outcome in outcomes.items()
        if outcome.repaired
    ]
    record_submissions(actor=actor, entries=entries, recorded_at=at)


def _input_hash(edition: Edition, outcomes: Mapping[tuple[str, int], Outcome]) -> str:
    """Equal for equal definitions, scores and dimensions, whatever the order they were recorded in."""
    rows = [
        [
            code,
            sorted(outcome.scores.items()),
            [[k, str(v.low)] for k, v in sorted(outcome.assessment.dimensions.items())],
        ]
        for (code, _), outcome in sorted(outcomes.items())
    ]
    return hashlib.sha256(json.dumps([edition.hash, rows]).encode()).hexdigest()


def _result(run: Run, region_id: int, outcome: Outcome) -> Result:
    assessment = outcome.assessment
    exact = assessment.index.known
    return Result(
        run=run,
        region_id=region_id,
        index_low=float(assessment.index.low),
        index_high=float(assessment.index.high),
        exact=f"{exact.numerator}/{exact.denominator}" if exact is not None else "",
        status=assessment.status or "",
        statuses=list(assessment.statuses),
        dimensions={code: [float(item.low), float(item.high)] for code, item in assessment.dimensions.items()},
        missing=list(assessment.missing),
        verdict=outcome.verdict,
        scores=dict(outcome.scores),
        repairs=[
            {"indicator": code, "printed": outcome.printed.get(code), "repaired_to": score}
            for code, score in outcome.repaired.items()
        ]
        + [
            {"indicator": code, "printed": outcome.printed.get(code), "repaired_to": score, "by_hand": True}
            for code, score in outcome.by_hand.items()
        ],
        findings=[_finding(finding) for finding in outcome.findings],
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "indicator": finding.indicator,
        "dimension": finding.dimension,
        "rule": finding.rule,
        "published": _plain(finding.published),
        "recomputed": _plain(finding.recomputed),
        "repaired_to": finding.repaired_to,
        "defect": finding.defect,
        "message": {"id": finding.message("id"), "en": finding.message("en")},
    }


def _plain(figure: Fraction | int | str | None) -> float | int | str | None:
    return float(figure) if isinstance(figure, Fraction) else figure


@transaction.atomic
def publish_run(*, actor: Scope, run_id: int, published_at: datetime | None = None) -> None:
    """Publish a draft. What was published of its year and territory, or of parts of it, is superseded.

    The run keeps which villages are new, gone, or changed in index or status. Raises `run.not_draft`.
    """
    run = Run.objects.select_for_update().get(pk=run_id)
    actor.require(run.territory, *PUBLISHERS)
    if run.state != State.DRAFT:
        raise Problem("run.not_draft", state=State(run.state).label)
    published = Run.objects.filter(family=run.family, year=run.year, state=State.PUBLISHED)
    before = list(published.filter(territory__startswith=run.territory).order_by("published_at", "pk"))
    run.diff = _diff(_shown(before), _shown([run]))
    run.supersedes = next((item for item in before if item.territory == run.territory), None)
    for item in before:
        item.state = State.SUPERSEDED
        item.save()
    run.state = State.PUBLISHED
    run.published_at = published_at or timezone.now()
    run.published_by_id = actor.user_id
    run.save()
    changed(
        actor,
        "run.publish",
        subject=f"run:{run.pk}",
        territory=run.territory,
        before={"published": [item.pk for item in before]},
        after={"published": [run.pk], **{name: len(villages) for name, villages in run.diff.items()}},
    )
    _tell(actor, run)


def _tell(actor: Scope, run: Run) -> None:
    """Tell everybody who works over the territory or in it."""
    edition = catalogue.edition(run.edition)
    tell(
        set(people_over(run.territory, inside=True)) - {actor.user_id or 0},
        "run.published",
        subject=f"{edition.short_name} {run.year}",
        territory=run.territory,
        href=f"/?indeks={run.family.replace('_', '-')}&tahun={run.year}",
    )


Figures = dict[str, tuple[float, float, list[str]]]


def _shown(runs: list[Run]) -> Figures:
    rows = Result.objects.filter(run__in=runs).order_by("run__published_at", "run_id")
    values = rows.values_list("region__code", "index_low", "index_high", "statuses")
    return {code: (low, high, statuses) for code, low, high, statuses in values}


def _diff(before: Figures, after: Figures) -> dict[str, Any]:
    changed = [
        {
            "village": code,
            "index": [list(before[code][:2]), list(after[code][:2])],
            "statuses": [before[code][2], after[code][2]],
        }
        for code in sorted(before.keys() & after.keys())
        if before[code] != after[code]
    ]
    return {
        "changed": changed,
        "added": sorted(after.keys() - before.keys()) if before else [],
        "removed": sorted(before.keys() - after.keys()),
    }
