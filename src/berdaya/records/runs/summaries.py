"""Reads on published results that pages need in one query each: which runs stand, long series, one village whole."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from berdaya.records.access.scope import Scope
from berdaya.records.runs.models import Result, Run, State
from berdaya.records.runs.selectors import ResultDetail, ResultRow


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """A run that stands now: what it covers and from what it was computed."""

    id: int
    family: str
    edition: str
    year: int
    territory: str
    input_hash: str
    code_version: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """One village and year of a long series, without scores. `index` is None while missing answers leave an interval."""

    family: str
    year: int
    region_id: int
    code: str
    low: float
    high: float
    exact: str
    status: str

    @property
    def index(self) -> float | None:
        return self.low if self.exact else None


def published_runs() -> list[PublishedRun]:
    """Every published run, by family and year. What is published is known to all, so nothing asks who reads."""
    fields = tuple(PublishedRun.__dataclass_fields__)
    queryset = Run.objects.filter(state=State.PUBLISHED).order_by("family", "year", "published_at", "pk")
    return [PublishedRun(*values) for values in queryset.values_list(*fields)]


def index_series(scope: Scope, territory: str = "") -> list[IndexPoint]:
    """The index of every village, family and year in a territory (plain digits), by family, year and code."""
    queryset = scope.filter(Result.objects.filter(run__state=State.PUBLISHED, region__code__startswith=territory))
    ordered = queryset.order_by("run__published_at", "run_id")
    fields = (
        "run__family",
        "run__year",
        "region_id",
        "region__code",
        "index_low",
        "index_high",
        "exact",
        "status",
    )
    latest = {values[:3]: IndexPoint(*values) for values in ordered.values_list(*fields)}
    return sorted(latest.values(), key=lambda point: (point.family, point.year, point.code))


def village_results(scope: Scope, region_id: int) -> list[ResultDetail]:
    """Everything published of one village, every family and year, by family and year."""
    queryset = scope.filter(Result.objects.filter(run__state=State.PUBLISHED, region_id=region_id))
    latest = {(result.run.family, result.run.year): _detail(result) for result in _whole(queryset)}
    return [latest[key] for key in sorted(latest)]


def _whole(queryset: QuerySet[Result]) -> QuerySet[Result]:
    return queryset.select_related("run", "region__parent").order_by("run__published_at", "run_id")


def _detail(result: Result) -> ResultDetail:
    run, region = result.run, result.region
    parent = region.parent
    row = ResultRow(
        region_id=region.pk,
        code=region.code,
        name=region.name,
        district_code=parent.code if parent else "",
        district=parent.name if parent else "",
        year=run.year,
        family=run.family,
        edition=run.edition,
        index_low=result.index_low,
        index_high=result.index_high,
        exact=result.exact,
        status=result.status,
        statuses=tuple(result.statuses),
        dimensions={code: (low, high) for code, (low, high) in result.dimensions.items()},
        missing=tuple(result.missing),
        verdict=result.verdict,
        run_id=run.pk,
        scores=result.scores,
    )
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
