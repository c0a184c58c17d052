"""The page of one list: the villages that need attention for one reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.web.charts.svg import html
from berdaya.web.home.asked import Asked
from berdaya.web.home.attention import (
    CONTRADICTING,
    FELL_CLASS,
    FELL_VALUE,
    NEAR,
    Concern,
    concerns,
    near,
    title,
    words,
)
from berdaya.web.home.figures import Comparison
from berdaya.web.home.nearness import Nearness
from berdaya.web.home.page import comparison, place_name
from berdaya.web.home.reading import Read
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice
from berdaya.web.measure import Measure
from berdaya.web.published import Published, address

STEPS = 3


@dataclass(frozen=True)
class AttentionList:
    """What stands above the list, and what the list is made of."""

    title: str
    count: int
    words: str
    place: str
    home: str
    index: str
    year: int
    warning: str
    listing: Listing[Concern]
    found: Sequence[Concern]


def attention_list(
    kind: str,
    shown: Published,
    asked: Asked,
    read: Read,
    officers: Sequence[str] | None,
    printed: Mapping[int, float] = MappingProxyType({}),
) -> AttentionList:
    """The list of one kind; lists near a limit hold only villages of the officer's territories.

    `printed` is the published index of the villages whose answers contradict it.
    """
    compared = comparison(shown, asked, read)
    found = near(compared, officers) if kind == NEAR else concerns(kind, compared, read.desa)
    return AttentionList(
        title=title(kind),
        count=len(found),
        words=words(kind, found, compared) if found else gettext("Tidak ada desa dalam daftar ini."),
        place=place_name(read),
        home=asked.address(shown, colour="status", table=False),
        index=compared.measure.name,
        year=asked.year,
        warning=gettext("Daftar ini hanya untuk petugas.") if kind == NEAR else "",
        listing=_listing(kind, shown, asked, read, compared, printed),
        found=found,
    )


def _listing(
    kind: str, shown: Published, asked: Asked, read: Read, compared: Comparison, printed: Mapping[int, float]
) -> Listing[Concern]:
    parameters = shown.asked(asked.family, asked.year)
    places = {**asked.parameters(shown), "warna": "", "bentuk": ""}
    columns: list[Column[Concern]] = [
        search(lambda one: f"{one.name} {RegionCode(one.code).dotted}", gettext("Nama atau kode")),
        Column(
            "desa",
            gettext("Desa"),
            lambda one: one.name,
            href=lambda one: address(reverse("village", args=[RegionCode(one.code).dotted]), parameters),
        ),
        Column("kecamatan", gettext("Kecamatan"), lambda one: one.district, filter=Choice()),
        Column("kode", gettext("Kode"), lambda one: RegionCode(one.code).dotted),
        *_status_columns(kind, asked.year, compared),
        *_index_columns(kind, compared, printed),
        *(_near_columns(compared.measure) if kind == NEAR else ()),
        *_change_columns(compared),
    ]
    return Listing(
        title(kind),
        columns,
        source=f"{compared.measure.name} {asked.year}",
        territory=read.territory,
        file_name=kind,
        keep={key: value for key, value in places.items() if value},
    )


def _status_columns(kind: str, year: int, compared: Comparison) -> list[Column[Concern]]:
    """The class in the year shown; in both years where a fall is the reason."""
    measure, columns = compared.measure, []
    if kind in (FELL_CLASS, FELL_VALUE):
        columns.append(
            Column[Concern](
                "status-lama",
                gettext("Status %(year)d") % {"year": compared.before_year},
                lambda one: measure.status_words(one.before.statuses) if one.before else "",
                show=lambda one: measure.chip(one.before) if one.before else "",
                order=lambda one: one.before.index_low if one.before else None,
            )
        )
    columns.append(
        Column[Concern](
            "status",
            gettext("Status %(year)d") % {"year": year},
            lambda one: measure.status_words(one.row.statuses) if one.row else "",
            show=lambda one: measure.chip(one.row) if one.row else gettext("belum ada data"),
            order=lambda one: one.row.index_low if one.row else None,
            filter=Choice(),
        )
    )
    return columns


def _index_columns(kind: str, compared: Comparison, printed: Mapping[int, float]) -> list[Column[Concern]]:
    """The index; beside what was published, where the answers contradict it."""
    measure = compared.measure

    def index(heading: str) -> Column[Concern]:
        return Column(
            "indeks",
            heading,
            lambda one: one.row.index if one.row else None,
            Kind.NUMBER,
            measure.decimals,
            show=lambda one: measure.span(one.row.index_low, one.row.index_high) if one.row else "–",
        )

    if kind != CONTRADICTING:
        return [index(measure.name)]
    published = Column[Concern](
        "terbit",
        gettext("Terbit"),
        lambda one: printed.get(one.row.region_id) if one.row else None,
        Kind.NUMBER,
        measure.decimals,
    )
    return [published, index(gettext("Dihitung"))]


def _near_columns(measure: Measure) -> list[Column[Concern]]:
    """How far the next class is, and on what one step suffices."""
    return [
        Column(
            "jarak",
            gettext("Jarak ke batas"),
            lambda one: one.step.distance if one.step else None,
            Kind.NUMBER,
            measure.decimals,
        ),
        Column(
            "langkah",
            gettext("Cukup satu langkah pada"),
            lambda one: ", ".join(_steps(measure, one.step)) if one.step else "",
            show=lambda one: _first(_steps(measure, one.step)) if one.step else "",
            sortable=False,
        ),
    ]


def _change_columns(compared: Comparison) -> list[Column[Concern]]:
    measure = compared.measure
    if not compared.before_year:
        return []
    since = gettext("Sejak %(year)d") % {"year": compared.before_year}
    return [
        Column(
            "sejak",
            since,
            lambda one: one.change,
            Kind.NUMBER,
            measure.decimals,
            show=lambda one: measure.change(one.change),
        )
    ]


def _steps(measure: Measure, found: Nearness) -> tuple[str, ...]:
    """Each indicator of which one step suffices: its name and the scores before and after."""
    indicators = measure.edition.indicators
    return tuple(
        gettext("%(indicator)s (%(score)d ke %(next)d)")
        % {"indicator": measure.short(indicators[one.indicator]), "score": one.score, "next": one.next}
        for one in found.steps
    )


def _first(steps: Sequence[str]) -> SafeString:
    """The first few steps; the others are counted, and named on hovering."""
    rest = steps[STEPS:]
    more = html("span", f" +{len(rest)}", class_="note", title=", ".join(rest)) if rest else SafeString("")
    return html("span", ", ".join(steps[:STEPS]), more)
