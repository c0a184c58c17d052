"""The comparable-items score of a village that has both indices: Berdaya's own figure, with the break between the two visible."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalks
from berdaya.domain.index.aggregation import Interval
from berdaya.domain.index.crosswalk import COMPARABLE, SAME, Crosswalk, Kind, Link, comparable, level
from berdaya.domain.index.definition import Edition
from berdaya.records.runs.selectors import ResultRow
from berdaya.web import numerals
from berdaya.web.charts.comparables import Dot, Panel, Row, comparables_chart
from berdaya.web.measure import inside, language, listed, words
from berdaya.web.villages.reading import Village
from berdaya.web.villages.scores import is_scored

HUNDRED = 100


@dataclass(frozen=True)
class Pair:
    """One link: what each index says of the village, whether it stands higher or lower, and why they are compared."""

    name: str
    before: str
    after: str
    change: str
    kind: str
    reason: str


@dataclass(frozen=True)
class ComparablePart:
    """What the page shows on comparable items."""

    chart: SafeString
    heads: tuple[str, str]
    sentence: str
    pairs: tuple[Pair, ...]
    name: str
    dated: str
    counts: tuple[int, int, int]
    step: str


def comparable_part(village: Village) -> ComparablePart | None:
    """The newest year of each index beside each other; None where no crosswalk joins two indices the village has."""
    for walk in reversed(crosswalks()):
        years = _scored(village, walk.before.family), _scored(village, walk.after.family)
        if all(years):
            return _part(walk, *years)
    return None


def _scored(village: Village, family: str) -> list[ResultRow]:
    return [one.row for one in village.own if one.row.family == family and is_scored(one.row)]


def _part(walk: Crosswalk, before: list[ResultRow], after: list[ResultRow]) -> ComparablePart:
    last, first = before[-1], after[0]
    editions = catalogue.edition(last.edition), catalogue.edition(first.edition)
    panels = (_panel(walk, before), _panel(walk, after))
    pairs = sorted(
        (_pair(link, editions, last.scores or {}, first.scores or {}) for link in walk.joins(COMPARABLE)),
        key=lambda pair: pair[0],
    )
    return ComparablePart(
        chart=comparables_chart(panels),
        heads=(_head(editions[0], last.year), _head(editions[1], first.year)),
        sentence=_sentence(walk, editions, last, first),
        pairs=tuple(pair for _, pair in pairs),
        name=words(walk.name),
        dated=date_format(walk.dated, "DATE_FORMAT"),
        counts=(
            len(walk.joins(SAME)),
            len(walk.joins(COMPARABLE)) - len(walk.joins(SAME)),
            sum(len(link.before) + len(link.after) for link in walk.links if link.kind == "none"),
        ),
        step=numerals.number(HUNDRED / max(len(walk.joins(SAME)), 1), 0, language()),
    )


def _head(edition: Edition, year: int) -> str:
    return gettext("%(index)s %(year)d") % {"index": edition.short_name, "year": year}


def _panel(walk: Crosswalk, rows: list[ResultRow]) -> Panel:
    name = catalogue.edition(rows[-1].edition).short_name
    return Panel(name, tuple(Row(row.year, _dot(walk, row, SAME), _dot(walk, row, COMPARABLE)) for row in rows))


def _dot(walk: Crosswalk, row: ResultRow, kinds: tuple[Kind, ...]) -> Dot:
    value = comparable(walk, catalogue.edition(row.edition), row.scores or {}, kinds).value
    return Dot(float(value.low) * HUNDRED, float(value.high) * HUNDRED)


def _sentence(walk: Crosswalk, editions: tuple[Edition, Edition], last: ResultRow, first: ResultRow) -> str:
    values = {
        kinds: [
            _span(comparable(walk, edition, row.scores or {}, kinds).value)
            for edition, row in zip(editions, (last, first), strict=True)
        ]
        for kinds in (SAME, COMPARABLE)
    }
    details = {
        "before": _head(editions[0], last.year), "after": _head(editions[1], first.year),
        "same": len(walk.joins(SAME)), "all": len(walk.joins(COMPARABLE)),
        "same_before": values[SAME][0], "same_after": values[SAME][1],
        "all_before": values[COMPARABLE][0], "all_after": values[COMPARABLE][1],
    }  # fmt: skip
    return (
        gettext(
            "Pada %(same)d hal yang ditanyakan sama: %(same_before)s dari 100 menurut %(before)s, %(same_after)s menurut "
            "%(after)s. Bila yang mirip ikut dihitung (%(all)d hal): %(all_before)s dan %(all_after)s."
        )
        % details
    )


def _span(value: Interval) -> str:
    low, high = (numerals.number(end * HUNDRED, 1, language()) for end in (value.low, value.high))
    return low if low == high else f"{low}–{high}"


def _pair(
    link: Link,
    editions: tuple[Edition, Edition],
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
) -> tuple[tuple[int, int], Pair]:
    """A link in words, and where it stands: the same before the similar, what moved before what did not."""
    levels = level(editions[0], link, before, later=False), level(editions[1], link, after, later=True)
    change = _change(*levels)
    names = [words(editions[0].indicators[code].short) for code in link.before]
    pair = Pair(
        name=listed([names[0], *map(inside, names[1:])]),
        before=_said(editions[0], link.before, before),
        after=_said(editions[1], link.after, after),
        change=change[1],
        kind=gettext("sama") if link.kind == "same" else gettext("mirip"),
        reason=words(link.reason),
    )
    return (link.kind != "same", change[0]), pair


def _change(before: Interval, after: Interval) -> tuple[int, str]:
    first, last = before.known, after.known
    if first is None or last is None:
        return 3, gettext("belum diketahui")
    if first == last:
        return 2, gettext("tetap")
    return (0, gettext("lebih rendah")) if last < first else (1, gettext("lebih tinggi"))


def _said(edition: Edition, codes: tuple[str, ...], scores: Mapping[str, int | None]) -> str:
    said = []
    for code in codes:
        score = scores.get(code)
        condition = gettext("belum ada") if score is None else words(edition.indicators[code].band(score).condition)
        said.append(condition)
    return "; ".join(said)
