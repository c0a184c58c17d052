"""Where one village stands among all: every village a dot over the status classes, or a tick on a line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.marks import tone
from berdaya.web.charts.scale import Scale, written
from berdaya.web.charts.svg import element, picture, share

BINS = 92  # dots four pixels wide still stand apart at 390 px
DOT = 4.6
LETTER = 6.6  # average width of a letter of chart text, px
NARROW = 358  # width of a chart on a telephone, px


@dataclass(frozen=True)
class Band:
    """A status class on the scale; `limit` is its upper limit, None for the highest class."""

    name: str
    limit: float | None


@dataclass(frozen=True)
class Place:
    """All villages' values, the classes, and the village that is looked at."""

    values: tuple[float, ...]
    bands: tuple[Band, ...]
    scale: Scale
    name: str = ""
    value: float | None = None
    decimals: int = 4


def dots(place: Place, base: float) -> Iterator[SafeString]:
    """Villages of nearly the same value are piled up."""
    width = (place.scale.high - place.scale.low) / BINS
    piles: Counter[int] = Counter()
    for value in sorted(place.values):
        position = round(place.scale.percent(value) * BINS / 100)
        piles[position] += 1
        at = place.scale.at(place.scale.low + position * width)
        yield element("circle", cx=at, cy=base - 1 - piles[position] * DOT, r=2, class_="mist")


def highest_pile(place: Place) -> int:
    return max(Counter(round(place.scale.percent(value) * BINS / 100) for value in place.values).values(), default=0)


def classes(place: Place, base: float) -> Iterator[SafeString]:
    """The coloured line of classes, their names, and their limits."""
    start = place.scale.low
    for level, band in enumerate(place.bands, 1):
        end = place.scale.high if band.limit is None else band.limit
        left, right = place.scale.percent(start), place.scale.percent(end)
        fill = f"st-{tone(level, len(place.bands))} outlined"
        yield element("rect", x=share(left), y=base + 2, width=share(right - left), height=10, class_=fill)
        yield from name_of(band, left, right, base)
        if band.limit is not None:
            yield from limit(band.limit, right, base, place.decimals)
        start = end


def name_of(band: Band, left: float, right: float, base: float) -> Iterator[SafeString]:
    """A class is named under its piece where the name fits; on a telephone only where it fits there too."""
    room = (right - left) / 100
    if room * 1200 < len(band.name) * LETTER:
        return
    size = "chart__text" if room * NARROW > len(band.name) * LETTER else "chart__text only-wide"
    yield element("text", band.name, x=share((left + right) / 2), y=base + 30, text_anchor="middle", class_=size)


def limit(value: float, at: float, base: float, decimals: int) -> Iterator[SafeString]:
    yield element("line", x1=share(at), x2=share(at), y1=base + 2, y2=base + 35, class_="chart__axis")
    yield element(
        "text", written(value, decimals), x=share(at), y=base + 48, text_anchor="middle", class_="chart__text"
    )


def pointer(place: Place, base: float) -> Iterator[SafeString]:
    """The village itself, with its name and value on the side that has room."""
    if place.value is None:
        return
    x = place.scale.at(place.value)
    right = place.scale.percent(place.value) < 50
    label = f"{place.name} {written(place.value, place.decimals)}".strip()
    yield element("line", x1=x, x2=x, y1=14, y2=base + 12, class_="here-line")
    yield element("circle", cx=x, cy=base - 6, r=4.5, class_="here-dot")
    yield element(
        "text",
        label,
        x=x,
        y=11,
        dx=-3 if right else 3,
        text_anchor="start" if right else "end",
        class_="chart__text chart__text--ink",
    )


def place_strip(place: Place) -> SafeString:
    """Every village a dot over the classes; the limits are named; the village looked at stands out."""
    base = max(30 + highest_pile(place) * DOT, 52.0)
    if place.value is None:
        title = gettext("Letak %(count)d desa pada kelas status") % {"count": len(place.values)}
    else:
        title = gettext("%(name)s, %(value)s, di antara %(count)d desa") % {
            "name": place.name,
            "value": written(place.value, place.decimals),
            "count": len(place.values),
        }
    return picture(
        *dots(place, base),
        *classes(place, base),
        *pointer(place, base),
        title=title,
        height=base + 54,
        class_="chart chart--place",
    )


@dataclass(frozen=True)
class Ticks:
    """One dimension: the values of all villages, their median, and the village looked at."""

    values: tuple[float, ...]
    median: float
    scale: Scale
    value: float | None = None
    decimals: int = 4


def upright(scale: Scale, value: float, top: float, bottom: float, class_: str) -> SafeString:
    return element("line", x1=scale.at(value), x2=scale.at(value), y1=top, y2=bottom, class_=class_)


def thin_ticks(ticks: Ticks) -> SafeString:
    """All villages in three paths, stretched to the width: the more villages at one place, the darker its tick."""
    piles = Counter(round(ticks.scale.percent(value) * 10) for value in ticks.values)
    depths = {1: "", 2: "", 3: ""}
    for at, villages in sorted(piles.items()):
        depths[1 if villages == 1 else 2 if villages < 4 else 3] += f"M{at} 8v16"
    paths = [element("path", d=path, class_=f"tick tick--{depth}") for depth, path in depths.items() if path]
    return element(
        "svg", *paths, viewBox="0 0 1000 46", preserveAspectRatio="none", width="100%", height=46, class_="chart"
    )


def tick_line(ticks: Ticks) -> SafeString:
    """A thin line per village, the median longer and named, the village looked at in nila."""
    scale, median = ticks.scale, ticks.scale.percent(ticks.median)
    anchor = "end" if median > 80 else "start" if median < 20 else "middle"
    label = gettext("median %(value)s") % {"value": written(ticks.median, ticks.decimals)}
    drawn = [element("line", x1=0, x2="100%", y1=24.5, y2=24.5, class_="chart__axis"), thin_ticks(ticks)]
    drawn.append(upright(scale, ticks.median, 4, 28, "tick-median"))
    drawn.append(element("text", label, x=share(median), y=42, text_anchor=anchor, class_="chart__text"))
    if ticks.value is None:
        return picture(*drawn, title=label, height=46)
    drawn.append(upright(scale, ticks.value, 2, 28, "here-line here-line--wide"))
    drawn.append(element("circle", cx=scale.at(ticks.value), cy=24, r=5, class_="here-dot"))
    title = gettext("Desa ini %(value)s, %(median)s") % {"value": written(ticks.value, ticks.decimals), "median": label}
    return picture(*drawn, title=title, height=46, class_="chart chart--ticks")
