"""Small marks in running text and tables: status chip, score step. Each has its word or digit beside the colour."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.svg import element, html

TONES = 5


@dataclass(frozen=True)
class Status:
    """One status class: its place from the weakest (1), its name, and how many classes there are."""

    level: int
    name: str
    of: int = TONES


def tone(level: int, of: int = TONES) -> int:
    """The status colour (1..5) of a class, spread over the ramp when an index has another number of classes.

    >>> [tone(level, 3) for level in (1, 2, 3)]
    [1, 3, 5]
    """
    return level if of == TONES else 1 + round((level - 1) * (TONES - 1) / max(of - 1, 1))


def ladder(low: int, high: int, of: int = TONES) -> SafeString:
    """Rising bars, filled up to the class; those between two possible classes are half filled."""
    bars = [
        element(
            "rect",
            x=step * 3.4,
            y=8 - step * 8 / of,
            width=2.4,
            height=3 + step * 8 / of,
            fill="currentColor",
            fill_opacity=1 if step < low else 0.55 if step < high else 0.25,
        )
        for step in range(of)
    ]
    return element("svg", *bars, viewBox=f"0 0 {round(of * 3.4)} 11", aria_hidden="true", class_="chip__ladder")


def chip(status: Status, *, large: bool = False) -> SafeString:
    """The status of a village: colour, ladder and word."""
    size = " chip--large" if large else ""
    name = f"chip chip--{tone(status.level, status.of)}{size}"
    return html("span", ladder(status.level, status.level, status.of), status.name, class_=name)


def chip_between(lowest: Status, highest: Status) -> SafeString:
    """A status not settled because answers are missing: both ends are named, nothing is coloured."""
    if lowest.level == highest.level:
        return chip(lowest)
    name = gettext("%(low)s sampai %(high)s") % {"low": lowest.name, "high": highest.name}
    return html("span", ladder(lowest.level, highest.level, lowest.of), name, class_="chip chip--open")


def boxes(now: int, goal: int, top: int) -> SafeString:
    """One box per score above zero: filled, to be gained, or neither."""
    rects = [
        element(
            "rect",
            x=step * 9 - 8.5,
            y=2.5,
            width=7,
            height=9,
            class_="step__now" if step <= now else "step__goal" if step <= goal else "step__rest",
        )
        for step in range(1, top + 1)
    ]
    return element("svg", *rects, viewBox=f"0 0 {top * 9 + 1} 14", width=top * 9 + 1, height=14, aria_hidden="true")


def step(now: int, goal: int, top: int = 5) -> SafeString:
    """An intervention point: `1 ke 5`."""
    return html(
        "span", boxes(now, goal, top), gettext("%(now)d ke %(goal)d") % {"now": now, "goal": goal}, class_="step"
    )


def score(now: int | None, top: int = 5) -> SafeString:
    """A score on its ladder: `1 dari 5`; a missing answer says so."""
    if now is None:
        return html("span", boxes(0, 0, top), gettext("belum ada"), class_="step step--none")
    return html("span", boxes(now, now, top), gettext("%(now)d dari %(top)d") % {"now": now, "top": top}, class_="step")
