"""Reads on the scores of one indicator through the years, without the rest of each result."""

from dataclasses import dataclass

from berdaya.records.access.scope import Scope
from berdaya.records.runs.models import Result, State


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """The published score of one village and year; None where the answer is missing or only dimensions are known."""

    region_id: int
    year: int
    edition: str
    score: int | None


def score_series(scope: Scope, family: str, indicator: str, territory: str = "") -> list[ScorePoint]:
    """Every published year of an indicator in a territory (plain digits), by year and village. One query."""
    published = Result.objects.filter(run__family=family, run__state=State.PUBLISHED)
    within = scope.filter(published.filter(region__code__startswith=territory))
    fields = ("region_id", "run__year", "run__edition", f"scores__{indicator}")
    ordered = within.order_by("run__published_at", "run_id").values_list(*fields)
    latest = {values[:2]: ScorePoint(*values) for values in ordered}
    return sorted(latest.values(), key=lambda point: (point.year, point.region_id))
