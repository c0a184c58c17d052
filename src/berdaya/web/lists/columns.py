"""What a list declares: its columns, how each value is shown, compared and exported, and the words around the table."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from berdaya.web.lists.filters import Filter, Search

Row = TypeVar("Row")
Value = str | int | float | Decimal | Fraction | date | None
Words = str | Promise


class Kind(Enum):
    """What a value is: it decides the alignment on the page and the type of the cell in Excel."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    MONEY = auto()
    DATE = auto()

    @property
    def numeric(self) -> bool:
        return self in (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `value` is typed data: it is exported, and sorted and filtered by unless `order` or the filter's own
    `of` say otherwise; `show` gives what stands on the page where that differs.
    """

    key: str
    heading: Words
    value: Callable[[Row], Value]
    kind: Kind = Kind.TEXT
    decimals: int = 0
    show: Callable[[Row], str] | None = None
    href: Callable[[Row], str] | None = None
    note: Callable[[Row], str] | None = None
    order: Callable[[Row], Any] | None = None
    sortable: bool = True
    filter: Filter | None = None
    # Where the column appears. One that is not listed still filters, sorts and is exported.
    listed: bool = True
    exported: bool = True
    only_wide: bool = False

    def compared(self, row: Row) -> Any:
        """What the row is sorted by in this column; None stands last, whichever way."""
        value = self.order(row) if self.order else self.value(row)
        return value.casefold() if isinstance(value, str) else value

    def filtered(self, row: Row) -> Any:
        """What the filter of this column looks at."""
        of = self.filter.of if self.filter else None
        return of(row) if of else self.value(row)


def search(of: Callable[[Row], str], label: Words, key: str = "q") -> Column[Row]:
    """A search field over several texts of a row, which is no column of the table."""
    return Column(key, label, of, filter=Search(), sortable=False, listed=False, exported=False)


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A list: its title, its columns (the first listed one names the row), and what it says when it is empty.

    `keep` are parameters of the page that every address of the list carries on (indeks, tahun). `prefix` goes before
    the list's own parameters where a page holds several lists. `order` is a column's key, with - before it from the
    highest; without one, rows stand as the source gives them. `unmatched` is said where the filters leave nothing.
    """

    title: Words
    columns: Collection[Column[Row]]
    order: str = ""
    empty: Words = ""
    advice: Words = ""
    unmatched: Words = ""
    source: Words = ""
    action: str = "list.export"
    territory: str = ""
    file_name: str = "daftar"
    keep: dict[str, str] = field(default_factory=dict)
    prefix: str = ""
    size: int = 50

    @property
    def id(self) -> str:
        return f"{self.prefix}daftar"

    @property
    def listed(self) -> list[Column[Row]]:
        return [column for column in self.columns if column.listed]

    @property
    def exported(self) -> list[Column[Row]]:
        return [column for column in self.columns if column.exported]

    def column(self, key: str) -> Column[Row] | None:
        return next((column for column in self.columns if column.key == key), None)
