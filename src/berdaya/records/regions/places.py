"""Territories of any level by code and by name: to say where somebody works, and to find where they should."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.models import Region


@dataclass(frozen=True, slots=True)
class Place:
    """A territory with the one above it."""

    code: str
    name: str
    level: str
    kind: str
    above: str

    @property
    def dotted(self) -> str:
        return RegionCode(self.code).dotted


def places(codes: Collection[str]) -> dict[str, Place]:
    """The territories of these codes (plain digits), by code; what is not there is left out."""
    return {place.code: place for place in _rows(Region.objects.filter(code__in=set(codes)))}


def find_places(scope: Scope, text: str, limit: int = 10) -> list[Place]:
    """Territories whose code begins so, or whose name has all the words; the whole name and the widest first."""
    words = text.split()
    digits = "".join(character for character in text if character not in ".- ")
    if not words:
        return []
    queryset = scope.filter(Region.objects.all(), "code")
    if digits.isascii() and digits.isdigit():
        found = queryset.filter(code__startswith=digits).order_by(Length("code"), "code")
    else:
        for word in words:
            queryset = queryset.filter(name__icontains=word)
        whole = " ".join(words)
        ways = (Q(name__iexact=whole), Q(name__istartswith=whole))
        whens = [When(way, then=Value(rank)) for rank, way in enumerate(ways)]
        rank = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
        found = queryset.order_by(rank, Length("code"), "name", "code")
    return _rows(found[:limit])


def _rows(queryset: QuerySet[Region]) -> list[Place]:
    rows = queryset.values_list("code", "name", "level", "kind", "parent__name")
    return [Place(code, name, level, kind, above or "") for code, name, level, kind, above in rows]
