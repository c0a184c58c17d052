"""What somebody holds and where they are signed in, in words: for themselves, and for who manages them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.access.selectors import GrantRow
from berdaya.records.access.sessions import SessionRow, sessions_of
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.places import Place, places
from berdaya.web.account.devices import in_words


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


@dataclass(frozen=True)
class Held:
    """A role in a territory, and whether the reader may end it."""

    row: GrantRow
    role: str
    place: str
    code: str
    may_end: bool

    @property
    def state(self) -> str:
        return {"now": gettext("berlaku"), "coming": gettext("belum mulai"), "ended": gettext("berakhir")}[
            self.row.state
        ]


@dataclass(frozen=True)
class Device:
    """A session in words."""

    row: SessionRow

    @property
    def name(self) -> str:
        return in_words(self.row.browser, self.row.system)


def held(rows: list[GrantRow], scope: Scope) -> list[Held]:
    told, mine = names({row.territory for row in rows}), managed_by(scope)
    return [
        Held(row, str(row.role.label), told[row.territory], row.territory, mine.covers(row.territory)) for row in rows
    ]


def devices(user_id: int, here: str = "") -> list[Device]:
    return [Device(row) for row in sessions_of(user_id, here)]
