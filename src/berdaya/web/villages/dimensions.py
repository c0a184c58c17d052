"""The dimensions of a village: each against all villages, and over the years of one index."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import place
from berdaya.web.charts.scale import Scale
from berdaya.web.measure import Measure, words
from berdaya.web.villages.head import since
from berdaya.web.villages.reading import Village


@dataclass(frozen=True)
class DimensionPart:
    """One dimension: value, what it means, a tick per village."""

    name: str
    code: str
    full_name: str
    value: str
    meaning: str
    line: SafeString


@dataclass(frozen=True)
class YearLine:
    """One line of the table of years: the index or a dimension."""

    name: str
    values: tuple[str, ...]


def dimension_parts(village: Village, measure: Measure) -> list[DimensionPart]:
    """Every main dimension of the year shown."""
    row = village.row
    if row is None:
        return []
    scale = _scale(village, measure)
    return [_part(village, row, measure, one.code, scale) for one in measure.edition.main_dimensions]


def _scale(village: Village, measure: Measure) -> Scale:
    """One axis for all dimensions, from a little under the lowest value to the end of the scale."""
    whole = float(measure.scale)
    values = [low for peer in village.peers for low, _ in peer.dimensions.values()]
    lowest = min(values, default=0.0) - whole / 50
    return Scale(max(lowest, -whole / 50), whole * 1.02)


def _part(village: Village, row: ResultRow, measure: Measure, code: str, scale: Scale) -> DimensionPart:
    dimension = measure.edition.dimensions[code]
    value = row.dimension(code)
    known = tuple(found for peer in village.peers if (found := peer.dimension(code)) is not None)
    low, high = row.dimensions.get(code, (0.0, 0.0))
    line = SafeString("")
    if known:
        ticks = place.Ticks(known, median(known), scale, value, measure.decimals)
        line = place.tick_line(ticks)
    meaning = _meaning(village, measure, code, value, median(known) if known else None)
    return DimensionPart(words(dimension.short), code, words(dimension.name), measure.span(low, high), meaning, line)


def _meaning(village: Village, measure: Measure, code: str, value: float | None, middle: float | None) -> str:
    if value is None:
        return gettext("jawaban belum lengkap")
    notes = []
    if middle is not None:
        side = (
            gettext("di atas median kabupaten")
            if value > middle
            else gettext("di bawah median kabupaten")
            if value < middle
            else gettext("sama dengan median kabupaten")
        )
        notes.append(side)
    before = village.before.dimension(code) if village.before else None
    if before is not None and village.before is not None:
        notes.append(since(value - before, village.before.year, measure))
    return "; ".join(notes)


def year_table(village: Village, measure: Measure, years: Sequence[int]) -> list[YearLine]:
    """The index and each main dimension in every published year of the index; a dash where nothing is."""
    rows = [detail.row if (detail := village.of_year(year)) else None for year in years]
    lines = [YearLine(measure.name, tuple(_span(measure, row, None) for row in rows))]
    lines += [
        YearLine(measure.dimension(one.code), tuple(_span(measure, row, one.code) for row in rows))
        for one in measure.edition.main_dimensions
    ]
    return lines


def _span(measure: Measure, row: ResultRow | None, code: str | None) -> str:
    if row is None:
        return "–"
    if code is None:
        return measure.span(row.index_low, row.index_high)
    ends = row.dimensions.get(code)
    return measure.span(*ends) if ends else "–"
