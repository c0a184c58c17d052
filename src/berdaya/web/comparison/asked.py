"""What is compared: the territories, the year, and the year it is compared with. The address alone says it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.web.published import Published, address

MOST = 6
SHORTEST = 6  # digits: kecamatan and villages
LONGEST_TEXT = 80


@dataclass(frozen=True)
class Asked:
    """One comparison. `codes` are plain digits, in the order they were chosen."""

    shown: Published
    family: str
    year: int
    since: int | None
    codes: tuple[str, ...]

    @property
    def parameters(self) -> dict[str, str]:
        return {
            "desa": ",".join(RegionCode(code).dotted for code in self.codes),
            "indeks": self.family.replace("_", "-"),
            "tahun": str(self.year),
            "sejak": str(self.since) if self.since else "",
        }

    def address(self, **changes: Any) -> str:
        return address(reverse("comparison"), replace(self, **changes).parameters)

    def without(self, code: str) -> str:
        return self.address(codes=tuple(one for one in self.codes if one != code))

    def with_also(self, code: str) -> str:
        return self.address(codes=_kept((*self.codes, code)))

    @property
    def is_full(self) -> bool:
        return len(self.codes) >= MOST


def asked(parameters: Mapping[str, str], shown: Published) -> Asked:
    """Read an address: `desa` holds codes in any spelling, parted by commas; `tambah` one more, from the form."""
    family, year = shown.chosen(parameters.get("indeks", ""), parameters.get("tahun", ""))
    since = parameters.get("sejak", "")
    earlier = {str(one): one for one in shown.years[family] if one < year}
    written = [*parameters.get("desa", "").split(","), parameters.get("tambah", "")]
    return Asked(shown, family, year, earlier.get(since), _kept([_plain(one) for one in written[: 2 * MOST]]))


def _kept(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))[:MOST]


def _plain(written: str) -> str:
    """The digits of a kecamatan or village; nothing for anything else."""
    try:
        plain = RegionCode.parse(written).plain
    except Problem:
        return ""
    return plain if len(plain) >= SHORTEST else ""
