"""The rubric of an indicator in words, with how many villages stand in each band and what would lift them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from berdaya.domain.index.definition import Indicator
from berdaya.domain.index.wording import activity
from berdaya.web.charts.bars import Distribution, count_bar
from berdaya.web.home.colouring import shade
from berdaya.web.measure import words


@dataclass(frozen=True)
class BandLine:
    """One band: its score, its condition, its villages, and what lifts a village out of it to the top."""

    score: int
    condition: str
    villages: int
    bar: SafeString
    lift: str


def band_lines(indicator: Indicator, spread: Distribution) -> list[BandLine]:
    """The bands from the best down."""
    counts = dict(spread.counts)
    most = max(counts.values(), default=0)
    return [
        BandLine(
            band.score,
            words(band.condition),
            counts[band.score],
            count_bar(f"sk-{shade(band.score, indicator.top)}", counts[band.score], most),
            _lift(indicator, band.score),
        )
        for band in sorted(indicator.bands, key=lambda band: -band.score)
    ]


def _lift(indicator: Indicator, score: int) -> str:
    found = activity(indicator, score, indicator.top) if score < indicator.top else None
    return words(found) if found else ""
