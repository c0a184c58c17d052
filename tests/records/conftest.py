"""A small invented regency: two kecamatan, four desa (two of one name) and a kelurahan."""

from collections.abc import Callable

import pytest

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
    "99.01.01.1003": "Kota Hulu",
    "99.01.02": "Hilir",
    "99.01.02.2001": "Bukit Raya",
    "99.01.02.2002": "Tanjung Baru",
}


Entries = Callable[[dict[str, str]], list[RegionEntry]]


@pytest.fixture
def entries() -> Entries:
    """Make the rows of a region list from names by code."""
    return lambda names: [RegionEntry(RegionCode.parse(code), name) for code, name in names.items()]


@pytest.fixture
def regency(db: None, entries: Entries) -> dict[str, int]:
    """The ids of the territories by plain code."""
    import_regions(actor=SYSTEM, rows=entries(TERRITORIES))
    return dict(code_book().current)
