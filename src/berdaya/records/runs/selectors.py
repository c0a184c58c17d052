"""Reads on published results, as frozen rows, always within a scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from berdaya.records.access.scope import Scope
from berdaya.records.runs.models import Result, Run, State


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One village and year as published. `index` is None while missing answers leave an interval."""

    region_id: int
    code: str
    name: str
    district_code: str
    district: str
    year: int
    family: str
    edition: str
    index_low: float
    index_high: float
    exact: str
    status: str
    statuses: tuple[str, ...]
    dimensions: Mapping[str, tuple[float, float]]
    missing: tuple[str, ...]
    verdict: str
    run_id: int
    scores: Mapping[str, int | None] | None = None

    @property
    def complete(self) -> bool:
        return self.exact != ""

    @property
    def index(self) -> float | None:
        return self.index_low if self.complete else None

    def dimension(self, code: str) -> float | None:
        """A dimension's value; None while it is an interval, or where the edition has no such dimension."""
        low, high = self.dimensions.get(code, (0.0, 1.0))
        return low if low == high else None


@dataclass(frozen=True, slots=True)
class ResultDetail:
    """A row with its scores, the repairs with the printed value beside them, the findings, and how it was computed."""

    row: ResultRow
    repairs: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    edition_hash: str
    input_hash: str
    code_version: str
    computed_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run without its results."""

    id: int
    family: str
    edition: str
    edition_hash: str
    year: int
    territory: str
    state: str
    input_hash: str
    code_version: str
    computed_at: datetime
    published_at: datetime | None
    supersedes_id: int | None
    diff: Mapping[str, Any]


_LIGHT = (
    "region_id",
    "region__code",
    "region__name",
    "region__parent__code",
    "region__parent__name",
    "run__year",
    "run__family",
    "run__edition",
    "index_low",
    "index_high",
    "exact",
    "status",
    "statuses",
    "dimensions",
    "missing",
    "verdict",
    "run_id",
)


def _row(values: tuple[Any, ...]) -> ResultRow:
    before, (statuses, dimensions, missing, verdict, run_id, scores) = values[:-6], values[-6:]
    intervals = {code: (low, high) for code, (low, high) in dimensions.items()}
    return ResultRow(*(*before, tuple(statuses), intervals, tuple(missing), verdict, run_id, scores))


def _published(scope: Scope, family: str) -> QuerySet[Result]:
    return scope.filter(Result.objects.filter(run__family=family, run__state=State.PUBLISHED))


def _rows(queryset: QuerySet[Result], *, scores: bool) -> list[ResultRow]:
    """Where published runs of overlapping territories both hold a village, the one published later is shown."""
    ordered = queryset.order_by("run__published_at", "run_id")
    fields = (*_LIGHT, "scores") if scores else _LIGHT
    found = (_row(values if scores else (*values, None)) for values in ordered.values_list(*fields))
    latest = {(row.region_id, row.year): row for row in found}
    return sorted(latest.values(), key=lambda row: (row.year, row.code))


def published_results(
    scope: Scope, family: str, years: Collection[int] | None = None, *, scores: bool = False
) -> list[ResultRow]:
    """The published results in the scope by year and code; every year where none is given. One query."""
    queryset = _published(scope, family)
    if years is not None:
        queryset = queryset.filter(run__year__in=years)
    return _rows(queryset, scores=scores)


def results_of(scope: Scope, region_id: int, family: str) -> list[ResultRow]:
    """All published years of one village with their scores, ascending."""
    return _rows(_published(scope, family).filter(region_id=region_id), scores=True)


def result_of(scope: Scope, region_id: int, family: str, year: int) -> ResultDetail | None:
    """One village and year with everything a run keeps of it; None where nothing is published."""
    queryset = _published(scope, family).filter(region_id=region_id, run__year=year)
    result = queryset.select_related("run", "region__parent").order_by("-run__published_at", "-run_id").first()
    if result is None:
        return None
    (row,) = _rows(Result.objects.filter(pk=result.pk), scores=True)
    run = result.run
    return ResultDetail(
        row=row,
        repairs=tuple(result.repairs),
        findings=tuple(result.findings),
        edition_hash=run.edition_hash,
        input_hash=run.input_hash,
        code_version=run.code_version,
        computed_at=run.computed_at,
        published_at=run.published_at,
    )


def published_years(family: str) -> list[int]:
    """The years with published results, ascending."""
    years = Run.objects.filter(family=family, state=State.PUBLISHED).values_list("year", flat=True)
    return sorted(set(years))


def runs(scope: Scope, family: str | None = None) -> list[RunRow]:
    """The runs over territories in the scope, newest first; the public sees only the published."""
    queryset = scope.filter(Run.objects.all(), "territory")
    if family is not None:
        queryset = queryset.filter(family=family)
    if scope.is_public:
        queryset = queryset.filter(state=State.PUBLISHED)
    fields = tuple(RunRow.__dataclass_fields__)
    return [RunRow(*values) for values in queryset.order_by("-computed_at", "-pk").values_list(*fields)]
