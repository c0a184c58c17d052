"""The list of villages on the page of an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.index.definition import Indicator
from berdaya.domain.values import RegionCode
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts import marks
from berdaya.web.indicators.reading import View
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice
from berdaya.web.measure import words
from berdaya.web.provenance import published_line
from berdaya.web.published import address


@dataclass(frozen=True)
class Scored:
    """One village with its score, and that of the year before where it may be compared."""

    row: ResultRow
    score: int | None
    before: int | None

    @property
    def change(self) -> int | None:
        return self.score - self.before if self.score is not None and self.before is not None else None


def scored(view: View, code: str, earlier: Mapping[int, int | None]) -> list[Scored]:
    """The villages of the view, by code."""
    return [Scored(row, (row.scores or {}).get(code), earlier.get(row.region_id)) for row in view.rows]


def listing(view: View, indicator: Indicator, *, compared: bool) -> Listing[Scored]:
    """The columns, the lowest scores first. The change stands only where the year before had the same rubric."""
    measure, parameters = view.measure, view.shown.asked(view.family, view.year)
    conditions: dict[int | None, str] = {band.score: words(band.condition) for band in indicator.bands}

    def href(one: Scored) -> str:
        return address(reverse("indicator", args=[RegionCode(one.row.code).dotted, indicator.code]), parameters)

    change = [Column[Scored]("sejak", gettext("Berubah"), lambda one: one.change, Kind.NUMBER, show=_change)]
    columns: list[Column[Scored]] = [
        search(lambda one: f"{one.row.name} {RegionCode(one.row.code).dotted}", gettext("Nama atau kode")),
        Column(
            "desa",
            gettext("Desa"),
            lambda one: one.row.name,
            href=href,
            note=lambda one: RegionCode(one.row.code).dotted,
        ),
        Column("kode", gettext("Kode"), lambda one: RegionCode(one.row.code).dotted, listed=False, sortable=False),
        Column("kecamatan", gettext("Kecamatan"), lambda one: one.row.district, filter=Choice()),
        Column(
            "skor",
            gettext("Skor"),
            lambda one: one.score,
            Kind.NUMBER,
            show=lambda one: marks.score(one.score, indicator.top),
            filter=Choice(),
        ),
        Column(
            "keadaan", gettext("Keadaan"), lambda one: conditions.get(one.score, ""), sortable=False, only_wide=True
        ),
        *(change if compared else []),
        Column(
            "status",
            gettext("Status"),
            lambda one: measure.status_words(one.row.statuses),
            show=lambda one: measure.chip(one.row),
            order=lambda one: one.row.index_low,
            filter=Choice(),
        ),
        Column(
            "indeks",
            measure.name,
            lambda one: one.row.index,
            Kind.NUMBER,
            measure.decimals,
            show=lambda one: measure.span(one.row.index_low, one.row.index_high),
        ),
    ]
    return Listing(
        measure.short(indicator),
        columns,
        order="skor",
        empty=gettext("Belum ada desa dengan hasil"),
        source=published_line(
            measure, [run for run in view.runs if (run.family, run.year) == (view.family, view.year)]
        ),
        territory=view.territory,
        file_name=f"indikator-{indicator.code.lower()}",
        keep=view.parameters,
        size=25,
    )


def _change(one: Scored) -> str:
    if one.change is None:
        return "–"
    return f"{one.change:+d}".replace("-", "\u2212") if one.change else gettext("tetap")
