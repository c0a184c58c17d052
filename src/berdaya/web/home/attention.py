"""What needs attention in a year: which villages, why, in lists that open. Lists near a limit are for officers only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext, ngettext

from berdaya.records.regions.maps import Area
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.home.figures import Comparison
from berdaya.web.home.nearness import Nearness, nearness
from berdaya.web.measure import listed

CONTRADICTING: Final = "bertentangan"
REPAIRED: Final = "diperbaiki"
INCOMPLETE: Final = "belum-lengkap"
ABSENT: Final = "tanpa-data"
FELL_CLASS: Final = "turun-kelas"
FELL_VALUE: Final = "turun-nilai"
NEAR: Final = "dekat-batas"
KINDS: Final = (CONTRADICTING, ABSENT, INCOMPLETE, FELL_CLASS, FELL_VALUE, REPAIRED, NEAR)
NAMED: Final = 3


@dataclass(frozen=True)
class Concern:
    """One village of a list, and its change in the index where that is the reason."""

    code: str
    name: str
    district: str
    row: ResultRow | None = None
    before: ResultRow | None = None
    step: Nearness | None = None

    @property
    def change(self) -> float | None:
        """How much the index changed; None where it is not known in both years."""
        if self.row is None or self.before is None or self.row.index is None or self.before.index is None:
            return None
        return self.row.index - self.before.index


@dataclass(frozen=True)
class Item:
    """One line of "Perlu perhatian"."""

    kind: str
    count: int
    words: str


def concerns(kind: str, shown: Comparison, desa: Sequence[Area]) -> list[Concern]:
    """The villages of one list, the gravest first."""
    before = {row.region_id: row for row in shown.before_rows}
    rows = [_concern(row, before.get(row.region_id)) for row in shown.rows]
    if kind == ABSENT:
        present = {row.code for row in shown.rows}
        return [Concern(area.code, area.name, area.parent) for area in desa if area.code not in present]
    if kind == NEAR:
        return _near_a_limit(rows, shown)
    chosen = [one for one in rows if _belongs(kind, one, shown)]
    return sorted(chosen, key=lambda one: (one.change or 0, one.code)) if kind in (FELL_CLASS, FELL_VALUE) else chosen


def _near_a_limit(rows: Sequence[Concern], shown: Comparison) -> list[Concern]:
    edition = shown.measure.edition
    found = [replace(one, step=step) for one in rows if one.row and (step := nearness(edition, one.row))]
    return sorted(found, key=lambda one: (one.step.distance if one.step else 0, one.code))


def _concern(row: ResultRow, before: ResultRow | None) -> Concern:
    return Concern(row.code, row.name, row.district, row, before)


def _belongs(kind: str, one: Concern, shown: Comparison) -> bool:
    row, before, levels = one.row, one.before, shown.measure.levels
    if row is None:
        return False
    if kind == CONTRADICTING:
        return row.verdict == "inconsistent"
    if kind == REPAIRED:
        return row.verdict == "repaired"
    if kind == INCOMPLETE:
        return not row.complete
    if before is None or one.change is None:
        return False
    if kind == FELL_CLASS:
        return levels[row.status] < levels[before.status]
    return kind == FELL_VALUE and row.status == before.status and one.change < 0


def items(shown: Comparison, desa: Sequence[Area], officers: Sequence[str] | None) -> list[Item]:
    """The lines that have villages. `officers` are the territories of an officer's work; None for the public."""
    found = []
    for kind in KINDS:
        villages = concerns(kind, shown, desa) if kind != NEAR else near(shown, officers)
        if villages:
            found.append(Item(kind, len(villages), words(kind, villages, shown)))
    return found


def near(shown: Comparison, officers: Sequence[str] | None) -> list[Concern]:
    """The villages one step of a rubric below a limit, the nearest first, in the territories of an officer's work only."""
    if officers is None:
        return []
    villages = concerns(NEAR, shown, ())
    return [one for one in villages if one.code.startswith(tuple(officers))]


def words(kind: str, villages: Sequence[Concern], shown: Comparison) -> str:
    """One line in words; villages are named where they are few."""
    count = len(villages)
    details = {"year": shown.year, "before": shown.before_year, "index": shown.measure.name}
    sentence = {
        CONTRADICTING: ngettext(
            "desa: jawabannya bertentangan dengan angka yang terbit.",
            "desa: jawabannya bertentangan dengan angka yang terbit.",
            count,
        ),
        REPAIRED: ngettext(
            "desa: skor diperbaiki karena cacat sumber yang dikenal; nilai tercetak tetap disimpan.",
            "desa: skor diperbaiki karena cacat sumber yang dikenal; nilai tercetak tetap disimpan.",
            count,
        ),
        INCOMPLETE: ngettext(
            "desa: jawaban belum lengkap; indeksnya ditulis sebagai selang.",
            "desa: jawaban belum lengkap; indeksnya ditulis sebagai selang.",
            count,
        ),
        ABSENT: ngettext("desa tanpa data %(index)s %(year)d.", "desa tanpa data %(index)s %(year)d.", count),
        FELL_CLASS: ngettext("desa turun kelas sejak %(before)s.", "desa turun kelas sejak %(before)s.", count),
        FELL_VALUE: ngettext(
            "desa turun nilainya, tetapi tidak turun kelas.", "desa turun nilainya, tetapi tidak turun kelas.", count
        ),
        NEAR: ngettext(
            "desa dapat naik kelas dengan satu langkah rubrik pada satu indikator. Periksa buktinya dahulu; jangan "
            "mengejar centang.",
            "desa dapat naik kelas dengan satu langkah rubrik pada satu indikator. Periksa buktinya dahulu; jangan "
            "mengejar centang.",
            count,
        ),
    }[kind]
    return f"{sentence % details} {_named(kind, villages, shown)}".strip()


def _named(kind: str, villages: Sequence[Concern], shown: Comparison) -> str:
    if kind == FELL_VALUE:
        most = villages[0]
        return gettext("Terbesar %(name)s (%(change)s).") % {
            "name": most.name,
            "change": shown.measure.change(most.change),
        }
    if len(villages) > NAMED:
        return ""
    return (
        listed([gettext("%(name)s di %(place)s") % {"name": one.name, "place": one.district} for one in villages]) + "."
    )


def title(kind: str) -> str:
    """The head of a list's own page."""
    return {
        CONTRADICTING: gettext("Jawaban bertentangan dengan angka yang terbit"),
        REPAIRED: gettext("Skor yang diperbaiki"),
        INCOMPLETE: gettext("Jawaban belum lengkap"),
        ABSENT: gettext("Desa tanpa data"),
        FELL_CLASS: gettext("Desa yang turun kelas"),
        FELL_VALUE: gettext("Desa yang turun nilainya"),
        NEAR: gettext("Satu langkah rubrik di bawah batas kelas"),
    }[kind]
