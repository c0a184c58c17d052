"""The villages with their published result, counted, sorted and paged in the database: a country's list stays usable."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, FloatField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.models import Region
from berdaya.records.regions.selectors import best_first, matching
from berdaya.records.runs.models import Result

NOT_PUBLISHED = "-"


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village with its published result; without one, `low` is None. `before` is the index of the year before."""

    region_id: int
    code: str
    name: str
    kind: str
    district: str
    regency: str
    status: str = ""
    statuses: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    exact: str = ""
    verdict: str = ""
    before: float | None = None

    @property
    def index(self) -> float | None:
        return self.low if self.exact else None

    @property
    def change(self) -> float | None:
        return self.index - self.before if self.index is not None and self.before is not None else None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which villages are asked for. `runs` are the published runs of the year shown, `runs_before` of the one before.

    `territory` is a code in plain digits; `status` a class, or `NOT_PUBLISHED`; the kind is desa unless it is given.
    """

    runs: tuple[int, ...]
    runs_before: tuple[int, ...] = ()
    text: str = ""
    territory: str = ""
    status: str = ""
    kind: str = Kind.DESA
    index_from: Decimal | None = None
    index_until: Decimal | None = None


COLUMNS = {"name": "name", "code": "code", "district": "parent__name", "regency": "parent__parent__name"}
REGION_FIELDS = ("pk", "code", "name", "kind", "parent__name", "parent__parent__name")
RESULT_FIELDS = ("region_id", "run_id", "status", "statuses", "index_low", "index_high", "exact", "verdict")
NOTHING = ("", (), None, None, "", "")


def count_villages(scope: Scope, asked: Narrowed) -> int:
    """How many villages of the scope are asked for."""
    return _narrowed(scope, asked).count()


def villages_paged(
    scope: Scope, asked: Narrowed, start: int, stop: int, order: str = "", *, descending: bool = False
) -> list[VillageLine]:
    """The villages asked for from place `start` up to `stop`, by name, code, district, regency, index or change.

    What is not known stands last. Without an order by code, or the best hits first where a text is asked for.
    """
    ordered = _ordered(_narrowed(scope, asked), asked, order, descending=descending)
    regions = list(ordered.values_list(*REGION_FIELDS)[start:stop])
    figures = _figures([region[0] for region in regions], asked)
    return [_line(region, figures) for region in regions]


def _narrowed(scope: Scope, asked: Narrowed) -> QuerySet[Region]:
    """The villages, with only those subqueries that a filter needs."""
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE, code__startswith=asked.territory), "code")
    if asked.kind:
        queryset = queryset.filter(kind=asked.kind)
    if asked.text:
        queryset = matching(queryset, asked.text)
    if asked.status == NOT_PUBLISHED:
        queryset = queryset.exclude(pk__in=Result.objects.filter(run_id__in=asked.runs).values("region_id"))
    elif asked.status:
        queryset = _held(queryset, asked, Result.objects.filter(status=asked.status))
    ends = {"index_low__gte": asked.index_from, "index_low__lte": asked.index_until}
    known = {end: float(value) for end, value in ends.items() if value is not None}
    return _held(queryset, asked, Result.objects.filter(**known).exclude(exact="")) if known else queryset


def _held(queryset: QuerySet[Region], asked: Narrowed, wanted: QuerySet[Result]) -> QuerySet[Region]:
    """The villages whose result is among those wanted; where runs overlap, the one that is shown must be."""
    found = wanted.filter(run_id__in=asked.runs)
    kept = queryset.filter(pk__in=found.values("region_id"))
    return kept if len(asked.runs) == 1 else kept.annotate(held=_of(asked.runs, "pk")).filter(held__in=found)


def _of(runs: Collection[int], field: str | Combinable) -> Subquery:
    """A field of the result that is shown of a village: of overlapping runs, the one published later."""
    held = Result.objects.filter(region=OuterRef("pk"), run_id__in=runs)
    if len(runs) > 1:
        held = held.order_by("-run__published_at", "-run_id")
    if isinstance(field, str):
        return Subquery(held.values(field)[:1])
    return Subquery(held.annotate(known=field).values("known")[:1])


def _index(runs: Collection[int]) -> Subquery:
    """The index, where no missing answer leaves an interval."""
    return _of(runs, Case(When(exact="", then=Value(None)), default=F("index_low"), output_field=FloatField()))


def _ordered(queryset: QuerySet[Region], asked: Narrowed, order: str, *, descending: bool) -> QuerySet[Region]:
    """A total order: it ends with the code."""
    if order in COLUMNS:
        key = F(COLUMNS[order])
    elif order == "index":
        queryset, key = queryset.annotate(sorted_by=_index(asked.runs)), F("sorted_by")
    elif order == "change":
        queryset = queryset.annotate(sorted_by=_index(asked.runs) - _index(asked.runs_before))
        key = F("sorted_by")
    else:
        return best_first(queryset, asked.text) if asked.text else queryset.order_by("code")
    return queryset.order_by(key.desc(nulls_last=True) if descending else key.asc(nulls_last=True), "code")


def _figures(ids: Collection[int], asked: Narrowed) -> dict[tuple[int, bool], tuple[Any, ...]]:
    """What is shown of villages, by village and whether it is of the year before."""
    runs = {*asked.runs, *asked.runs_before}
    held = Result.objects.filter(region_id__in=ids, run_id__in=runs).order_by("run__published_at", "run_id")
    return {(region, run in asked.runs_before): values for region, run, *values in held.values_list(*RESULT_FIELDS)}


def _line(region: tuple[Any, ...], figures: Mapping[tuple[int, bool], tuple[Any, ...]]) -> VillageLine:
    status, statuses, low, high, exact, verdict = figures.get((region[0], False), NOTHING)
    *_, before, _, whole, _ = figures.get((region[0], True), NOTHING)
    shown = (status, tuple(statuses), low, high, exact, verdict, before if whole else None)
    return VillageLine(*(*region, *shown))
