"""Where somebody works, in words, and the territory a person meant by what they wrote."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.places import Place, find_places, places

# A code at the beginning of a suggestion: `99.01.01 Kecamatan Hulu`.
CODE = re.compile(r"\s*(\d[\d.]*)")
CANDIDATES = 8


def named(place: Place) -> str:
    """A territory as it is spoken of.

    >>> named(Place("9901012001", "Bukit Raya", "village", "desa", "Hulu"))
    'Desa Bukit Raya, Hulu'
    """
    levels = {
        Level.PROVINCE: "%s",
        Level.REGENCY: "%s",
        Level.DISTRICT: gettext("Kecamatan %s"),
        Level.VILLAGE: gettext("Kelurahan %s") if place.kind == "kelurahan" else gettext("Desa %s"),
    }
    words = levels[Level(place.level)] % place.name
    return f"{words}, {place.above}" if place.level == Level.VILLAGE and place.above else words


def names(codes: Iterable[str]) -> Mapping[str, str]:
    """The words for each code; '' is everywhere, and a code without a territory stands for itself."""
    asked = set(codes)
    known = places(asked - {""})
    told = {code: named(known[code]) if code in known else RegionCode(code).dotted for code in asked if code}
    return told | {"": gettext("Semua wilayah")}


def managed_by(scope: Scope) -> Scope:
    """The territories somebody may give roles in."""
    return scope.acting_as(Role.ADMINISTRATOR)


def suggestions(scope: Scope, text: str) -> list[str]:
    """What a field offers while somebody types: the code, then the words."""
    offered = [f"{place.dotted} {named(place)}" for place in find_places(managed_by(scope), text, CANDIDATES)]
    whole = gettext("Semua wilayah")
    return [whole, *offered] if managed_by(scope).covers("") and text.casefold() in whole.casefold() else offered


def meant(scope: Scope, text: str) -> list[Place] | str:
    """The code of the territory that was written, by code or by name; several or no places where it is not clear."""
    if text.strip().casefold() == gettext("Semua wilayah").casefold():
        return ""
    begins = CODE.match(text)
    if begins:
        code = begins.group(1).replace(".", "")
        found = [place for place in find_places(managed_by(scope), code, CANDIDATES) if place.code == code]
    else:
        found = find_places(managed_by(scope), text, CANDIDATES)
        exact = [place for place in found if place.name.casefold() == " ".join(text.split()).casefold()]
        found = exact or found
    return found[0].code if len(found) == 1 else found
