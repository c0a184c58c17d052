"""The rooms of the loop and their pages. Only what exists is listed: a page appears here when it is built."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Page:
    """A page of the second row; `also` names further addresses that belong to it."""

    url_name: str
    name: str | Promise
    also: tuple[str, ...] = ()

    def holds(self, url_name: str) -> bool:
        return url_name in (self.url_name, *self.also)


@dataclass(frozen=True)
class Room:
    """One of the four rooms of the loop: measure, choose, mentor, judge."""

    name: str | Promise
    pages: tuple[Page, ...]


ROOMS = (
    Room(
        gettext_lazy("Ukur"),
        (Page("home", gettext_lazy("Beranda")), Page("search", gettext_lazy("Desa"), also=("village", "indicator"))),
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


def page_links(room: Room, url_name: str) -> list[Link]:
    return [Link(page.name, href, page.holds(url_name)) for page in room.pages if (href := address(page.url_name))]


def room_links(url_name: str) -> list[Link]:
    """A link per room, to its first page; rooms without a page are left out."""
    links = [(room, page_links(room, url_name)) for room in ROOMS]
    return [Link(room.name, pages[0].href, any(page.current for page in pages)) for room, pages in links if pages]


def current_room(url_name: str) -> Room | None:
    return next((room for room in ROOMS if any(page.holds(url_name) for page in room.pages)), None)
