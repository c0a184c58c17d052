"""The mark between two panels that measure with different indices: no line crosses it."""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from berdaya.web.charts.svg import element, share


def break_mark(at: float, top: float, bottom: float) -> Iterator[SafeString]:
    """Two slanted strokes at a share of the width: from here on another index is measured."""
    for shift in (-4, 4):
        yield element(
            "line",
            x1=share(at),
            x2=share(at),
            y1=top - 8,
            y2=bottom + 8,
            class_="break",
            transform=f"translate({shift} 0)",
        )
