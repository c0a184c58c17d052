"""What the map and the tiles show: the status, the index, a dimension or an indicator, each with its own legend."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Indicator
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import legend
from berdaya.web.charts.marks import tone
from berdaya.web.home.asked import STATUS
from berdaya.web.measure import Measure, words

CLASSES = 6


@dataclass(frozen=True)
class Colouring:
    """One way to colour villages. `cuts` are the upper limits of the classes of a continuous figure but the last."""

    measure: Measure
    code: str
    name: str
    cuts: tuple[float, ...] = ()
    limits: tuple[float, ...] = field(default=())

    @property
    def indicator(self) -> Indicator | None:
        return self.measure.edition.indicators.get(self.code)

    def value(self, row: ResultRow) -> float | None:
        """What villages are sorted by: the score of an indicator, a dimension, else the index."""
        if self.indicator is not None:
            return (row.scores or {}).get(self.code)
        if self.code in self.measure.edition.dimensions:
            return row.dimension(self.code)
        return row.index

    def fill(self, row: ResultRow) -> str:
        """The class of the fill; '' (hatched) where the figure is not known."""
        if self.code == STATUS:
            status = self.measure.status(row.status) if row.status else None
            return f"st-{tone(status.level, status.of)}" if status else ""
        value = self.value(row)
        if value is None:
            return ""
        if self.indicator is not None:
            return f"sk-{shade(int(value), self.indicator.top)}"
        return f"sk-{sum(value > cut for cut in self.cuts)}"

    def figure(self, row: ResultRow) -> str:
        """The figure of one village in words."""
        if self.code == STATUS:
            return f"{self.measure.span(row.index_low, row.index_high)}, {self.measure.status_name(row)}"
        value = self.value(row)
        if value is None:
            return gettext("belum ada jawaban lengkap")
        if self.indicator is not None:
            return gettext("skor %(score)d dari %(top)d") % {"score": int(value), "top": self.indicator.top}
        return self.measure.written(value)

    def written(self, value: float) -> str:
        """A median as it stands beside the tiles."""
        if self.indicator is not None:
            return self.measure.written(value, self.measure.decimals - (0 if value == int(value) else 1))
        return self.measure.written(value, 1)

    def legend(self) -> SafeString:
        entries = [*self._entries(), ("", gettext("Belum ada data")), ("off", gettext("Kelurahan"))]
        return legend.legend(entries)

    def _entries(self) -> list[tuple[str, str]]:
        if self.code == STATUS:
            return [(f"st-{tone(one.level, one.of)}", one.name) for one in self.measure.statuses]
        if self.indicator is not None:
            bands = sorted(self.indicator.bands, key=lambda band: band.score)
            return [
                (f"sk-{shade(band.score, self.indicator.top)}", f"{band.score}: {words(band.condition)}")
                for band in bands
            ]
        ends = [self.limits[0], *self.cuts, self.limits[1]]
        return [
            (f"sk-{place}", f"{self.measure.written(low, 2)}–{self.measure.written(high, 2)}")
            for place, (low, high) in enumerate(pairwise(ends))
        ]


def shade(score: int, top: int) -> int:
    """The colour (0..5) of a score; rubrics with another top are spread over the ramp.

    >>> shade(3, 5), shade(1, 1), shade(2, 4)
    (3, 5, 2)
    """
    return score if top == CLASSES - 1 else round(score * (CLASSES - 1) / max(top, 1))


def colouring(measure: Measure, code: str, rows: Sequence[ResultRow]) -> Colouring:
    """The colouring for a code: the status, the index, a dimension or an indicator of the edition."""
    edition = measure.edition
    if code in edition.indicators:
        return Colouring(measure, code, measure.short(edition.indicators[code]))
    if code == STATUS:
        return Colouring(measure, code, gettext("Status"))
    name = measure.name if code == edition.head.code else measure.dimension(code)
    plain = Colouring(measure, code, name)
    values = [value for row in rows if (value := plain.value(row)) is not None]
    limits = rounded_limits(values, float(measure.scale))
    step = (limits[1] - limits[0]) / CLASSES
    cuts = tuple(round(limits[0] + step * place, 9) for place in range(1, CLASSES))
    return Colouring(measure, code, name, cuts, limits)


def rounded_limits(values: Sequence[float], whole: float) -> tuple[float, float]:
    """The range of the values, widened so that six equal classes begin and end at whole hundredths of the scale.

    >>> rounded_limits([0.523, 0.881], 1.0)
    (0.52, 0.94)
    """
    hundredth = whole / 100
    low = floor(min(values, default=0) / hundredth + 1e-9)
    high = ceil(max(values, default=whole) / hundredth - 1e-9)
    step = max(ceil((high - low) / CLASSES), 1)
    low = max(min(low, 100 - step * CLASSES), 0)
    return round(low * hundredth, 9), round((low + step * CLASSES) * hundredth, 9)
