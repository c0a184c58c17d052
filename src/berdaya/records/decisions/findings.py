"""Everything that can be found of the published results of one index and year: what each run kept, gaps, and rare changes."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import Substr

from berdaya.definitions import catalogue
from berdaya.domain.index.audit import Finding
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.jumps import index_jump, score_swings
from berdaya.domain.values import Text
from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.models import Region
from berdaya.records.runs.models import Result, Run, State

Figure = float | int | str | None


class Key(NamedTuple):
    """What names a finding: the village, the index and year, its kind, and the indicator, dimension or rule it is about."""

    region_id: int
    family: str
    year: int
    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a village, before anybody decided on it."""

    key: Key
    village: str
    name: str
    district_code: str
    district: str
    edition: str
    published: Figure
    recomputed: Figure
    repaired_to: int | None
    indicator: str
    dimension: str
    rule: str
    defect: str
    message: Text
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Row:
    """What is read of one published result."""

    region_id: int
    village: str
    name: str
    district_code: str
    district: str
    year: int
    edition: str
    exact: str
    missing: tuple[str, ...]
    scores: Mapping[str, int | None]
    findings: tuple[Mapping[str, Any], ...]

    @property
    def index(self) -> Fraction | None:
        return Fraction(self.exact) if self.exact else None


_NAMES = ("region_id", "village", "name", "district_code", "district", "year", "edition", "exact")
_FIELDS = (
    "region_id",
    "region__code",
    "region__name",
    "region__parent__code",
    "region__parent__name",
    "run__year",
    "run__edition",
    "exact",
    "missing",
    "scores",
    "findings",
)


def _row(values: tuple[Any, ...]) -> Row:
    *before, missing, scores, findings = values
    return Row(
        **dict(zip(_NAMES, before, strict=True)), missing=tuple(missing), scores=scores, findings=tuple(findings)
    )


def rows(scope: Scope, family: str, years: tuple[int, ...], territory: str = "") -> dict[int, dict[int, Row]]:
    """The published results in the scope by year and village; where two runs hold a village, the one published later."""
    queryset = scope.filter(Result.objects.filter(run__family=family, run__year__in=years, run__state=State.PUBLISHED))
    queryset = queryset.filter(region__code__startswith=territory).order_by("run__published_at", "run_id")
    found: dict[int, dict[int, Row]] = {year: {} for year in years}
    for values in queryset.values_list(*_FIELDS):
        row = _row(values)
        found[row.year][row.region_id] = row
    return found


def by_regency(scope: Scope, family: str, year: int) -> dict[str, int]:
    """How many villages of each regency (plain code) have a published result in the scope. One query."""
    results = scope.filter(Result.objects.filter(run__family=family, run__year=year, run__state=State.PUBLISHED))
    counted = results.annotate(regency=Substr("region__code", 1, 4)).values_list("regency")
    return dict(counted.annotate(villages=Count("region", distinct=True)).order_by("regency"))


def absent(scope: Scope, family: str, present: Mapping[int, Row], year: int, territory: str = "") -> list[Region]:
    """The villages in the scope that have no result, though a run was published of their territory."""
    runs = Run.objects.filter(family=family, year=year, state=State.PUBLISHED)
    covered = tuple(runs.values_list("territory", flat=True))
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE, kind=Kind.DESA), "code")
    villages = queryset.filter(code__startswith=territory).select_related("parent").order_by("code")
    return [region for region in villages if region.pk not in present and region.code.startswith(covered)]


def found(scope: Scope, family: str, year: int, territory: str = "") -> list[Found]:
    """Every finding of an index and year in the scope, by village; `territory` (plain digits) narrows it. Three queries."""
    edition = catalogue.edition_for(family, year)
    around = rows(scope, family, (year - 1, year, year + 1), territory)
    result = [
        item
        for region_id, row in sorted(around[year].items(), key=lambda pair: pair[1].village)
        for item in _of_village(edition, family, row, around[year - 1].get(region_id), around[year + 1].get(region_id))
    ]
    return result + [
        _absent(region, family, year, edition) for region in absent(scope, family, around[year], year, territory)
    ]


def _of_village(edition: Edition, family: str, row: Row, before: Row | None, after: Row | None) -> Iterator[Found]:
    told = set()
    for kept in row.findings:
        one = _kept(row, family, kept)
        told.add((one.key.code, one.key.subject))
        yield one
    fresh = [
        Finding("score_missing", row.village, row.year, indicator=code)
        for code in row.missing
        if ("score_missing", code) not in told
    ]
    fresh += _changes(edition, row, before, after)
    for finding in fresh:
        yield _fresh(row, family, finding)


def _changes(edition: Edition, row: Row, before: Row | None, after: Row | None) -> Iterator[Finding]:
    if before is None:
        return
    if row.index is not None and before.index is not None:
        jump = index_jump(edition, row.village, row.year, before.index, row.index)
        if jump is not None:
            yield jump
    if after is not None:
        yield from score_swings(edition, row.village, row.year, before.scores, row.scores, after.scores)


def _kept(row: Row, family: str, kept: Mapping[str, Any]) -> Found:
    """A finding as its run kept it."""
    words = kept["message"]
    return _found(row, family, dict(kept), Text(words["id"], words["en"]))


def _fresh(row: Row, family: str, finding: Finding) -> Found:
    parts = {
        "code": finding.code,
        "indicator": finding.indicator,
        "dimension": finding.dimension,
        "published": _plain(finding.published),
        "recomputed": _plain(finding.recomputed),
    }
    return _found(row, family, parts, Text(finding.message("id"), finding.message("en")))


def _found(row: Row, family: str, parts: Mapping[str, Any], message: Text) -> Found:
    indicator, dimension, rule = (parts.get(name) or "" for name in ("indicator", "dimension", "rule"))
    return Found(
        key=Key(row.region_id, family, row.year, parts["code"], indicator or rule or dimension),
        village=row.village,
        name=row.name,
        district_code=row.district_code or "",
        district=row.district or "",
        edition=row.edition,
        published=parts.get("published"),
        recomputed=parts.get("recomputed"),
        repaired_to=parts.get("repaired_to"),
        indicator=indicator,
        dimension=dimension,
        rule=rule,
        defect=parts.get("defect") or "",
        message=message,
        fingerprint=_fingerprint(*(parts.get(name) for name in ("published", "recomputed", "repaired_to"))),
    )


def _fingerprint(*figures: Figure) -> str:
    """Equal for equal figures, whatever the words of the finding are."""
    return hashlib.sha256(repr(figures).encode()).hexdigest()[:16]


def _absent(region: Region, family: str, year: int, edition: Edition) -> Found:
    parent = region.parent
    row = Row(
        region_id=region.pk,
        village=region.code,
        name=region.name,
        district_code=parent.code if parent else "",
        district=parent.name if parent else "",
        year=year,
        edition=edition.code,
        exact="",
        missing=(),
        scores={},
        findings=(),
    )
    return _fresh(row, family, Finding("answers_missing", region.code, year))


def _plain(value: object) -> Figure:
    return float(value) if isinstance(value, Fraction) else value if isinstance(value, int | str) else None
