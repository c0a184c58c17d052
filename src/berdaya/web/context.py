"""What the frame of every page needs: where the reader is and what surrounds the page."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from berdaya import __version__
from berdaya.records.access.roles import Role
from berdaya.records.inbox.selectors import unread_count
from berdaya.records.office.selectors import OfficeCard, office
from berdaya.records.regions.synthetic import synthetic_regency
from berdaya.web.account.reader import reader, role_names
from berdaya.web.help.pages import help_address
from berdaya.web.navigation import RECORDERS, Link, current_room, page_links, room_links


@dataclass
class Frame:
    """Computed when the template asks for it; the invented regency and the roles are read from the database."""

    request: HttpRequest

    @cached_property
    def url_name(self) -> str:
        match = self.request.resolver_match
        return (match.url_name or "") if match else ""

    @cached_property
    def held(self) -> frozenset[Role]:
        return reader(self.request).roles

    @cached_property
    def rooms(self) -> list[Link]:
        return room_links(self.url_name, self.held)

    @cached_property
    def room(self) -> Link | None:
        return next((room for room in self.rooms if room.current), None)

    @cached_property
    def pages(self) -> list[Link]:
        room = current_room(self.url_name)
        return page_links(room, self.url_name, self.held) if room else []

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, name in its own language, whether the page is in it."""
        return [(code, name, code == get_language()) for code, name in settings.LANGUAGES]

    @property
    def path(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def synthetic(self) -> str | None:
        """The name of the invented regency this database holds, for the banner; None where all is real."""
        return synthetic_regency()

    @cached_property
    def office(self) -> OfficeCard | None:
        """Who runs this installation; None before the first set-up."""
        return office()

    @property
    def may_import(self) -> bool:
        return bool(self.held & RECORDERS)

    @property
    def may_administer(self) -> bool:
        return Role.ADMINISTRATOR in self.held

    @cached_property
    def unread(self) -> int:
        """How many messages wait for the reader; asked of the database for those who are signed in."""
        return unread_count(reader(self.request))

    @property
    def help(self) -> str:
        """The help on this page."""
        return help_address(self.url_name)

    @property
    def practice(self) -> bool:
        """Whether this is the practice installation, whose records are nobody's."""
        return bool(settings.PRACTICE)

    @property
    def practice_address(self) -> str:
        """Where one can practise, if this installation names a place."""
        return str(settings.PRACTICE_ADDRESS)

    @cached_property
    def roles(self) -> str:
        """What the reader does in the programme, in words."""
        return role_names(reader(self.request))

    @property
    def version(self) -> str:
        return __version__


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": Frame(request)}
