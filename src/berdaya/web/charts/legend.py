"""Legends: what each fill means, in words."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.marks import Status, tone
from berdaya.web.charts.svg import html


def legend(entries: Iterable[tuple[str, str]], name: str = "") -> SafeString:
    """Entries are (class of the fill or '' for no data, word)."""
    head = [html("li", name, class_="legend__name")] if name else []
    items = [html("li", html("i", class_=f"swatch tile--{fill or 'none'}"), word) for fill, word in entries]
    return html("ul", *head, *items, class_="legend")


def status_legend(statuses: Iterable[Status], *, without: str = "") -> SafeString:
    """The classes of an index; `without` names what is hatched, for example kelurahan."""
    entries = [(f"st-{tone(status.level, status.of)}", status.name) for status in statuses]
    return legend([*entries, ("", without)] if without else entries)


def score_legend(low: int = 0, high: int = 5) -> SafeString:
    return legend(((f"sk-{score}", str(score)) for score in range(low, high + 1)), gettext("Skor"))
