"""The pictures of a village's profile as numbers: standing, dimensions, trend, and the strip of indicators."""

from collections.abc import Iterator, Sequence
from statistics import median

from django.utils.translation import gettext

from berdaya.reports.village_profile import (
    Band,
    Column,
    Dimension,
    Group,
    Score,
    Standing,
    Strip,
    Ticks,
    Trend,
    TrendBand,
    TrendYear,
)
from berdaya.web.charts import strip as drawn
from berdaya.web.charts.marks import tone
from berdaya.web.charts.scale import Scale
from berdaya.web.measure import Measure
from berdaya.web.villages.dimensions import DimensionPart, dimension_parts
from berdaya.web.villages.head import known_values
from berdaya.web.villages.reading import Village
from berdaya.web.villages.scores import heat_strip, is_scored

YEARS = 5
STRIP_YEARS = 2
NAMED = 60  # more columns than this leave no room for names


def bands(measure: Measure) -> tuple[Band, ...]:
    """The classes of the index with their limits, weakest first."""
    classes = zip(measure.edition.statuses, measure.statuses, strict=True)
    return tuple(
        Band(
            status.name,
            tone(status.level, status.of),
            None if one.up_to is None else float(one.up_to),
            "" if one.up_to is None else measure.written(one.up_to),
        )
        for one, status in classes
    )


def standing(village: Village, measure: Measure) -> Standing | None:
    """All villages as dots over the classes; an interval is not drawn as a point."""
    values = known_values(village)
    if not values:
        return None
    whole = float(measure.scale)
    limits = bands(measure)
    first = min([*values, *(band.limit for band in limits[:1] if band.limit)]) - whole / 12
    index = village.row.index if village.row else None
    label = f"{village.region.name} {measure.written(index)}" if index is not None else ""
    details = {"name": village.region.name, "value": measure.written(index), "count": len(values)}
    alt = gettext("%(name)s, %(value)s, di antara %(count)d desa") % details
    return Standing(tuple(sorted(values)), limits, max(first, 0.0), whole, index, label, alt)


def dimensions(village: Village, measure: Measure) -> Iterator[Dimension]:
    """Every main dimension with a tick per village, all on one axis."""
    whole = float(measure.scale)
    lows = [low for peer in village.peers for low, _ in peer.dimensions.values()]
    scale = Scale(max(min(lows, default=0.0) - whole / 50, -whole / 50), whole * 1.02)
    for part in dimension_parts(village, measure):
        yield Dimension(part.name, part.code, part.value, part.meaning, _ticks(village, measure, part, scale))


def _ticks(village: Village, measure: Measure, part: DimensionPart, scale: Scale) -> Ticks:
    known = tuple(found for peer in village.peers if (found := peer.dimension(part.code)) is not None)
    middle = median(known) if known else None
    label = gettext("median %(value)s") % {"value": measure.written(middle)}
    value = village.row.dimension(part.code) if village.row else None
    alt = gettext("Desa ini %(value)s, %(median)s") % {"value": part.value, "median": label}
    return Ticks(known, scale.low, scale.high, middle, label, value, alt)


def trend(village: Village, measure: Measure, years: Sequence[int]) -> Trend | None:
    """The newest years of this index; None where there is but one."""
    rows = [(year, detail.row if (detail := village.of_year(year)) else None) for year in years[-YEARS:]]
    known = [row.index for _, row in rows if row is not None and row.index is not None]
    if len(known) < 2:
        return None
    points = tuple(TrendYear(str(year), row.index if row else None, _written(measure, row)) for year, row in rows)
    room = float(measure.scale) / 12
    low, high = max(min(known) - room, 0.0), min(max(known) + room, float(measure.scale))
    told = ", ".join(f"{one.year} {one.written}" for one in points)
    alt = gettext("%(index)s menurut tahun: %(values)s") % {"index": measure.name, "values": told}
    return Trend(points, tuple(_trend_bands(measure)), low, high, alt)


def _written(measure: Measure, row: object) -> str:
    low, high = getattr(row, "index_low", None), getattr(row, "index_high", None)
    return "–" if low is None or high is None else measure.span(low, high)


def _trend_bands(measure: Measure) -> Iterator[TrendBand]:
    start = 0.0
    for band in bands(measure):
        end = float(measure.scale) if band.limit is None else band.limit
        yield TrendBand(band.name, band.tone, start, end)
        start = end


def strip(village: Village, measure: Measure, years: Sequence[int]) -> Strip | None:
    """All indicators of the year shown and the year before; None where no score is published."""
    if not is_scored(village.row):
        return None
    shown = [year for year in years if year <= village.year][-STRIP_YEARS:]
    named = len(measure.edition.indicators) <= NAMED
    found = heat_strip(village, measure, shown, dict.fromkeys(measure.edition.indicators, ""))
    tones = _tones(measure)
    lines = tuple(tuple(_group(group, tones) for group in line) for line in drawn.lines(found.groups))
    alt = gettext("Skor %(count)d indikator, %(years)s; angkanya ada di setiap kotak.") % {
        "count": len(measure.edition.indicators),
        "years": "–".join(found.years),
    }
    return Strip(found.years, lines, found.reference, named, alt)


def _tones(measure: Measure) -> dict[int, int]:
    """The colour of each score, the best always the palest."""
    top = max((one.top for one in measure.edition.indicators.values()), default=5)
    return {score: round(5 * score / top) if top else 5 for score in range(top + 1)}


def _group(group: drawn.Group, tones: dict[int, int]) -> Group:
    return Group(group.name, tuple(_column(column, tones) for column in group.columns))


def _column(column: drawn.Column, tones: dict[int, int]) -> Column:
    cells = tuple(None if score is None else Score(str(score), tones[score]) for score in column.scores)
    return Column(column.name, cells, "" if column.reference is None else str(column.reference))
