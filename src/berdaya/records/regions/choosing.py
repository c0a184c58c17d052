"""Reads for choosing a territory step by step: few enough at a time for a list of a country's villages."""

from dataclasses import dataclass

from django.db.models import Max, Min, Q

from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.models import Region

LENGTHS = (6, 4, 2, 0)  # digits in the code of a kecamatan, regency, province, and of the whole country


@dataclass(frozen=True, slots=True)
class Territories:
    """What can be chosen: the territories above the chosen one, and those of the next level in it, by code."""

    root: str
    options: tuple[tuple[str, str], ...]


def territories(scope: Scope, chosen: str = "") -> Territories:
    """The steps on from a chosen territory (plain digits). A kecamatan is chosen among those of its regency."""
    villages = scope.filter(Region.objects.filter(level=Level.VILLAGE), "code")
    ends = villages.aggregate(first=Min("code"), last=Max("code"))
    if ends["first"] is None:
        return Territories("", ())
    root = next(ends["first"][:length] for length in LENGTHS if ends["last"].startswith(ends["first"][:length]))
    base = max(chosen[:4], root, key=len) if chosen.startswith(root) else root
    above = [base[:length] for length in LENGTHS if len(root) < length <= len(base)]
    below = Q(parent__code=base) if base else Q(level=Level.PROVINCE)
    wanted = Region.objects.filter(Q(code__in=above) | below).exclude(level=Level.VILLAGE)
    return Territories(root, tuple(wanted.order_by("code").values_list("code", "name")))
