"""One subject of a comparison: where it stands, what is strong and weak in it beside the regency, its years."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.domain.index.aggregation import effective_weights
from berdaya.domain.values import RegionCode
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import IndexPoint
from berdaya.web.charts.small import Series, small_line
from berdaya.web.comparison.asked import Asked
from berdaya.web.comparison.subjects import Subject, value
from berdaya.web.measure import Measure, listed
from berdaya.web.published import address
from berdaya.web.villages.placing import ranked, written

NAMED = 3


@dataclass(frozen=True)
class Card:
    """Everything shown of one subject."""

    name: str
    place: str
    href: str
    remove: str
    chip: SafeString | None
    index: str
    change: str
    standing: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    years: SafeString


def card(asked: Asked, measure: Measure, subject: Subject, peers: Sequence[ResultRow], series: Series) -> Card:
    """The card of a subject; `peers` are the villages of its regency."""
    now = value(measure.edition, measure.edition.head.code, subject.rows)
    before = value(measure.edition, measure.edition.head.code, subject.before)
    strong, weak = standouts(measure, subject, peers)
    row = subject.row
    return Card(
        name=subject.name,
        place=_place(subject),
        href=_href(asked, subject),
        remove=asked.without(subject.code),
        chip=measure.chip(row) if row else None,
        index=measure.span(row.index_low, row.index_high) if row else measure.written(now),
        change=_change(asked, measure, now, before),
        standing=_standing(measure, subject, peers),
        strong=tuple(strong),
        weak=tuple(weak),
        years=small_line(series),
    )


def _place(subject: Subject) -> str:
    if subject.is_village:
        return gettext("Kecamatan %(place)s") % {"place": subject.region.district}
    villages = ngettext("%(count)d desa", "%(count)d desa", len(subject.rows)) % {"count": len(subject.rows)}
    return gettext("kecamatan, rata-rata %(villages)s") % {"villages": villages}


def _href(asked: Asked, subject: Subject) -> str:
    parameters = asked.shown.asked(asked.family, asked.year)
    dotted = RegionCode(subject.code).dotted
    if subject.is_village:
        return address(reverse("village", args=[dotted]), parameters)
    return address(reverse("home"), parameters, {"wilayah": dotted})


def _change(asked: Asked, measure: Measure, now: float | None, before: float | None) -> str:
    if asked.since is None or now is None or before is None:
        return ""
    return gettext("%(change)s sejak %(year)d") % {"change": measure.change(now - before), "year": asked.since}


def _standing(measure: Measure, subject: Subject, peers: Sequence[ResultRow]) -> str:
    """A village's place with its interval; of a kecamatan, how many villages have each class."""
    if subject.row is not None:
        places = written(ranked(measure.edition, subject.row, peers))
        return gettext("peringkat %(places)s dari %(count)d desa") % {"places": places, "count": len(peers)}
    classes = zip(measure.edition.statuses, measure.statuses, strict=True)
    counts = [(status.name, sum(row.status == one.code for row in subject.rows)) for one, status in classes]
    return listed([f"{count} {name}" for name, count in reversed(counts) if count])


def standouts(measure: Measure, subject: Subject, peers: Sequence[ResultRow]) -> tuple[list[str], list[str]]:
    """The indicators most above and most below the mean of the regency, by what the difference counts in the index."""
    edition = measure.edition
    weights = effective_weights(edition) if edition.is_additive else {}
    found = []
    for code, indicator in edition.indicators.items():
        own, mean = value(edition, code, subject.rows), value(edition, code, peers)
        if indicator.bands and own is not None and mean is not None and own != mean:
            found.append((float(weights.get(code, 1)) * (own - mean) / indicator.top, measure.short(indicator)))
    found.sort()
    return [name for gain, name in reversed(found[-NAMED:]) if gain > 0], [
        name for gain, name in found[:NAMED] if gain < 0
    ]


def years_of(family: str, points: Sequence[IndexPoint], year: int) -> list[tuple[int, float]]:
    """The mean index of a subject's villages by year, up to the year shown."""
    found: dict[int, list[float]] = {}
    for point in points:
        if point.family == family and point.index is not None and point.year <= year:
            found.setdefault(point.year, []).append(point.index)
    return [(one, sum(values) / len(values)) for one, values in sorted(found.items())]
