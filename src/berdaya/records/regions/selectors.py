"""Reads on territories; pages get frozen rows, never models."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.kinds import CodeSystem, Kind, Level
from berdaya.records.regions.models import Boundary, Region, RegionCodeEntry, RegionYear


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A territory with the names of those above it."""

    id: int
    code: str
    name: str
    level: str
    kind: str
    district: str = ""
    regency: str = ""
    province: str = ""

    @property
    def dotted(self) -> str:
        return RegionCode(self.code).dotted

    @property
    def district_code(self) -> str:
        return self.code[:6]


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A kecamatan with how many desa and kelurahan of it the reader may see."""

    id: int
    code: str
    name: str
    desa: int
    kelurahan: int

    @property
    def dotted(self) -> str:
        return RegionCode(self.code).dotted


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """A shape for the web: simplified GeoJSON geometry and an inside point (longitude, latitude)."""

    code: str
    name: str
    geometry: Mapping[str, Any]
    inside: tuple[float, float]


@dataclass(frozen=True, slots=True)
class CodeUse:
    """One code of a territory's history."""

    system: str
    code: str
    valid_from: int | None
    valid_until: int | None


@dataclass(frozen=True, slots=True)
class People:
    """The counts of one territory in one year."""

    year: int
    population: int | None
    households: int | None
    source: str


def _row(region: Region) -> RegionRow:
    above = {}
    parent = region.parent
    while parent is not None:
        above[parent.level] = parent.name
        parent = parent.parent
    known = {level: above.get(level, "") for level in (Level.DISTRICT, Level.REGENCY, Level.PROVINCE)}
    return RegionRow(region.pk, region.code, region.name, region.level, region.kind, *known.values())


def _with_parents(queryset: QuerySet[Region]) -> QuerySet[Region]:
    return queryset.select_related("parent__parent__parent")


def region_by_code(written: object, year: int | None = None, *, scope: Scope | None = None) -> RegionRow:
    """Find the territory a written code means, former codes included; outside the scope it is unknown."""
    plain = RegionCode.parse(written).plain
    found = code_book([plain]).region_id(written, year)
    row = _row(_with_parents(Region.objects.all()).get(pk=found))
    if scope is not None and not scope.covers(row.code):
        raise Problem("region.unknown", code=str(written).strip())
    return row


def by_codes(scope: Scope, codes: Collection[str]) -> list[RegionRow]:
    """The territories of these present codes (plain digits) that the scope covers, in the order of the codes."""
    found = scope.filter(Region.objects.filter(code__in=codes), "code")
    rows = {region.code: _row(region) for region in _with_parents(found)}
    return [rows[code] for code in dict.fromkeys(codes) if code in rows]


def codes_of(region_id: int) -> list[CodeUse]:
    """Every code a territory has or had, oldest first."""
    entries = RegionCodeEntry.objects.filter(region_id=region_id).values_list(
        "system", "code", "valid_from", "valid_until"
    )
    return sorted((CodeUse(*entry) for entry in entries), key=lambda use: (use.system, use.valid_from or 0, use.code))


def villages(scope: Scope, *, kelurahan: bool = False) -> list[RegionRow]:
    """The villages in the scope, by code: desa, and kelurahan too where asked."""
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE), "code")
    if not kelurahan:
        queryset = queryset.filter(kind=Kind.DESA)
    return [_row(region) for region in _with_parents(queryset).order_by("code")]


def districts(scope: Scope) -> list[DistrictRow]:
    """The kecamatan that hold a village of the scope, by code, with the villages counted."""
    counted = (
        scope.filter(Region.objects.filter(level=Level.VILLAGE), "code")
        .values_list("parent_id")
        .annotate(desa=Count("pk", filter=Q(kind=Kind.DESA)), kelurahan=Count("pk", filter=Q(kind=Kind.KELURAHAN)))
    )
    counts = {parent: (desa, kelurahan) for parent, desa, kelurahan in counted}
    found = Region.objects.filter(level=Level.DISTRICT, pk__in=list(counts)).order_by("code")
    return [DistrictRow(region.pk, region.code, region.name, *counts[region.pk]) for region in found]


def regions(scope: Scope, level: str) -> list[RegionRow]:
    """The territories of one level in the scope, by code."""
    queryset = scope.filter(Region.objects.filter(level=level), "code")
    return [_row(region) for region in _with_parents(queryset).order_by("code")]


def _words_begin(words: list[str]) -> Q:
    """Every word asked for begins a word of the name."""
    begins = [Q(name__istartswith=word) | Q(name__icontains=f" {word}") for word in words]
    return reduce(and_, begins)


def search(scope: Scope, text: str, limit: int = 10) -> list[RegionRow]:
    """Find villages by the beginning of a code (former ones included) or by words of the name, the best first.

    Names occur more than once: each hit carries its kecamatan, and the caller lets the reader choose.
    """
    if not text.split():
        return []
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE), "code")
    found = best_first(matching(queryset, text), text)
    return [_row(region) for region in _with_parents(found)[:limit]]


def _digits(text: str) -> str:
    """The digits of a code in any spelling; nothing where it is no code."""
    digits = "".join(character for character in text if character not in ".- /")
    return digits if digits.isascii() and digits.isdigit() else ""


def matching(queryset: QuerySet[Region], text: str) -> QuerySet[Region]:
    """Villages whose code, present or former, begins as asked, or whose name holds every word."""
    if digits := _digits(text):
        held = RegionCodeEntry.objects.filter(system=CodeSystem.KEMENDAGRI, code__startswith=digits)
        return queryset.filter(pk__in=held.values("region_id"))
    for word in text.split():
        queryset = queryset.filter(name__icontains=word)
    return queryset


def best_first(queryset: QuerySet[Region], text: str) -> QuerySet[Region]:
    """The whole name, names that begin so, names whose words begin so, names that hold the words; hits of a code by code."""
    if _digits(text):
        return queryset.order_by("code")
    words = text.split()
    written = " ".join(words)
    ways = (Q(name__iexact=written), Q(name__istartswith=written), _words_begin(words))
    whens = [When(way, then=Value(place)) for place, way in enumerate(ways)]
    rank = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
    return queryset.order_by(rank, "name", "code")


def boundaries(scope: Scope, level: str) -> list[BoundaryRow]:
    """The simplified shapes of one level in the scope, by code."""
    queryset = scope.filter(Boundary.objects.filter(region__level=level)).order_by("region__code")
    fields = ("region__code", "region__name", "simplified", "inside_longitude", "inside_latitude")
    return [BoundaryRow(code, name, shape, (x, y)) for code, name, shape, x, y in queryset.values_list(*fields)]


def people(scope: Scope, year: int) -> dict[int, People]:
    """The latest counts up to a year, by territory id."""
    queryset = scope.filter(RegionYear.objects.filter(year__lte=year)).order_by("year")
    rows = queryset.values_list("region_id", "year", "population", "households", "source")
    return {
        region_id: People(of_year, population, households, source)
        for region_id, of_year, population, households, source in rows
    }
