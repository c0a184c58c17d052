"""Rows of tables that hold a chart beside its figures."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from berdaya.web.charts import bars, marks
from berdaya.web.charts.scale import Scale


@dataclass(frozen=True)
class StatusRow:
    """How many villages had one status in two years; `most` is the largest count of the table."""

    status: marks.Status
    before: int
    after: int
    most: int

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def chip(self) -> SafeString:
        return marks.chip(self.status)

    @property
    def bar(self) -> SafeString:
        return bars.change_bar(bars.Change(self.status.level, self.before, self.after, self.most, self.status.of))


@dataclass(frozen=True)
class GapRow:
    """The distance between villages in one measure, two years; inequality is written as given, None when not known."""

    name: str
    before: bars.Spread | None
    after: bars.Spread
    scale: Scale
    gini_before: float | None = None
    gini_after: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def bar(self) -> SafeString:
        return bars.gap_bar(self.before, self.after, self.scale, title=self.name)
