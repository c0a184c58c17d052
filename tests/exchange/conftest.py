"""Invented official answers in the shape the ministry's server gives, and a region list they belong to."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.services import RegionEntry, import_regions

TERRITORIES = {
    "99": "Provinsi Contoh",
    "99.01": "Kabupaten Contoh",
    "99.01.01": "Hulu",
    "99.01.01.2001": "Bukit Raya",
    "99.01.01.2002": "Muara Tenang",
    "99.01.02": "Hilir",
    "99.01.02.2001": "Bukit Raya",
}
VILLAGES = ("9901012001", "9901012002", "9901022001")


@pytest.fixture
def regency(db: None) -> dict[str, int]:
    """The ids of the territories by plain code."""
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in TERRITORIES.items()])
    return dict(code_book().current)


@pytest.fixture
def official_answer() -> Callable[..., bytes]:
    """Make one answer: every score at its top but the changed ones; `printed` changes rows without changing totals."""

    def make(
        code: str = "9901012001", year: int = 2024, printed: dict[str, Any] | None = None, **changed: int
    ) -> bytes:
        edition = catalogue.edition_for("idm", year)
        scores = {name: item.top for name, item in edition.indicators.items()} | changed
        found = assess(edition, scores)
        rows = [
            {"NO": number, "INDIKATOR": item.row_label, "SKOR": {**scores, **(printed or {})}[name], "KETERANGAN": "x"}
            for number, (name, item) in enumerate(edition.indicators.items(), start=1)
        ]
        totals = {name: float(item.low) for name, item in found.dimensions.items()}
        totals[edition.head.code] = float(found.index.low)
        rows += [{"NO": None, "INDIKATOR": f"{name} {year}", "SKOR": round(v, 14)} for name, v in totals.items()]
        data = {
            "SUMMARIES": {
                "SKOR_SAAT_INI": totals[edition.head.code],
                "STATUS": (found.status or "").upper(),
                "TAHUN": year,
            },
            "ROW": rows,
            "IDENTITAS": [{"id_desa": code, "nama_desa": "DESA"}],
        }
        return json.dumps({"status": 200, "error": False, "mapData": data}).encode()

    return make
