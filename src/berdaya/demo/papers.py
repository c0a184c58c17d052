"""The number series of the invented office, so that a first paper can be issued at once."""

from berdaya.demo.registry import REGENCY_CODE
from berdaya.records.access.scope import SYSTEM
from berdaya.records.papers.numbering import DEFAULT
from berdaya.records.papers.services import set_series


def load() -> None:
    """One series for everything that leaves the office."""
    given = {
        "name": "Surat keluar",
        "pattern": DEFAULT,
        "classification": "400.10",
        "agency": "DPMD",
        "first_year": None,
        "first_number": 1,
    }
    set_series(actor=SYSTEM, series_id=None, given=given, territory=REGENCY_CODE)
