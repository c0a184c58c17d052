"""Reads for maps: territories with their shapes in one query, and a stamp that changes when any of them does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.models import Region
from berdaya.records.regions.selectors import RegionRow


@dataclass(frozen=True, slots=True)
class Area:
    """A village, kecamatan or regency with its simplified shape, None where no boundary was imported."""

    id: int
    code: str
    name: str
    level: str
    kind: str
    parent: str
    geometry: Mapping[str, Any] | None

    @property
    def is_village(self) -> bool:
        return self.level == Level.VILLAGE

    @property
    def is_district(self) -> bool:
        return self.level == Level.DISTRICT

    @property
    def is_desa(self) -> bool:
        return self.kind == Kind.DESA


def areas(scope: Scope, territory: str = "") -> list[Area]:
    """The villages, kecamatan and regencies of a territory (plain digits) in the scope, by code. One query."""
    levels = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
    within = Region.objects.filter(level__in=levels, code__startswith=territory)
    fields = ("pk", "code", "name", "level", "kind", "parent__name", "boundary__simplified")
    return [Area(*values) for values in scope.filter(within, "code").order_by("code").values_list(*fields)]


def names_above(scope: Scope, territory: str) -> list[tuple[str, str]]:
    """Code and name of a territory (plain digits) and of those above it, the widest first."""
    codes = [territory[:length] for length in (2, 4, 6, 10) if length <= len(territory)]
    found = scope.filter(Region.objects.filter(code__in=codes), "code")
    return list(found.order_by("code").values_list("code", "name"))


def current_village(scope: Scope, code: str) -> RegionRow | None:
    """The village that has this code (plain digits) now; None where none in the scope has."""
    queryset = scope.filter(Region.objects.filter(level=Level.VILLAGE, code=code), "code")
    above = ("parent__name", "parent__parent__name", "parent__parent__parent__name")
    values = queryset.values_list("pk", "code", "name", "level", "kind", *above).first()
    return RegionRow(*values) if values else None


def stamp() -> str:
    """A text that changes when territories or boundaries are added or imported again."""
    found = Region.objects.aggregate(
        regions=Count("pk"), shapes=Count("boundary"), newest=Max("pk"), imported=Max("boundary__imported_at")
    )
    return "-".join(str(found[key]) for key in ("regions", "shapes", "newest", "imported"))
