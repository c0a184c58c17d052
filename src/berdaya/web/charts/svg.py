"""The few means by which charts write SVG: escaped elements whose numbers are always in machine form."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Final

from django.utils.safestring import SafeString

Value = str | int | float | Decimal | Fraction | None

# One hatch for "no data" per page; `hatch()` stands once in the base template.
NO_DATA: Final = "url(#tanpa-data)"


def plain(value: float | Decimal | Fraction) -> str:
    """Write a number for a machine: a point, at most two decimals, no group marks, whatever the language.

    >>> plain(33.3333), plain(Fraction(1, 2)), plain(12.0), plain(-0.001)
    ('33.33', '0.5', '12', '0')
    """
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share(value: float | Decimal | Fraction) -> str:
    """Write a percentage of the width."""
    return f"{plain(value)}%"


def attributes(values: Mapping[str, Value]) -> str:
    """Write attributes; `class_` stands for class, `stroke_width` for stroke-width, None is left out."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else plain(value))}"'
        for name, value in values.items()
        if value is not None
    )


def words(text: str) -> SafeString:
    """Escape plain text for use between tags; what is safe stays."""
    return text if isinstance(text, SafeString) else SafeString(escape(text, quote=False))


def element(tag: str, *children: str, **values: Value) -> SafeString:
    """Write one element.

    >>> element("text", "a < b", x=share(12.5), class_="note")
    '<text x="12.5%" class="note">a &lt; b</text>'
    """
    inside = "".join(map(words, children))
    start = f"<{tag}{attributes(values)}"
    return SafeString(f"{start}>{inside}</{tag}>" if inside else f"{start}/>")


def html(tag: str, *children: str, **values: Value) -> SafeString:
    """Write one HTML element, which always has an end tag."""
    return SafeString(f"<{tag}{attributes(values)}>{''.join(map(words, children))}</{tag}>")


def picture(
    *children: str, title: str, description: str = "", height: float, class_: str = "chart", **values: Value
) -> SafeString:
    """A chart as wide as its place and of a fixed height. Without a title it is decoration beside written figures."""
    spoken = [element("title", title)] if title else []
    spoken += [element("desc", description)] if description else []
    voice: dict[str, Value] = {"role": "img"} if title else {"aria_hidden": "true"}
    return element("svg", *spoken, *children, class_=class_, width="100%", height=height, **voice, **values)


def hatch() -> SafeString:
    """The pattern that every chart uses for what is missing."""
    line = element("line", x1=0, y1=0, x2=0, y2=5, class_="hatch-line")
    ground = element("rect", width=5, height=5, class_="hatch-ground")
    pattern = element(
        "pattern",
        ground,
        line,
        id=NO_DATA[5:-1],
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("svg", element("defs", pattern), width=0, height=0, class_="defs", aria_hidden="true")
