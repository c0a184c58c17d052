"""The territory a person meant by what they wrote, and what is offered while they write."""

import re

from django.utils.translation import gettext

from berdaya.records.access.scope import Scope
from berdaya.records.regions.places import Place, find_places
from berdaya.web.account.holdings import managed_by, named

# A code at the beginning of a suggestion: `99.01.01 Kecamatan Hulu`.
CODE = re.compile(r"\s*(\d[\d.]*)")
CANDIDATES = 8


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
