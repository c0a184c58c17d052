"""The villages with their published result, counted, sorted and paged in the database: a country's list stays usable."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value, When
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
RESULT_FIELDS = ("status", "statuses", "index_low", "index_high", "exact", "verdict")


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
    ids = list(ordered.values_list("pk", flat=True)[start:stop])
    lines = {line.region_id: line for line in _lines(ids, asked)}
    return [lines[region] for region in ids]


def _narrowed(scope: Scope, asked: Narrowed) -> QuerySet[Region]:
    """The villages, with only those subqueries that a filter needs."""
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE, code__startswith=asked.territory), "code")
    if asked.kind:
        queryset = queryset.filter(kind=asked.kind)
    if asked.text:
        queryset = matching(queryset, asked.text)
    if asked.status:
        queryset = queryset.annotate(held_status=_of(asked.runs, "status"))
        wanted = Q(held_status=None) if asked.status == NOT_PUBLISHED else Q(held_status=asked.status)
        queryset = queryset.filter(wanted)
    ends = {"held_index__gte": asked.index_from, "held_index__lte": asked.index_until}
    known = {end: float(value) for end, value in ends.items() if value is not None}
    return queryset.annotate(held_index=_index(asked.runs)).filter(**known) if known else queryset


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


def _lines(ids: Collection[int], asked: Narrowed) -> list[VillageLine]:
    """The villages of one page with what is shown of each."""
    figures = {field: _of(asked.runs, field) for field in RESULT_FIELDS}
    queryset = Region.objects.filter(pk__in=ids).annotate(
        **{f"shown_{field}": figure for field, figure in figures.items()}, before=_index(asked.runs_before)
    )
    values = queryset.values_list(*REGION_FIELDS, *(f"shown_{field}" for field in RESULT_FIELDS), "before")
    return [_line(*row) for row in values]


def _line(*values: Any) -> VillageLine:
    status, statuses, low, high, exact, verdict, before = values[6:]
    shown = (status or "", tuple(statuses or ()), low, high, exact or "", verdict or "", before)
    return VillageLine(*(*values[:6], *shown))
