"""Reads on published results that pages need in one query each: which runs stand, long series, one village whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, Min, QuerySet

from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import Kind, Source
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.standing import withdrawn
from berdaya.records.observations.values import read
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
    computed_at: datetime


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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the values of a year come from: documents of one kind, how many, and the names of the first and the last."""

    kind: str
    documents: int
    names: tuple[str, ...]


def sources(territory: str, year: int, edition: str) -> list[Origin]:
    """What the ledger holds of a territory (plain digits) and year, tables first. Documents are named for all to see."""
    said = Submission.objects.filter(year=year, edition=edition, region__code__startswith=territory)
    said = said.exclude(pk__in=withdrawn())
    kinds = said.filter(source=Source.OFFICIAL).values("document__kind").order_by("-document__kind")
    counted = kinds.annotate(
        count=Count("document", distinct=True), first=Min("document__source"), last=Max("document__source")
    )
    return [
        Origin(one["document__kind"], one["count"], tuple(dict.fromkeys((one["first"], one["last"]))))
        for one in counted
        if one["document__kind"]
    ]


def printed_indices(regions: Collection[int], year: int, edition: str, code: str) -> dict[int, float]:
    """The index (`code`) that was published of each village, as its newest official submission prints it."""
    said = Observation.objects.filter(
        submission__region_id__in=regions,
        submission__year=year,
        submission__edition=edition,
        submission__source=Source.OFFICIAL,
        kind=Kind.INDEX,
        code=code,
    )
    newest_last = said.exclude(submission__in=withdrawn()).order_by("submission__recorded_at", "submission_id")
    values = {region: read(text) for region, text in newest_last.values_list("submission__region_id", "text")}
    return {region: float(value) for region, value in values.items() if isinstance(value, int | Decimal)}


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
