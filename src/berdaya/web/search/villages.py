"""The list of villages with their published figures, paged in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.regions.choosing import Territories
from berdaya.records.regions.kinds import Kind
from berdaya.records.runs.directory import NOT_PUBLISHED, Narrowed, VillageLine, count_villages, villages_paged
from berdaya.records.runs.summaries import PublishedRun
from berdaya.web.lists.asked import Order
from berdaya.web.lists.columns import Column, Listing, search
from berdaya.web.lists.columns import Kind as Cells
from berdaya.web.lists.filters import Choice, Chosen, Conditions, Containing, Range, Within
from berdaya.web.measure import Measure
from berdaya.web.published import Published, address

BOTH = "semua"
ORDERS = {"desa": "name", "kecamatan": "district", "status": "index", "indeks": "index", "sejak": "change"}


@dataclass(frozen=True)
class View:
    """The index and year that the list shows; None where nothing is published yet."""

    shown: Published
    family: str
    year: int
    runs: tuple[int, ...]
    runs_before: tuple[int, ...]

    @property
    def measure(self) -> Measure:
        return Measure(self.shown.edition(self.family, self.year))

    @property
    def before(self) -> int | None:
        return self.shown.before(self.family, self.year)

    @property
    def parameters(self) -> dict[str, str]:
        return self.shown.asked(self.family, self.year)


def view(shown: Published, runs: Sequence[PublishedRun], family: str, year: str) -> View | None:
    """What is asked for, with the runs it is read from."""
    if not shown:
        return None
    chosen, of_year = shown.chosen(family, year)
    before = shown.before(chosen, of_year)

    def of(one: int | None) -> tuple[int, ...]:
        return tuple(run.id for run in runs if run.family == chosen and run.year == one)

    return View(shown, chosen, of_year, of(of_year), of(before))


@dataclass(frozen=True)
class Villages:
    """The paged source of the list."""

    scope: Scope
    view: View | None

    def count(self, conditions: Conditions) -> int:
        return count_villages(self.scope, self._narrowed(conditions))

    def rows(self, conditions: Conditions, order: Order | None, start: int, stop: int) -> Sequence[VillageLine]:
        by, descending = (ORDERS[order.key], order.descending) if order else ("", False)
        return villages_paged(self.scope, self._narrowed(conditions), start, stop, by, descending=descending)

    def _narrowed(self, conditions: Conditions) -> Narrowed:
        """Without words only desa are listed; a search by name finds kelurahan too."""
        text, index = conditions.get("q"), conditions.get("indeks")
        words = " ".join(text.words) if isinstance(text, Containing) else ""
        kind = _chosen(conditions, "jenis") or ("" if words else Kind.DESA)
        return Narrowed(
            runs=self.view.runs if self.view else (),
            runs_before=self.view.runs_before if self.view else (),
            text=words,
            territory=plain(_chosen(conditions, "wilayah")),
            status=_chosen(conditions, "status"),
            kind="" if kind == BOTH else kind,
            index_from=index.low if isinstance(index, Within) else None,
            index_until=index.high if isinstance(index, Within) else None,
        )


def _chosen(conditions: Conditions, key: str) -> str:
    condition = conditions.get(key)
    return condition.value if isinstance(condition, Chosen) else ""


def plain(written: str) -> str:
    """The digits of a territory above villages; nothing for what is none."""
    try:
        code = RegionCode.parse(written)
    except Problem:
        return ""
    return code.plain if code.level != "village" else ""


def listing(view: View | None, territories: Territories, *, source: str = "", advice: str = "") -> Listing[VillageLine]:
    """The columns; those with figures only where some are published."""
    several = len(territories.root) < 4
    parameters = view.parameters if view else {}

    def href(line: VillageLine) -> str:
        return address(reverse("village", args=[RegionCode(line.code).dotted]), parameters)

    wilayah = Choice(tuple((RegionCode(code).dotted, name) for code, name in territories.options))
    kinds = ((Kind.KELURAHAN.value, gettext("Kelurahan")), (BOTH, gettext("Desa dan kelurahan")))
    columns: list[Column[VillageLine]] = [
        search(lambda line: line.name, gettext("Nama atau kode")),
        Column("desa", gettext("Desa"), lambda line: line.name, href=href, note=_note),
        Column("kode", gettext("Kode"), lambda line: RegionCode(line.code).dotted, listed=False, sortable=False),
        Column(
            "kecamatan",
            gettext("Kecamatan"),
            lambda line: line.district,
            note=(lambda line: line.regency) if several else None,
        ),
        Column("kabupaten", gettext("Kabupaten"), lambda line: line.regency, listed=False, sortable=False),
        Column(
            "wilayah",
            gettext("Wilayah") if several else gettext("Kecamatan"),
            lambda line: line.district,
            filter=wilayah,
            listed=False,
            exported=False,
            sortable=False,
        ),
        Column(
            "jenis",
            gettext("Jenis"),
            lambda line: line.kind,
            filter=Choice(kinds, otherwise=gettext("Desa")),
            listed=False,
            sortable=False,
        ),
    ]
    return Listing(
        gettext("Desa"),
        columns + (_figures(view) if view else []),
        empty=gettext("Belum ada desa"),
        advice=gettext("Impor daftar wilayah, atau muat kabupaten rekaan dengan berdaya demo."),
        unmatched=advice,
        source=source,
        file_name="desa",
        keep=parameters,
    )


def _note(line: VillageLine) -> str:
    code = RegionCode(line.code).dotted
    return gettext("%(code)s, kelurahan") % {"code": code} if line.kind == Kind.KELURAHAN else code


def _figures(view: View) -> list[Column[VillageLine]]:
    measure = view.measure
    classes = tuple((code, measure.status(code).name) for code in measure.levels)
    status = Choice((*classes, (NOT_PUBLISHED, gettext("Belum terbit"))))
    columns = [
        Column[VillageLine](
            "status",
            gettext("Status %(year)d") % {"year": view.year},
            lambda line: measure.status_words(line.statuses),
            show=lambda line: measure.chip_of(line.statuses) if line.statuses else gettext("belum terbit"),
            filter=status,
        ),
        Column[VillageLine](
            "indeks",
            f"{measure.name} {view.year}",
            lambda line: line.index,
            Cells.NUMBER,
            measure.decimals,
            show=lambda line: "–" if line.low is None or line.high is None else measure.span(line.low, line.high),
            filter=Range(),
        ),
    ]
    if view.before is not None:
        since = gettext("Sejak %(year)d") % {"year": view.before}
        change = Column[VillageLine](
            "sejak",
            since,
            lambda line: line.change,
            Cells.NUMBER,
            measure.decimals,
            show=lambda line: measure.change(line.change),
        )
        columns.append(change)
    return columns
