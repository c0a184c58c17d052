"""What the page of one user shows, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.records.access.scope import Scope
from berdaya.records.access.selectors import GrantRow, PersonCard, PersonRow
from berdaya.records.access.sessions import SessionRow, sessions_of
from berdaya.web.account.devices import in_words
from berdaya.web.people.listing import state_tag
from berdaya.web.people.places import managed_by, names


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


@dataclass(frozen=True)
class PersonPage:
    """One user, as an overseer sees them."""

    card: PersonCard
    grants: list[Held]
    devices: list[Device]
    themselves: bool
    may_erase: bool

    @property
    def row(self) -> PersonRow:
        return self.card.row

    @property
    def state(self) -> SafeString | str:
        return state_tag(self.row.state)

    @property
    def did(self) -> str:
        """The trail of what they did, and of what was done to them."""
        return trail({"orang": str(self.row.id)})

    @property
    def was_done(self) -> str:
        return trail({"perihal": f"user:{self.row.id}"})


def trail(asked: Mapping[str, str]) -> str:
    try:
        return f"{reverse('trail')}?{urlencode(asked)}"
    except NoReverseMatch:
        return ""


def held(rows: list[GrantRow], scope: Scope) -> list[Held]:
    told, mine = names({row.territory for row in rows}), managed_by(scope)
    return [
        Held(row, str(row.role.label), told[row.territory], row.territory, mine.covers(row.territory)) for row in rows
    ]


def devices(user_id: int, here: str = "") -> list[Device]:
    return [Device(row) for row in sessions_of(user_id, here)]


def person_page(card: PersonCard, scope: Scope) -> PersonPage:
    row = card.row
    themselves = row.id == scope.user_id
    return PersonPage(
        card=card,
        grants=held(list(row.grants), scope),
        devices=devices(row.id),
        themselves=themselves,
        may_erase=row.state != "erased" and not themselves,
    )
