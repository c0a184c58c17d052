"""What the page of one user shows, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from berdaya.records.access.scope import Scope
from berdaya.records.access.selectors import PersonCard, PersonRow
from berdaya.web.account.holdings import Device, Held, devices, held
from berdaya.web.people.listing import state_tag


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
