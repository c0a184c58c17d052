"""What is asked of a list in the parameters of its address. What is not known falls back to the list's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from berdaya.web.lists.columns import Column, Listing, Row
from berdaya.web.lists.filters import LONGEST, Conditions
from berdaya.web.published import address

ORDER, PAGE, SIZE, EXPORT, WHOLE = "urut", "hal", "baris", "ekspor", "cetak"
SIZES = (25, 50, 100, 250)


@dataclass(frozen=True)
class Order:
    """The column that rows are sorted by, and which way."""

    key: str
    descending: bool = False

    @property
    def written(self) -> str:
        return f"-{self.key}" if self.descending else self.key

    def turned(self) -> "Order":
        return Order(self.key, not self.descending)


@dataclass(frozen=True)
class Asked:
    """What is asked, and `written`: the parameters that have an effect, as they stand in the list's own addresses."""

    path: str
    conditions: Conditions
    order: Order | None
    page: int
    size: int
    written: Mapping[str, str]
    prefix: str = ""

    def address(self, **changed: Any) -> str:
        """The address of the same list with own parameters changed; '' leaves one out. Begins again at page one."""
        own = {f"{self.prefix}{key}": str(value) for key, value in {PAGE: "", **changed}.items()}
        return address(self.path, self.written, own, fragment=f"{self.prefix}daftar")


def name_of(column: Column[Any], part: str, prefix: str = "") -> str:
    """The parameter of a filter: the column's key, with `-dari` and `-sampai` for the two ends."""
    return prefix + (f"{column.key}-{part}" if part else column.key)


def given(column: Column[Any], parameters: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """What stands in the parameters of a column's filter."""
    parts = column.filter.parameters if column.filter else ()
    return {part: str(parameters.get(name_of(column, part, prefix), ""))[: LONGEST + 1] for part in parts}


def asked(request: HttpRequest, listing: Listing[Row]) -> Asked:
    """Read an address. The conditions stand in the order of the columns."""
    parameters, prefix = request.GET, listing.prefix
    conditions, written = {}, dict(listing.keep)
    for column in listing.columns:
        if column.filter is None:
            continue
        found = given(column, parameters, prefix)
        condition = column.filter.condition(found)
        if condition is not None:
            conditions[column.key] = condition
            written.update({name_of(column, part, prefix): text for part, text in found.items() if text})
    order, size = (
        _order(parameters.get(prefix + ORDER, ""), listing),
        _size(parameters.get(prefix + SIZE, ""), listing.size),
    )
    if order is not None and order.written != listing.order:
        written[prefix + ORDER] = order.written
    if size != listing.size:
        written[prefix + SIZE] = str(size)
    return Asked(request.path, conditions, order, _page(parameters.get(prefix + PAGE, "")), size, written, prefix)


def _order(text: str, listing: Listing[Row]) -> Order | None:
    for one in (text, listing.order):
        column = listing.column(one.removeprefix("-")) if one else None
        if column is not None and column.sortable:
            return Order(column.key, one.startswith("-"))
    return None


def _page(text: str) -> int:
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1


def _size(text: str, usual: int) -> int:
    return int(text) if text in map(str, SIZES) else usual
