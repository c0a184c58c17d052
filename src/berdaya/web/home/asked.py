"""What the reader asks of Beranda: index, year, what the map shows, which territory, map or table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.web.published import Published, address

STATUS = "status"


@dataclass(frozen=True)
class Asked:
    """One view of Beranda. `territory` is plain digits; empty where the page finds the widest that holds all villages."""

    family: str
    year: int
    colour: str = STATUS
    territory: str = ""
    table: bool = False

    def parameters(self, shown: Published) -> dict[str, str]:
        return {
            **shown.asked(self.family, self.year),
            "wilayah": RegionCode(self.territory).dotted if self.territory else "",
            "warna": self.colour if self.colour != STATUS else "",
            "bentuk": "tabel" if self.table else "",
        }

    def address(self, shown: Published, url_name: str = "home", fragment: str = "", **changes: Any) -> str:
        """The address of this view with some of it changed."""
        return address(reverse(url_name), replace(self, **changes).parameters(shown), fragment=fragment)


def asked(parameters: Mapping[str, str], shown: Published) -> Asked:
    """Read the parameters of an address. What is not understood falls back to what is shown anyway."""
    family, year = shown.chosen(parameters.get("indeks", ""), parameters.get("tahun", ""))
    edition = shown.edition(family, year)
    colour = parameters.get("warna", STATUS)
    if colour != edition.head.code and colour not in edition.dimensions and colour not in edition.indicators:
        colour = STATUS
    return Asked(family, year, colour, territory(parameters.get("wilayah", "")), parameters.get("bentuk") == "tabel")


def territory(written: str) -> str:
    """A territory above villages from its code in any spelling; nothing where it is none."""
    try:
        code = RegionCode.parse(written)
    except Problem:
        return ""
    return code.plain if code.level != "village" else ""
