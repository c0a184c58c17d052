"""The page of one list: the villages that need attention for one reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
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
from berdaya.web.measure import Measure
from berdaya.web.published import Published, address


@dataclass(frozen=True)
class Line:
    """One village: its class and figure in both years."""

    href: str
    name: str
    district: str
    code: str
    chip: SafeString | str
    index: str
    before_chip: SafeString | str
    change: str
    printed: str
    distance: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class AttentionList:
    title: str
    count: int
    words: str
    place: str
    home: str
    index: str
    year: int
    before_year: int | None
    compared: bool
    contradicting: bool
    near: bool
    warning: str
    lines: tuple[Line, ...]


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
    parameters = shown.asked(asked.family, asked.year)
    return AttentionList(
        title=title(kind),
        count=len(found),
        words=words(kind, found, compared) if found else gettext("Tidak ada desa dalam daftar ini."),
        place=place_name(read),
        home=asked.address(shown, colour="status", table=False),
        index=compared.measure.name,
        year=asked.year,
        before_year=compared.before_year,
        contradicting=kind == CONTRADICTING,
        near=kind == NEAR,
        compared=kind in (FELL_CLASS, FELL_VALUE),
        warning=gettext("Daftar ini hanya untuk petugas.") if kind == NEAR else "",
        lines=tuple(_line(one, compared, parameters, printed) for one in found),
    )


def _line(one: Concern, compared: Comparison, parameters: dict[str, str], printed: Mapping[int, float]) -> Line:
    measure = compared.measure
    dotted = RegionCode(one.code).dotted
    return Line(
        href=address(reverse("village", args=[dotted]), parameters),
        name=one.name,
        district=one.district,
        code=dotted,
        chip=measure.chip(one.row) if one.row else gettext("belum ada data"),
        index=_index(measure, one),
        before_chip=measure.chip(one.before) if one.before else "",
        change=measure.change(one.change) if one.before and one.row else "–",
        printed=measure.written(printed.get(one.row.region_id)) if one.row else "–",
        distance=measure.written(one.step.distance) if one.step else "–",
        steps=_steps(measure, one.step) if one.step else (),
    )


def _steps(measure: Measure, found: Nearness) -> tuple[str, ...]:
    """Each indicator of which one step suffices: its name and the scores before and after."""
    indicators = measure.edition.indicators
    return tuple(
        gettext("%(indicator)s (%(score)d ke %(next)d)")
        % {"indicator": measure.short(indicators[one.indicator]), "score": one.score, "next": one.next}
        for one in found.steps
    )


def _index(measure: Measure, one: Concern) -> str:
    return measure.span(one.row.index_low, one.row.index_high) if one.row else "–"
