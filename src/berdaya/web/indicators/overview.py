"""The list of all indicators: how villages stand in each, and what each takes from the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Indicator
from berdaya.web.charts import bars
from berdaya.web.charts.svg import html
from berdaya.web.home.weakest import distribution, executors, lost
from berdaya.web.indicators.reading import View
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice, Range
from berdaya.web.measure import Measure, words
from berdaya.web.provenance import published_line
from berdaya.web.published import address

MOST_TAGS = 4


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator over the villages of a territory; figures are None where nobody answered."""

    indicator: Indicator
    name: str
    dimension: str
    mean: Fraction | None
    at_top: Fraction | None
    lost: Fraction | None
    offices: tuple[str, ...]
    activities: tuple[str, ...]
    spread: bars.Distribution


def indicator_lines(view: View) -> list[IndicatorLine]:
    """Every indicator of the edition that is scored by bands, in the edition's order."""
    scores = [row.scores for row in view.rows if row.scores]
    losses = lost(view.measure.edition, scores)
    return [
        _line(view.measure, one, distribution(one, scores), losses.get(one.code))
        for one in view.measure.edition.indicators.values()
        if one.bands
    ]


def _line(measure: Measure, one: Indicator, spread: bars.Distribution, loss: Fraction | None) -> IndicatorLine:
    answered = sum(count for _, count in spread.counts)
    points = sum(score * count for score, count in spread.counts)
    return IndicatorLine(
        one,
        measure.short(one),
        measure.dimension(one.dimension),
        Fraction(points, answered) if answered else None,
        Fraction(dict(spread.counts)[one.top], answered) if answered else None,
        loss if answered else None,
        executors(one),
        tuple(words(band.lift) for band in one.bands if band.lift),
        spread,
    )


def page_address(view: View, code: str) -> str:
    """The page of an indicator in the view shown."""
    family = view.family.replace("_", "-")
    asked = {**view.parameters, "indeks": ""}
    if view.shown.years[view.family][-1] == view.year:
        asked["tahun"] = ""
    return address(reverse("indicator-page", args=[family, code]), asked)


def tags(names: Sequence[str]) -> SafeString:
    """Offices as tags; those beyond the first few are counted, and named on hovering."""
    if not names:
        return html("span", gettext("belum dicatat"), class_="note")
    shown = [html("span", name, class_="tag") for name in names[:MOST_TAGS]]
    rest = names[MOST_TAGS:]
    if rest:
        shown.append(html("span", f"+{len(rest)}", class_="note", title=", ".join(rest)))
    return SafeString(" ".join(shown))


def listing(view: View) -> Listing[IndicatorLine]:
    """The columns, the indicator that takes most first."""
    measure = view.measure
    index = {"index": measure.name}
    columns: tuple[Column[IndicatorLine], ...] = (
        search(
            lambda line: " ".join((line.name, line.indicator.code, *line.activities)),
            gettext("Indikator atau kegiatan"),
        ),
        Column(
            "indikator",
            gettext("Indikator"),
            lambda line: line.name,
            href=lambda line: page_address(view, line.indicator.code),
            note=lambda line: line.indicator.code,
            order=lambda line: line.indicator.number,
        ),
        Column("kode", gettext("Kode"), lambda line: line.indicator.code, listed=False, sortable=False),
        Column("dimensi", gettext("Dimensi"), lambda line: line.dimension, filter=Choice()),
        Column(
            "rata",
            gettext("Rata-rata skor"),
            lambda line: line.mean,
            Kind.NUMBER,
            2,
            note=lambda line: gettext("dari %(top)d") % {"top": line.indicator.top},
        ),
        Column(
            "teratas", gettext("Desa di skor teratas"), lambda line: line.at_top, Kind.PERCENT, filter=Range(factor=100)
        ),
        Column(
            "tambah",
            gettext("Menambah %(index)s bila semua teratas") % index,
            lambda line: line.lost,
            Kind.NUMBER,
            measure.decimals,
        ),
        Column(
            "pelaksana",
            gettext("Pelaksana"),
            lambda line: ", ".join(line.offices),
            show=lambda line: tags(line.offices),
            sortable=False,
            filter=Choice(of=lambda line: line.offices),
        ),
        Column(
            "skor",
            gettext("Desa menurut skor"),
            lambda line: bars.spoken(line.spread),
            show=lambda line: bars.score_bar(line.spread),
            sortable=False,
        ),
    )
    return Listing(
        gettext("Indikator"),
        columns,
        order="-tambah",
        empty=gettext("Skor indikator belum ada"),
        source=published_line(
            measure, [run for run in view.runs if (run.family, run.year) == (view.family, view.year)]
        ),
        territory=view.territory,
        file_name="indikator",
        keep=view.parameters,
    )
