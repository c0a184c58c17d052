"""Everything the template of a list shows: its form, its rows, its pages, and the words around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext

from berdaya.web.lists.asked import EXPORT, ORDER, PAGE, SIZE, SIZES, WHOLE, Asked, Order, given, name_of
from berdaya.web.lists.cells import Cell, cell
from berdaya.web.lists.columns import Column, Listing, Row
from berdaya.web.lists.filters import FROM, Choice, Period, Range
from berdaya.web.lists.sources import Source, every
from berdaya.web.published import Choice as Link

MOST_PRINTED = 2_000


@dataclass(frozen=True)
class Head:
    """The head of a column, and the address that sorts by it."""

    name: str
    href: str
    sort: str
    numeric: bool
    only_wide: bool


@dataclass(frozen=True)
class Field:
    """One field of the form. `type` is text, select, number or date."""

    name: str
    label: str
    type: str
    value: str
    options: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A list as the template shows it."""

    id: str
    title: str
    path: str
    fields: tuple[Field, ...]
    orders: tuple[tuple[str, str, bool], ...]
    order_name: str
    hidden: tuple[tuple[str, str], ...]
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    total: int
    first: int
    last: int
    pages: tuple[Link | None, ...]
    before: str
    after: str
    sizes: tuple[Link, ...]
    said: tuple[tuple[str, str], ...]
    filters: dict[str, str]
    clear: str
    export: str
    whole: str
    paged: str
    cut: int
    empty: str
    advice: str
    unmatched: str
    source: str


def shown(listing: Listing[Row], source: Source[Row], asked: Asked, *, whole: bool = False) -> Shown:
    """One page of a list, or all of its rows (a bounded number) for printing."""
    count = source.count(asked.conditions)
    total = source.count({}) if asked.conditions else count
    size = MOST_PRINTED if whole else asked.size
    paginator = Paginator(range(count), size)
    page = paginator.get_page(1 if whole else asked.page)
    first = (page.number - 1) * size
    stop = min(first + size, count)
    rows = list(every(source, asked.conditions, asked.order, stop)) if whole else _rows(source, asked, first, stop)
    return Shown(
        id=listing.id,
        title=str(listing.title),
        path=asked.path,
        fields=tuple(field for column in listing.columns for field in _fields(column, asked)),
        orders=tuple(_orders(listing, asked)),
        order_name=listing.prefix + ORDER,
        hidden=tuple(_hidden(listing, asked)),
        heads=tuple(_head(column, asked) for column in listing.listed),
        rows=tuple(tuple(cell(column, row) for column in listing.listed) for row in rows),
        count=count,
        total=total,
        first=first + 1 if count else 0,
        last=stop,
        pages=() if whole else tuple(_pages(paginator, page.number, asked)),
        before=asked.address(**{PAGE: page.number - 1}) if page.has_previous() else "",
        after=asked.address(**{PAGE: page.number + 1}) if page.has_next() else "",
        sizes=tuple(Link(str(one), asked.address(**{SIZE: one}), one == asked.size) for one in SIZES),
        said=tuple(said(listing, asked)),
        filters={key: text for key, text in asked.written.items() if key not in listing.keep},
        clear=_clear(listing, asked),
        export=asked.address(**{EXPORT: "xlsx"}).partition("#")[0],
        whole=asked.address(**{WHOLE: "1"}).partition("#")[0],
        paged=asked.address() if whole else "",
        cut=count - stop if whole else 0,
        empty=str(listing.empty) or gettext("Belum ada isi"),
        advice=str(listing.advice),
        unmatched=str(listing.unmatched) or gettext("Longgarkan saringan, atau hapus semuanya."),
        source=_source(listing),
    )


def _source(listing: Listing[Row]) -> str:
    """Where the figures of a list come from; a list of people or papers has none to ask that of."""
    return str(listing.source) if any(column.kind.numeric for column in listing.columns) else ""


def _rows(source: Source[Row], asked: Asked, first: int, stop: int) -> Sequence[Row]:
    return source.rows(asked.conditions, asked.order, first, stop) if stop > first else []


def _head(column: Column[Row], asked: Asked) -> Head:
    here = asked.order is not None and asked.order.key == column.key
    sort = ("descending" if asked.order.descending else "ascending") if here and asked.order else ""
    to = asked.order.turned() if here and asked.order else Order(column.key)
    href = asked.address(**{ORDER: to.written}) if column.sortable else ""
    return Head(str(column.heading), href, sort, column.kind.numeric, column.only_wide)


def _fields(column: Column[Row], asked: Asked) -> list[Field]:
    """The fields of a column's filter, filled with what is in force."""
    filter_ = column.filter
    if filter_ is None:
        return []
    values = given(column, asked.written, asked.prefix)
    label = str(column.heading)
    if isinstance(filter_, Choice):
        named = (("", filter_.otherwise or gettext("Semua")), *(filter_.options or ()))
        options = tuple((value, name, value == values[""]) for value, name in named)
        return [Field(name_of(column, "", asked.prefix), label, "select", values[""], options)]
    if isinstance(filter_, Range | Period):
        kind = "date" if isinstance(filter_, Period) else "number"
        ends = {end: gettext("%(what)s dari") if end == FROM else gettext("%(what)s sampai") for end in values}
        return [
            Field(name_of(column, end, asked.prefix), words % {"what": label}, kind, values[end].replace(",", "."))
            for end, words in ends.items()
        ]
    return [Field(name_of(column, "", asked.prefix), label, "search", values[""])]


def _orders(listing: Listing[Row], asked: Asked) -> list[tuple[str, str, bool]]:
    """The ways to sort, for screens where the heads of the columns are not seen."""
    ways = [Order(column.key, down) for column in listing.listed if column.sortable for down in (False, True)]
    names = {column.key: str(column.heading) for column in listing.columns}
    words = (gettext("%(what)s, naik"), gettext("%(what)s, turun"))
    return [(way.written, words[way.descending] % {"what": names[way.key]}, way == asked.order) for way in ways]


def _hidden(listing: Listing[Row], asked: Asked) -> list[tuple[str, str]]:
    """What the form carries on without showing it: the page's own parameters and the size."""
    size = listing.prefix + SIZE
    kept = list(listing.keep.items())
    return [*kept, (size, asked.written[size])] if size in asked.written else kept


def _pages(paginator: "Paginator[int]", number: int, asked: Asked) -> list[Link | None]:
    """Links to pages; None where some are left out."""
    if paginator.num_pages < 2:
        return []
    numbers = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [
        Link(str(one), asked.address(**{PAGE: one}), one == number) if isinstance(one, int) else None for one in numbers
    ]


def said(listing: Listing[Row], asked: Asked) -> list[tuple[str, str]]:
    """The filters in force, as pairs of name and words."""
    return [
        (str(column.heading), asked.conditions[column.key].said())
        for column in listing.columns
        if column.key in asked.conditions
    ]


def _clear(listing: Listing[Row], asked: Asked) -> str:
    """The address without filters."""
    own = [
        name_of(column, part, asked.prefix)
        for column in listing.columns
        if column.filter
        for part in column.filter.parameters
    ]
    return asked.address(**{name.removeprefix(asked.prefix): "" for name in own}) if asked.conditions else ""
