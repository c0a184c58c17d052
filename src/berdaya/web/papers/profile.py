"""Words the profile of a village for paper: the same sentence, figures and points that its page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from berdaya.domain.index.definition import Value
from berdaya.domain.index.explanation import InterventionPoint
from berdaya.domain.index.wording import activity
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import Origin, PublishedRun
from berdaya.reports.data import Size
from berdaya.reports.village_profile import Figure, Point, Status, VillageProfile
from berdaya.web.charts.marks import tone
from berdaya.web.measure import Measure, listed, words
from berdaya.web.papers.profile_charts import dimensions, standing, strip, trend
from berdaya.web.papers.profile_words import headings, missing, robust
from berdaya.web.provenance import provenance
from berdaya.web.villages.head import figures, sentence
from berdaya.web.villages.points import ceilings, offices, points
from berdaya.web.villages.reading import Village

# How many lines of a kind two sheets have room for.
ROOM: Mapping[Size, int] = {"F4": 8, "A4": 5}
NAMES = 6
OFFICES = 4


@dataclass(frozen=True)
class Material:
    """Everything a profile is worded from, read within the reader's scope."""

    village: Village
    measure: Measure
    years: Sequence[int]
    answers: Mapping[str, Value | None]
    runs: Sequence[PublishedRun]
    said: Iterable[Origin]
    size: Size = "F4"

    @property
    def room(self) -> int:
        return ROOM[self.size]


def village_profile(material: Material) -> VillageProfile:
    """The profile in the language of the page."""
    village, measure = material.village, material.measure
    row = village.row
    return VillageProfile(
        name=village.region.name,
        sentence=sentence(village, measure),
        identity=_identity(village, measure),
        status=_status_of(row, measure) if row and row.statuses else None,
        figures=tuple(Figure(one.number, one.what, one.meaning) for one in figures(village, measure)),
        standing=standing(village, measure),
        dimensions=tuple(dimensions(village, measure)),
        trend=trend(village, measure, material.years),
        strip=strip(village, measure, material.years),
        weakest=tuple(_weakest(row, measure, material.room)) if row else (),
        strongest=tuple(_strongest(row, measure)) if row else (),
        points=tuple(_points(material, row)) if row else (),
        robust=tuple(robust(village, measure)),
        missing=tuple(missing(material.years, village, measure)),
        provenance=provenance(measure, [row] if row else [], material.runs, material.said if row else ()).line,
        headings=headings(village, measure),
    )


def _identity(village: Village, measure: Measure) -> tuple[str, ...]:
    region = village.region
    return (
        gettext("Kecamatan %(name)s") % {"name": region.district},
        region.regency,
        region.dotted,
        f"{measure.name} {village.year}",
    )


def status(measure: Measure, low: str, high: str) -> Status:
    """A class of the edition as the paper draws it."""
    first, last = measure.status(low), measure.status(high)
    name = first.name
    if first.level != last.level:
        name = gettext("%(low)s sampai %(high)s") % {"low": first.name, "high": last.name}
    return Status(first.level, last.level, first.of, tone(first.level, first.of), name)


def _status_of(row: ResultRow, measure: Measure) -> Status:
    return status(measure, row.statuses[0], row.statuses[-1])


def _weakest(row: ResultRow, measure: Measure, room: int) -> Iterable[str]:
    """The indicators with the lowest scores for their rubrics, with what is the case now."""
    scores = {code: score for code, score in (row.scores or {}).items() if score is not None}
    indicators = measure.edition.indicators
    below = [code for code, score in scores.items() if code in indicators and score < indicators[code].top]
    below.sort(key=lambda code: scores[code] / indicators[code].top)
    for code in below[:room]:
        one = indicators[code]
        yield gettext("%(name)s: skor %(score)d dari %(top)d (%(now)s)") % {
            "name": measure.short(one),
            "score": scores[code],
            "top": one.top,
            "now": words(one.band(scores[code]).condition),
        }


def _strongest(row: ResultRow, measure: Measure) -> Iterable[str]:
    """How many indicators of each dimension are at their highest score, the first of them named."""
    for one in ceilings(measure, row):
        names = listed(one.names) if len(one.names) <= NAMES else ", ".join((*one.names[:NAMES], "…"))
        details = {"dimension": one.dimension, "count": len(one.names), "all": one.of, "names": names}
        yield gettext("%(dimension)s: %(count)d dari %(all)d di skor teratas (%(names)s)") % details


def _points(material: Material, row: ResultRow) -> Iterable[Point]:
    measure = material.measure
    for point in points(measure, row, material.answers)[: material.room]:
        yield _point(measure, row, point, material.answers)


def _point(measure: Measure, row: ResultRow, point: InterventionPoint, answers: Mapping[str, Value | None]) -> Point:
    indicator = measure.edition.indicators[point.indicator]
    lift = activity(indicator, point.score, point.target, dict(answers))
    goal = gettext("Sasaran: %(condition)s") % {"condition": words(indicator.band(point.target).condition)}
    rises = row.complete and row.status and point.status != row.status
    return Point(
        name=measure.short(indicator),
        todo=words(lift) if lift else goal,
        score=point.score,
        target=point.target,
        top=indicator.top,
        step=gettext("%(now)d ke %(goal)d") % {"now": point.score, "goal": point.target},
        gain=measure.change(point.gain),
        status=status(measure, point.status, point.status) if rises else None,
        offices=_first([one.name for one in offices(indicator)]),
    )


def _first(names: Sequence[str]) -> tuple[str, ...]:
    """The offices nearest to the regency by name, the others counted."""
    rest = len(names) - OFFICES
    return (*names[:OFFICES], *([gettext("%(count)d lagi") % {"count": rest}] if rest > 0 else []))


def subject(village: Village, measure: Measure) -> str:
    """What the paper is about, in the words of its title and of the page that verifies it."""
    return gettext("Profil Desa %(name)s, %(index)s %(year)d") % {
        "name": village.region.name,
        "index": measure.name,
        "year": village.year,
    }
