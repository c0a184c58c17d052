"""An invented list: places with every kind of value, some of them not known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice, Period, Range, Search


@dataclass(frozen=True)
class Town:
    code: int
    name: str
    district: str
    index: float | None = None
    share: float | None = None
    cost: Decimal | None = None
    since: date | None = None


def listing(**changed) -> Listing[Town]:
    columns = (
        search(lambda town: f"{town.name} {town.code}", "Cari"),
        Column("nama", "Nama", lambda town: town.name, href=lambda town: f"/{town.code}", filter=Search()),
        Column("kecamatan", "Kecamatan", lambda town: town.district, filter=Choice()),
        Column("indeks", "Indeks", lambda town: town.index, Kind.NUMBER, decimals=4, filter=Range()),
        Column("bagian", "Bagian", lambda town: town.share, Kind.PERCENT, filter=Range(factor=100)),
        Column("biaya", "Biaya", lambda town: town.cost, Kind.MONEY),
        Column("sejak", "Sejak", lambda town: town.since, Kind.DATE, filter=Period()),
        Column("kode", "Kode", lambda town: town.code, Kind.NUMBER, listed=False),
    )
    return Listing(**{"title": "Tempat", "columns": columns, "source": "rekaan"} | changed)
