"""How a value of a column stands on a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from berdaya.web import numerals
from berdaya.web.lists.columns import Column, Kind, Row, Value
from berdaya.web.measure import language


@dataclass(frozen=True)
class Cell:
    """One value; `label` is the head of its column, for narrow screens."""

    text: str
    label: str
    href: str = ""
    note: str = ""
    numeric: bool = False
    only_wide: bool = False


def cell(column: Column[Row], row: Row) -> Cell:
    return Cell(
        column.show(row) if column.show else written(column.kind, column.value(row), column.decimals),
        str(column.heading),
        column.href(row) if column.href else "",
        column.note(row) if column.note else "",
        column.kind.numeric,
        column.only_wide,
    )


def written(kind: Kind, value: Value, decimals: int = 0) -> str:
    """A value in the words of the page; what is not known is a dash."""
    if value is None or value == "":
        return numerals.NOTHING
    figure: Any = value
    match kind:
        case Kind.NUMBER:
            return numerals.number(figure, decimals, language())
        case Kind.PERCENT:
            return numerals.percent(figure, decimals, language())
        case Kind.MONEY:
            return numerals.rupiah(figure, language())
        case Kind.DATE:
            return _date(figure)
    return str(value)


def _date(value: Any) -> str:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(local, "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")
