"""The rooms of the loop and their pages. Only what exists is listed: a page appears here when it is built."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from berdaya.records.access.roles import Role


@dataclass(frozen=True)
class Page:
    """A page of the second row; `also` names further addresses that belong to it."""

    url_name: str
    name: str | Promise
    also: tuple[str, ...] = ()
    # Who finds it in the navigation; nobody named means everybody. The page itself asks again.
    roles: frozenset[Role] = frozenset()

    def shown_to(self, held: frozenset[Role]) -> bool:
        return not self.roles or bool(self.roles & held)

    def holds(self, url_name: str) -> bool:
        return url_name in (self.url_name, *self.also)


@dataclass(frozen=True)
class Room:
    """One of the four rooms of the loop: measure, choose, mentor, judge."""

    name: str | Promise
    pages: tuple[Page, ...]


OFFICE = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST})
RECORDERS = OFFICE | {Role.VERIFIER, Role.MENTOR, Role.VILLAGE_HEAD, Role.VILLAGE_OPERATOR}
OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

PEOPLE = ("people-invite", "person", "person-handover", "person-role", "person-code", "person-erase")
PAPERS = ("paper", "paper-letter", "paper-series", "paper-series-new", "paper-series-set", "paper-draft-profile")

ROOMS = (
    Room(
        gettext_lazy("Ukur"),
        (
            Page("home", gettext_lazy("Beranda")),
            Page("search", gettext_lazy("Desa"), also=("village", "indicator", "what-if")),
            Page("indicators", gettext_lazy("Indikator"), also=("indicator-page",)),
            Page("comparison", gettext_lazy("Bandingkan")),
            Page(
                "quality",
                gettext_lazy("Mutu data"),
                also=("completeness", "finding-together", "finding"),
                roles=RECORDERS | {Role.AUDITOR},
            ),
            Page("imports", gettext_lazy("Impor"), also=("import", "import-mapping", "import-look"), roles=RECORDERS),
        ),
    ),
    Room(
        gettext_lazy("Kelola"),
        (
            Page("people", gettext_lazy("Pengguna"), also=PEOPLE, roles=OVERSEERS),
            Page(
                "office",
                gettext_lazy("Kantor"),
                also=("office-part", "office-signatory"),
                roles=frozenset({Role.ADMINISTRATOR}),
            ),
            Page("catalogue", gettext_lazy("Katalog"), also=("catalogue-edition",), roles=OFFICE),
            Page("papers", gettext_lazy("Surat"), also=PAPERS, roles=OFFICE),
            Page("trail", gettext_lazy("Jejak"), also=("trail-entry",), roles=OVERSEERS),
            Page("health", gettext_lazy("Kesehatan"), also=("health-job",), roles=frozenset({Role.ADMINISTRATOR})),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    """A place to go to, and whether the reader is there."""

    name: str | Promise
    href: str
    current: bool


def address(url_name: str) -> str:
    """The address of a page without arguments; empty when this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def page_links(room: Room, url_name: str, held: frozenset[Role]) -> list[Link]:
    """A link per page that this installation has and the reader's roles find."""
    return [
        Link(page.name, href, page.holds(url_name))
        for page in room.pages
        if page.shown_to(held) and (href := address(page.url_name))
    ]


def room_links(url_name: str, held: frozenset[Role]) -> list[Link]:
    """A link per room, to its first page; rooms without a page are left out."""
    links = [(room, page_links(room, url_name, held)) for room in ROOMS]
    return [Link(room.name, pages[0].href, any(page.current for page in pages)) for room, pages in links if pages]


def current_room(url_name: str) -> Room | None:
    return next((room for room in ROOMS if any(page.holds(url_name) for page in room.pages)), None)
