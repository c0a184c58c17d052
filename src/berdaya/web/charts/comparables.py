"""The comparable-items score by year: one scale from 0 to 100, a broken panel per index, no line across the break."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.breaks import break_mark
from berdaya.web.charts.scale import written
from berdaya.web.charts.svg import element, picture, share

TOP: Final = 30.0
BOTTOM: Final = 150.0
HEIGHT: Final = 178
BREAK: Final = 9.0  # percent of the width between two panels
FULL: Final = 100.0


@dataclass(frozen=True)
class Dot:
    """A score from 0 to 100; both ends where answers are missing."""

    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """A year: the score on what is the same, and with what is similar."""

    year: int
    same: Dot
    similar: Dot


@dataclass(frozen=True)
class Panel:
    """The years of one index."""

    name: str
    rows: tuple[Row, ...]


def y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / FULL, 2)


def comparables_chart(panels: tuple[Panel, Panel]) -> SafeString:
    """Two panels that share the scale; the break between them is drawn, the line across it is not."""
    width = (FULL - BREAK) / sum(len(panel.rows) for panel in panels)
    drawn, left = [*_marks()], 0.0
    for panel in panels:
        places = [left + width * (number + 0.5) for number in range(len(panel.rows))]
        drawn += [*_panel(panel, left, places)]
        left += width * len(panel.rows) + BREAK
    drawn += break_mark(width * len(panels[0].rows) + BREAK / 2, TOP, BOTTOM)
    title = gettext("Skor butir sebanding menurut tahun, hitungan Berdaya")
    return picture(
        *drawn, title=title, description=" ".join(_spoken(panel) for panel in panels), height=HEIGHT, class_="chart"
    )


def _marks() -> Iterator[SafeString]:
    for mark in (0, 50, 100):
        yield element("line", x1="0", x2=share(FULL), y1=y(mark), y2=y(mark), class_="chart__grid")
        yield element("text", str(mark), x="0", y=y(mark) - 3, class_="chart__text")


def _panel(panel: Panel, left: float, places: list[float]) -> Iterator[SafeString]:
    yield element("text", panel.name, x=share(left), y=12, class_="chart__text chart__text--ink")
    pairs = list(zip(panel.rows, places, strict=True))
    for (one, from_x), (two, to_x) in pairwise(pairs):
        if two.year == one.year + 1:
            yield from _line(one.similar, two.similar, from_x, to_x, "mean-line mean-line--partial")
            yield from _line(one.same, two.same, from_x, to_x, "mean-line")
    for row, x in pairs:
        yield from _dot(row.similar, x, "mean-dot mean-dot--partial")
        yield from _dot(row.same, x, "mean-dot")
        yield element(
            "text",
            str(row.year),
            x=share(x),
            y=BOTTOM + 18,
            text_anchor="middle",
            class_="chart__text chart__text--ink",
        )


def _line(one: Dot, two: Dot, from_x: float, to_x: float, name: str) -> Iterator[SafeString]:
    """A line joins two years of one index, both known."""
    if one.low == one.high and two.low == two.high:
        yield element("line", x1=share(from_x), x2=share(to_x), y1=y(one.low), y2=y(two.low), class_=name)


def _dot(dot: Dot, x: float, name: str) -> Iterator[SafeString]:
    if dot.low == dot.high:
        yield element("circle", cx=share(x), cy=y(dot.low), r=4, class_=name)
    else:
        yield element("line", x1=share(x), x2=share(x), y1=y(dot.high), y2=y(dot.low), class_="span")


def _spoken(panel: Panel) -> str:
    years = "; ".join(
        gettext("%(year)s: %(same)s, dengan yang mirip %(similar)s")
        % {"year": row.year, "same": _written(row.same), "similar": _written(row.similar)}
        for row in panel.rows
    )
    return f"{panel.name} {years}."


def _written(dot: Dot) -> str:
    low, high = written(dot.low, 1), written(dot.high, 1)
    return low if low == high else f"{low}–{high}"
