"""Mean and gap over all years, a panel per index; and the gap of each dimension beside the year before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import IndexPoint
from berdaya.web.charts import bars, trend
from berdaya.web.charts.scale import Scale
from berdaya.web.home.figures import Comparison
from berdaya.web.home.spread import fitting_scale, gap, spread
from berdaya.web.measure import Measure
from berdaya.web.published import Published

# With fewer than this share of the villages of the fullest year, a year is marked as a part of them only.
WHOLE = 0.9


def panels(shown: Published, series: Sequence[IndexPoint]) -> tuple[trend.Panel, ...]:
    """Each index in a panel of its own: two indices are never one line."""
    return tuple(
        panel
        for family in shown.families
        if (panel := _panel(Measure(shown.edition(family, shown.years[family][-1])), family, series))
    )


def _panel(measure: Measure, family: str, series: Sequence[IndexPoint]) -> trend.Panel | None:
    values: dict[int, list[float]] = {}
    for point in series:
        if point.family == family and point.index is not None:
            values.setdefault(point.year, []).append(point.index)
    if not values:
        return None
    most = max(map(len, values.values()))
    years = []
    for year, known in sorted(values.items()):
        part = spread(known)
        partial = len(known) if len(known) < WHOLE * most else None
        years.append(trend.Year(year, mean(known), part.p10, part.p90, partial))
    scale = fitting_scale([end for year in years for end in (year.p10, year.p90)], float(measure.scale))
    decimals = max(measure.decimals - 1, 0)
    return trend.Panel(
        measure.name, tuple(years), scale.low, scale.high, scale.marks, decimals, mark_decimals=scale.decimals
    )


def year_counts(shown: Published, series: Sequence[IndexPoint]) -> str:
    """How many villages each year is computed over, where they differ; empty where every year of an index has as many."""
    parts = []
    for family in shown.families:
        counts = Counter(point.year for point in series if point.family == family and point.index is not None)
        if len(set(counts.values())) > 1:
            years = ", ".join(f"{year}: {count}" for year, count in sorted(counts.items()))
            parts.append(gettext("%(index)s %(years)s.") % {"index": shown.name(family), "years": years})
    return " ".join([gettext("Banyaknya desa yang dihitung per tahun:"), *parts]) if parts else ""


@dataclass(frozen=True)
class GapLine:
    """The distance between villages in the index or one dimension, drawn and written."""

    name: str
    before: bars.Spread | None
    after: bars.Spread
    scale: Scale
    measure: Measure

    @property
    def bar(self) -> SafeString:
        return bars.gap_bar(self.before, self.after, self.scale, title=self.name)

    @property
    def gap_before(self) -> str:
        return self.measure.written(gap(self.before) if self.before else None, 1)

    @property
    def gap_after(self) -> str:
        return self.measure.written(gap(self.after), 1)

    @property
    def median(self) -> str:
        return self.measure.written(self.after.median, 1)


def gap_lines(shown: Comparison) -> list[GapLine]:
    """The index, then each main dimension, on one scale; of the villages in both years where two are compared."""
    if not shown.is_whole:
        return []
    edition = shown.measure.edition
    names: list[tuple[str | None, str]] = [(None, shown.measure.name)]
    names += [(one.code, shown.measure.dimension(one.code)) for one in edition.main_dimensions]
    parts = [
        (name, _spread(shown.same.before_rows, code), after)
        for code, name in names
        if (after := _spread(shown.same.rows, code)) is not None
    ]
    if not parts:
        return []
    ends = [end for _, before, after in parts for one in (before, after) if one for end in (one.p10, one.p90)]
    scale = fitting_scale(ends, float(shown.measure.scale))
    return [GapLine(name, before, after, scale, shown.measure) for name, before, after in parts]


def _spread(rows: Sequence[ResultRow], code: str | None) -> bars.Spread | None:
    known = [row.index if code is None else row.dimension(code) for row in rows]
    values = [value for value in known if value is not None]
    return spread(values) if values else None


def gap_sentence(shown: Comparison) -> str:
    """In which dimension villages are farthest apart, and whether all moved the same way."""
    lines = gap_lines(shown)[1:]
    if len(lines) < 2 or len(shown.values) < 2:
        return ""
    widest = max(lines, key=lambda line: gap(line.after))
    dimensions = [one.code for one in shown.measure.edition.main_dimensions]
    changes = [change for code in dimensions if (change := shown.gap_change(code)) is not None]
    if changes and all(change < 0 for change in changes):
        words = gettext("Jarak menyempit pada semua dimensi. Yang terlebar: %(dimension)s.")
    elif changes and all(change > 0 for change in changes):
        words = gettext("Jarak melebar pada semua dimensi. Yang terlebar: %(dimension)s.")
    else:
        words = gettext("Yang terlebar: %(dimension)s.")
    return words % {"dimension": widest.name}
