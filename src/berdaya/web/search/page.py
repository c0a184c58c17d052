"""What a search found, as suggestions; and what may help where it found nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.regions.selectors import RegionRow
from berdaya.web.measure import language


@dataclass(frozen=True)
class Found:
    """One village: names occur more than once, so each has its kecamatan and code."""

    name: str
    place: str
    dotted: str
    href: str


def found(rows: Sequence[RegionRow]) -> list[Found]:
    """Lines for villages found; the regency is named where they lie in several."""
    several = len({row.code[:4] for row in rows}) > 1
    return [_found(row, row.regency if several else "") for row in rows]


def _found(row: RegionRow, regency: str = "") -> Found:
    kind = gettext("kelurahan di %(place)s") if row.kind == "kelurahan" else gettext("Kecamatan %(place)s")
    place = ", ".join(part for part in (kind % {"place": row.district}, regency) if part)
    return Found(row.name, place, row.dotted, reverse("village", args=[row.dotted]))


def advice(text: str) -> str:
    """What a text that finds nothing may be, for example a BPS code; nothing without a text."""
    if not any(character.isdigit() for character in text):
        return gettext("Periksa ejaan, tulis sebagian nama saja, atau tulis kode Kemendagri.") if text else ""
    try:
        RegionCode.parse(text)
    except Problem as problem:
        return problem.message(language()) if problem.code == "region.bps_code" else ""
    return Problem("region.unknown", code=text).message(language())
