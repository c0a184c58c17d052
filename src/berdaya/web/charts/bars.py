"""Bars: how many villages before and after, how villages divide over scores, how far apart villages are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.web.charts.marks import tone
from berdaya.web.charts.scale import Scale, grid, written
from berdaya.web.charts.svg import NO_DATA, element, picture, share

LABEL_FROM = 8.0  # percent of the width that three digits need at 390 px


@dataclass(frozen=True)
class Change:
    """The number of villages in one status in two years; `most` is the longest bar of the table."""

    level: int
    before: int
    after: int
    most: int
    of: int = 5


def change_bar(change: Change) -> SafeString:
    """An open bar for the year before, a filled one for the year shown. Stands beside the written numbers."""
    most = max(change.most, 1)
    return picture(
        element("rect", x=0, y=3, width=share(99 * change.before / most), height=9, class_="bar-before"),
        element(
            "rect",
            x=0,
            y=15,
            width=share(99 * change.after / most),
            height=12,
            class_=f"st-{tone(change.level, change.of)} outlined",
        ),
        title="",
        height=30,
    )


def count_bar(fill: str, count: int, most: int) -> SafeString:
    """One filled bar beside its written count; `most` is the longest of the table."""
    bar = element("rect", x=0, y=2, width=share(99 * count / max(most, 1)), height=16, class_=f"{fill} outlined")
    return picture(bar, title="", height=20)


@dataclass(frozen=True)
class Distribution:
    """How many villages have each score of one indicator, lowest first, and how many have no answer."""

    counts: tuple[tuple[int, int], ...]
    missing: int = 0

    @property
    def villages(self) -> int:
        return sum(count for _, count in self.counts) + self.missing


def spoken(distribution: Distribution) -> str:
    """The distribution in words, for those who do not see the bar."""
    parts = [
        ngettext("skor %(score)d: %(count)d desa", "skor %(score)d: %(count)d desa", count)
        % {"score": score, "count": count}
        for score, count in distribution.counts
        if count
    ]
    if distribution.missing:
        parts.append(
            ngettext("tanpa jawaban: %(count)d desa", "tanpa jawaban: %(count)d desa", distribution.missing)
            % {"count": distribution.missing}
        )
    return ", ".join(parts) or gettext("belum ada data")


def segment(start: float, width: float, count: int, class_: str, fill: str | None = None) -> Iterator[SafeString]:
    yield element("rect", x=share(start), y=1, width=share(width), height=18, class_=f"{class_} parted", fill=fill)
    if width >= LABEL_FROM:
        middle = share(start + width / 2)
        text = "chart__text" if fill else f"chart__text on-{class_}"
        yield element("text", str(count), x=middle, y=14.5, text_anchor="middle", class_=text)


def score_bar(distribution: Distribution) -> SafeString:
    """Villages divided over the scores of an indicator, the weak end first, what is missing hatched at the end."""
    whole = max(distribution.villages, 1)
    parts: list[tuple[str, int, str | None]] = [(f"sk-{score}", count, None) for score, count in distribution.counts]
    parts.append(("missing", distribution.missing, NO_DATA))
    starts = accumulate((100 * count / whole for _, count, _ in parts), initial=0.0)
    drawn = [
        piece
        for start, (class_, count, fill) in zip(starts, parts, strict=False)
        if count
        for piece in segment(start, 100 * count / whole, count, class_, fill)
    ]
    frame = element("rect", x=0, y=0.5, width="100%", height=19, class_="frame")
    return picture(*drawn, frame, title=spoken(distribution), height=20)


@dataclass(frozen=True)
class Spread:
    """The village at the tenth percentile, the median village, and the one at the ninetieth."""

    p10: float
    median: float
    p90: float


def spread_bar(spread: Spread, scale: Scale, y: float, class_: str) -> Iterator[SafeString]:
    width = scale.percent(spread.p90) - scale.percent(spread.p10)
    middle = scale.at(spread.median)
    yield element("rect", x=scale.at(spread.p10), y=y, width=share(width), height=10, class_=class_)
    yield element("line", x1=middle, x2=middle, y1=y, y2=y + 10, class_=f"{class_}__median")


def gap_bar(before: Spread | None, after: Spread, scale: Scale, *, title: str) -> SafeString:
    """From P10 to P90 with the median marked: the year before open, the year shown filled."""
    words = gettext("%(title)s: dari %(low)s sampai %(high)s, median %(median)s") % {
        "title": title,
        "low": written(after.p10),
        "high": written(after.p90),
        "median": written(after.median),
    }
    old = spread_bar(before, scale, 4, "bar-before") if before else ()
    new = spread_bar(after, scale, 19 if before else 12, "bar-after")
    return picture(*grid(scale, 34), *old, *new, title=words, height=34)
