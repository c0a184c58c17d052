"""All indicators of a village as a heat strip by year, each opening its answers."""

from collections.abc import Mapping, Sequence
from statistics import median_low

from django.utils.translation import gettext

from berdaya.domain.index.definition import Edition
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import strip
from berdaya.web.measure import Measure, words
from berdaya.web.villages.reading import Village


def medians(edition: Edition, peers: Sequence[ResultRow]) -> dict[str, int]:
    """The median score of each indicator over the villages that have one; of two middle scores the lower."""
    found = {}
    for code in edition.indicators:
        known = [score for peer in peers if (score := (peer.scores or {}).get(code)) is not None]
        if known:
            found[code] = median_low(known)
    return found


def heat_strip(
    village: Village, measure: Measure, years: Sequence[int], addresses: Mapping[str, str]
) -> strip.HeatStrip:
    """A column per indicator, grouped by section; a year without answers is hatched."""
    edition = measure.edition
    middle = medians(edition, village.peers)
    scores = [(detail.row.scores or {}) if (detail := village.of_year(year)) else {} for year in years]
    groups: dict[str, list[strip.Column]] = {}
    for code, indicator in edition.indicators.items():
        section = edition.sections.get(indicator.section or "")
        title = words(section.name) if section else measure.dimension(indicator.dimension)
        column = strip.Column(
            measure.short(indicator),
            tuple(one.get(code) for one in scores),
            addresses[code],
            middle.get(code),
        )
        groups.setdefault(title, []).append(column)
    parts = tuple(strip.Group(title, tuple(columns)) for title, columns in groups.items())
    return strip.HeatStrip(tuple(map(str, years)), parts, gettext("Median") if middle else "")


def is_scored(row: ResultRow | None) -> bool:
    """Whether any indicator has a score; some results were published as dimensions only."""
    return row is not None and any(score is not None for score in (row.scores or {}).values())
