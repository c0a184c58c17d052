"""The places somebody from the field works in, so that Beranda leads straight to them."""

from dataclasses import dataclass

from django.urls import reverse

from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.selectors import RegionRow, by_codes
from berdaya.web.home.territory import ASKED
from berdaya.web.published import address

# Digits of a regency's code: who works in all of it is at home on the page itself.
REGENCY = 4
MOST = 12


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A village or kecamatan of the reader."""

    name: str
    href: str


def own_places(scope: Scope) -> list[OwnPlace]:
    """The villages and kecamatan of the reader's roles; nobody's for the public and those who work in a whole regency."""
    prefixes = scope.prefixes
    if scope.is_public or not prefixes or any(len(prefix) <= REGENCY for prefix in prefixes):
        return []
    return [_place(region) for region in by_codes(scope, prefixes[:MOST])]


def _place(region: RegionRow) -> OwnPlace:
    if region.level == Level.VILLAGE:
        return OwnPlace(region.name, reverse("village", args=[region.dotted]))
    return OwnPlace(region.name, address(reverse("home"), {}, {ASKED: region.dotted}))
