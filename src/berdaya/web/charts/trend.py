"""Mean and gap over the years. Each index has its own panel and scale: two indices are never joined by a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.web.charts.breaks import break_mark
from berdaya.web.charts.scale import written
from berdaya.web.charts.svg import element, picture, share

TOP: Final = 34.0
BOTTOM: Final = 190.0
HEIGHT: Final = 256
BREAK: Final = 9.0  # percent of the width between two panels


@dataclass(frozen=True)
class Year:
    """One year: mean, the tenth and the ninetieth percentile. `partial` counts the villages where many are missing."""

    year: int
    mean: float
    p10: float
    p90: float
    partial: int | None = None


@dataclass(frozen=True)
class Panel:
    """One index family with its own upright scale."""

    name: str
    years: tuple[Year, ...]
    low: float
    high: float
    marks: tuple[float, ...]
    decimals: int = 2
    mark_decimals: int = 1

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return round(BOTTOM - (BOTTOM - TOP) * (inside - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True)
class Field:
    """The part of the width that a panel's years take, in percent."""

    left: float
    right: float
    years: int

    def x(self, position: int) -> float:
        return self.left + (self.right - self.left) * (position + 0.5) / self.years


def fields(panels: tuple[Panel, ...]) -> list[Field]:
    """Divide the width by years: a year is as wide in every panel."""
    free = 100 - BREAK * (len(panels) - 1)
    per_year = free / max(sum(len(panel.years) for panel in panels), 1)
    left, out = 0.0, []
    for panel in panels:
        end = left + per_year * len(panel.years)
        out.append(Field(left, end, len(panel.years)))
        left = end + BREAK
    return out


def frame(panel: Panel, field: Field) -> Iterator[SafeString]:
    """The name of the index, and hairlines with their values standing on them."""
    name_at = share(field.left)
    yield element("text", panel.name, x=name_at, y=13, class_="chart__text chart__text--ink")
    for mark in panel.marks:
        y = panel.y(mark)
        yield element("line", x1=share(field.left), x2=share(field.right), y1=y, y2=y, class_="chart__grid")
        yield element("text", written(mark, panel.mark_decimals), x=name_at, y=y - 4, class_="chart__text")


def columns(panel: Panel, field: Field) -> Iterator[SafeString]:
    """Per year: the span of eight villages in ten, the mean on it, and the distance written below."""
    for position, year in enumerate(panel.years):
        x = share(field.x(position))
        yield element("line", x1=x, x2=x, y1=panel.y(year.p90), y2=panel.y(year.p10), class_="span")
        yield element(
            "text", str(year.year), x=x, y=BOTTOM + 20, text_anchor="middle", class_="chart__text chart__text--ink"
        )
        distance = written(year.p90 - year.p10, panel.decimals)
        yield element("text", distance, x=x, y=BOTTOM + 38, text_anchor="middle", class_="chart__text")
        if year.partial is not None:
            yield element(
                "text", villages(year.partial), x=x, y=BOTTOM + 55, text_anchor="middle", class_="chart__text"
            )


def villages(count: int) -> str:
    return ngettext("hanya %(count)d desa", "hanya %(count)d desa", count) % {"count": count}


def line(panel: Panel, field: Field) -> Iterator[SafeString]:
    """The mean. A missing year is a gap in the line, a year of few villages an open dot on a broken line."""
    for position, (one, two) in enumerate(pairwise(panel.years)):
        if two.year == one.year + 1:
            yield element(
                "line",
                x1=share(field.x(position)),
                x2=share(field.x(position + 1)),
                y1=panel.y(one.mean),
                y2=panel.y(two.mean),
                class_="mean-line mean-line--partial" if one.partial or two.partial else "mean-line",
            )
    for position, year in enumerate(panel.years):
        x, y = share(field.x(position)), panel.y(year.mean)
        yield element("circle", cx=x, cy=y, r=4, class_="mean-dot mean-dot--partial" if year.partial else "mean-dot")
    for position in sorted({0, len(panel.years) - 1}):
        year = panel.years[position]
        x = share(field.x(position))
        yield element(
            "text",
            written(year.mean, panel.decimals),
            x=x,
            y=panel.y(year.mean) - 9,
            text_anchor="middle",
            class_="chart__text chart__text--ink halo",
        )


def spoken(panel: Panel) -> str:
    """One panel in words."""
    first, last = panel.years[0], panel.years[-1]
    values = {
        "name": panel.name,
        "first": str(first.year),
        "last": str(last.year),
        "before": written(first.mean, panel.decimals),
        "after": written(last.mean, panel.decimals),
        "gap": written(last.p90 - last.p10, panel.decimals),
    }
    if first is last:
        return gettext("%(name)s %(last)s: rata-rata %(after)s, jarak %(gap)s.") % values
    return (
        gettext("%(name)s: rata-rata %(before)s pada %(first)s, %(after)s pada %(last)s; jarak %(last)s %(gap)s.")
        % values
    )


def trend(panels: tuple[Panel, ...]) -> SafeString:
    """Panels side by side with a visible break between them."""
    shown = tuple(panel for panel in panels if panel.years)
    places = fields(shown)
    drawn: list[SafeString] = []
    for panel, field in zip(shown, places, strict=True):
        drawn += [*frame(panel, field), *columns(panel, field), *line(panel, field)]
    for one, _ in pairwise(places):
        drawn += break_mark(one.right + BREAK / 2, TOP, BOTTOM)
    title = gettext("Rata-rata dan jarak antardesa menurut tahun")
    return picture(
        *drawn, title=title, description=" ".join(map(spoken, shown)), height=HEIGHT, class_="chart chart--trend"
    )
