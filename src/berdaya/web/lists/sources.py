"""Where the rows of a list come from: a sequence in memory, or a source that counts and pages in the database."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from berdaya.web.lists.asked import Order
from berdaya.web.lists.columns import Column, Listing, Row
from berdaya.web.lists.filters import Choice, Conditions

PORTION = 2_000  # rows fetched at a time where all are written
Found_co = TypeVar("Found_co", covariant=True)


class Source(Protocol[Found_co]):
    """Rows the reader may see, already narrowed to their scope.

    Conditions are by the column's key. The order must be total (end it with a unique column), or pages would overlap.
    """

    def count(self, conditions: Conditions) -> int: ...

    def rows(self, conditions: Conditions, order: Order | None, start: int, stop: int) -> Sequence[Found_co]: ...


class Rows(Generic[Row]):
    """A sequence in memory. Sorting is stable: rows that are equal in a column keep the order they were given in."""

    def __init__(self, listing: Listing[Row], rows: Sequence[Row]) -> None:
        self._columns = {column.key: column for column in listing.columns}
        self._rows = rows
        self._last: tuple[Conditions, Order | None, Sequence[Row]] | None = None

    def count(self, conditions: Conditions) -> int:
        return len(self._chosen(conditions))

    def rows(self, conditions: Conditions, order: Order | None, start: int, stop: int) -> Sequence[Row]:
        if self._last is None or self._last[:2] != (conditions, order):
            chosen = self._chosen(conditions)
            self._last = conditions, order, _sorted(chosen, self._columns[order.key], order) if order else chosen
        return self._last[2][start:stop]

    def _chosen(self, conditions: Conditions) -> Sequence[Row]:
        if not conditions:
            return self._rows
        tests = [(self._columns[key], condition) for key, condition in conditions.items()]
        return [row for row in self._rows if all(one.holds(column.filtered(row)) for column, one in tests)]


def _sorted(rows: Sequence[Row], column: Column[Row], order: Order) -> list[Row]:
    keys = [(column.compared(row), row) for row in rows]
    known = sorted((pair for pair in keys if pair[0] is not None), key=lambda pair: pair[0], reverse=order.descending)
    return [row for _, row in known] + [row for key, row in keys if key is None]


def with_options(listing: Listing[Row], rows: Sequence[Row]) -> Listing[Row]:
    """The same list, its choices without options offering the values of the rows, in the column's order."""
    columns = [_offering(column, rows) for column in listing.columns]
    return replace(listing, columns=columns)


def _offering(column: Column[Row], rows: Sequence[Row]) -> Column[Row]:
    choice = column.filter
    if not isinstance(choice, Choice) or choice.options is not None:
        return column
    held: dict[str, Any] = {}
    for row in rows:
        value = column.filtered(row)
        several = choice.of is not None and not isinstance(value, str) and hasattr(value, "__iter__")
        for one in value if several else [value]:
            held.setdefault(str(one), str(one).casefold() if several or choice.of else column.compared(row))
    known = sorted((text for text in held if text not in ("", "None") and held[text] is not None), key=held.__getitem__)
    return replace(column, filter=replace(choice, options=tuple((text, text) for text in known)))


def every(source: Source[Found_co], conditions: Conditions, order: Order | None, most: int) -> Iterator[Found_co]:
    """All rows that hold, in order and a portion at a time; at most so many."""
    for start in range(0, most, PORTION):
        portion = source.rows(conditions, order, start, min(start + PORTION, most))
        yield from portion
        if len(portion) < PORTION:
            return
