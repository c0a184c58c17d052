"""The lines of a comparison: the index, its dimensions, its indicators; and the list that shows them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.index.aggregation import effective_weights
from berdaya.web.comparison.asked import Asked
from berdaya.web.comparison.subjects import Subject, value
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice
from berdaya.web.measure import Measure, language
from berdaya.web.numerals import NOTHING, number, signed
from berdaya.web.published import address


@dataclass(frozen=True)
class Line:
    """One measure over all subjects. `weighed` is the spread of an indicator as it counts in the index."""

    code: str
    name: str
    what: str
    group: str
    decimals: int
    values: tuple[float | None, ...]
    before: tuple[float | None, ...]
    weighed: float | None = None

    @property
    def spread(self) -> float | None:
        known = [one for one in self.values if one is not None]
        return max(known) - min(known) if len(known) > 1 else None

    def written(self, place: int) -> str:
        value = self.values[place]
        return number(value, self.places(value), language())

    def places(self, value: float | None) -> int:
        """The decimals of a value: whole scores have none."""
        return 0 if self.weighed is not None and value is not None and value.is_integer() else self.decimals

    def change(self, place: int) -> float | None:
        now, before = self.values[place], self.before[place]
        return now - before if now is not None and before is not None else None


def lines(measure: Measure, compared: Sequence[Subject]) -> list[Line]:
    """The index, then the main dimensions, then the indicators in the edition's order."""
    edition = measure.edition
    whole = gettext("Seluruhnya")
    made = [_line(measure, compared, edition.head.code, measure.name, gettext("Indeks"), whole, measure.decimals)]
    for one in edition.main_dimensions:
        name = measure.dimension(one.code)
        made.append(_line(measure, compared, one.code, name, gettext("Dimensi"), name, measure.decimals))
    weights = effective_weights(edition) if edition.is_additive else {}
    for code, indicator in edition.indicators.items():
        if not indicator.bands:
            continue
        factor = float(weights.get(code, 0) * edition.head.scale / indicator.top)
        group = measure.dimension(indicator.dimension)
        name = measure.short(indicator)
        made.append(_line(measure, compared, code, name, gettext("Indikator"), group, 2, factor))
    return made


def _line(
    measure: Measure,
    compared: Sequence[Subject],
    code: str,
    name: str,
    what: str,
    group: str,
    decimals: int,
    factor: float | None = None,
) -> Line:
    edition = measure.edition
    now = tuple(value(edition, code, subject.rows) for subject in compared)
    before = tuple(value(edition, code, subject.before) for subject in compared)
    plain = Line(code, name, what, group, decimals, now, before)
    weighed = None if factor is None else factor * (plain.spread or 0.0)
    return Line(code, name, what, group, decimals, now, before, weighed)


def listing(asked: Asked, measure: Measure, compared: Sequence[Subject], source: str) -> Listing[Line]:
    """A column for every subject, and for its change where a year is compared with."""
    columns: list[Column[Line]] = [
        search(lambda line: f"{line.name} {line.code}", gettext("Ukuran")),
        Column(
            "ukuran",
            gettext("Ukuran"),
            lambda line: line.name,
            href=partial(_href, asked, measure),
            note=lambda line: line.code,
            sortable=False,
        ),
        Column("kode", gettext("Kode"), lambda line: line.code, listed=False, sortable=False),
        Column("jenis", gettext("Jenis"), lambda line: line.what, filter=Choice(), sortable=False, listed=False),
        Column("bagian", gettext("Bagian"), lambda line: line.group, filter=Choice(), sortable=False, only_wide=True),
    ]
    for place, subject in enumerate(compared):
        columns.append(_column(place, subject))
        if asked.since is not None:
            columns.append(_change(place, subject, asked.since))
    if len(compared) > 1:
        columns.append(
            Column(
                "beda",
                gettext("Beda"),
                lambda line: line.spread,
                Kind.NUMBER,
                4,
                show=lambda line: number(line.spread, line.places(line.spread), language()),
            )
        )
        columns.append(
            Column(
                "beda-indeks",
                gettext("Beda dalam %(index)s") % {"index": measure.name},
                lambda line: line.weighed,
                Kind.NUMBER,
                4,
                show=lambda line: number(line.weighed, measure.decimals, language()),
                only_wide=True,
            )
        )
    return Listing(
        gettext("Perbandingan %(index)s %(year)d") % {"index": measure.name, "year": asked.year},
        columns,
        source=source,
        file_name="bandingkan",
        keep=asked.parameters,
        size=25,
    )


def _href(asked: Asked, measure: Measure, line: Line) -> str:
    if line.code not in measure.edition.indicators:
        return ""
    return address(
        reverse("indicator-page", args=[asked.family.replace("_", "-"), line.code]), {"tahun": str(asked.year)}
    )


def _column(place: int, subject: Subject) -> Column[Line]:
    return Column(
        f"n{place + 1}",
        subject.name,
        lambda line: line.values[place],
        Kind.NUMBER,
        4,
        show=lambda line: line.written(place),
    )


def _change(place: int, subject: Subject, since: int) -> Column[Line]:
    def written(line: Line) -> str:
        change = line.change(place)
        return NOTHING if change is None else signed(change, line.places(change), language())

    heading = gettext("%(name)s sejak %(year)d") % {"name": subject.name, "year": since}
    return Column(f"b{place + 1}", heading, lambda line: line.change(place), Kind.NUMBER, 4, show=written)
