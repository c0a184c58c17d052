"""Intervention points: what each indicator would add if its highest score were reached, and what no longer holds back.

Arithmetic only: nothing here says what is likely, what it costs, or what it would cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Indicator, Value
from berdaya.domain.index.explanation import InterventionPoint, intervention_points
from berdaya.domain.index.wording import activity
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import marks
from berdaya.web.home.weakest import NEAREST
from berdaya.web.measure import Measure, words

FIRST = 12


@dataclass(frozen=True)
class Office:
    """Who acts, and at which level."""

    name: str
    level: str


@dataclass(frozen=True)
class PointLine:
    """One intervention point in words and figures."""

    name: str
    href: str
    todo: str
    now: str
    step: SafeString
    gain: str
    gain_in_dimension: str
    dimension: str
    status: SafeString | None
    offices: tuple[Office, ...]


@dataclass(frozen=True)
class Ceiling:
    """Indicators of one dimension that are at their highest score."""

    dimension: str
    names: tuple[str, ...]
    of: int


def level_name(level: str) -> str:
    """The level of an office in words."""
    return {
        "central": gettext("pusat"),
        "province": gettext("provinsi"),
        "regency": gettext("kabupaten"),
        "village": gettext("desa"),
        "csr": gettext("perusahaan"),
        "other": gettext("lainnya"),
    }[level]


def offices(indicator: Indicator) -> tuple[Office, ...]:
    """Who can lift an indicator, those nearest to the regency first, each named once with all its levels."""
    levels: dict[str, list[str]] = {}
    for level in NEAREST:
        for name in indicator.executors.get(level, ()):
            levels.setdefault(name, []).append(level_name(level))
    return tuple(Office(name, ", ".join(of)) for name, of in levels.items())


def points(measure: Measure, row: ResultRow, answers: Mapping[str, Value | None]) -> list[InterventionPoint]:
    """The points of the indicators whose score is known, the largest gain first.

    Under arithmetic means a gain does not depend on the other scores, so it is exact even while some are missing;
    where a mean is geometric nothing is said before all are known.
    """
    edition = measure.edition
    known = {code: score for code, score in (row.scores or {}).items() if score is not None}
    absent = [code for code in edition.indicators if code not in known]
    if not known or (absent and not edition.is_additive):
        return []
    filled = {**known, **{code: edition.indicators[code].scores[0] for code in absent}}
    return [point for point in intervention_points(edition, filled, answers) if point.indicator in known]


def point_lines(
    measure: Measure, row: ResultRow, answers: Mapping[str, Value | None], addresses: Mapping[str, str]
) -> list[PointLine]:
    """Every point in words."""
    return [_line(measure, row, point, answers, addresses[point.indicator]) for point in points(measure, row, answers)]


def _line(
    measure: Measure, row: ResultRow, point: InterventionPoint, answers: Mapping[str, Value | None], href: str
) -> PointLine:
    indicator = measure.edition.indicators[point.indicator]
    lift = activity(indicator, point.score, point.target, dict(answers))
    goal = gettext("Sasaran: %(condition)s") % {"condition": words(indicator.band(point.target).condition)}
    rises = row.complete and row.status and point.status != row.status
    return PointLine(
        name=measure.short(indicator),
        href=href,
        todo=words(lift) if lift else goal,
        now=words(indicator.band(point.score).condition),
        step=marks.step(point.score, point.target, indicator.top),
        gain=measure.change(point.gain),
        gain_in_dimension=measure.change(point.gain_in_dimension),
        dimension=measure.dimension(indicator.dimension),
        status=marks.chip(measure.status(point.status)) if rises else None,
        offices=offices(indicator),
    )


def ceilings(measure: Measure, row: ResultRow) -> list[Ceiling]:
    """The indicators at their highest score, by main dimension."""
    scores = row.scores or {}
    found = []
    for dimension in measure.edition.main_dimensions:
        members = list(measure.edition.indicators_of(dimension.code))
        names = tuple(measure.short(one) for one in members if scores.get(one.code) == one.top)
        if names:
            found.append(Ceiling(words(dimension.short), names, len(members)))
    return found
