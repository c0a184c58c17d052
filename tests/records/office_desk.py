"""An office that can issue papers: letterhead, two signatories, a number series, and a press that prints at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.office import services as office
from berdaya.records.papers import services as papers
from berdaya.records.papers.stamps import Drafted, Printed, Stamp

REGENCY, DISTRICT, VILLAGE = "9901", "990101", "9901012001"
HEAD = Scope(frozenset({(Role.HEAD, REGENCY)}))
ANALYST = Scope(frozenset({(Role.ANALYST, REGENCY)}))
NEIGHBOUR = Scope(frozenset({(Role.HEAD, "990102"), (Role.ANALYST, "9902")}))
SERIES = {
    "name": "Surat keluar",
    "classification": "400.10",
    "agency": "DC",
    "pattern": "{classification}/{number}/{agency}/{roman_month}/{year}",
    "first_year": None,
    "first_number": 1,
}


@dataclass(frozen=True)
class Desk:
    """What a paper is issued with."""

    series: int
    signatory: int
    second: int


def open_desk(**changed: Any) -> Desk:
    office.set_regency(actor=SYSTEM, code="99.01", name="Kabupaten Contoh")
    office.change_office(actor=SYSTEM, government="Pemerintah Kabupaten Contoh", agency="Dinas Contoh")
    first = office.add_signatory(
        actor=SYSTEM,
        name="Siti Contoh",
        title="Kepala Dinas",
        rank="Pembina",
        nip="196801011990032001",
        valid_from=date(2020, 1, 1),
    )
    second = office.add_signatory(
        actor=SYSTEM,
        name="Budi Contoh",
        title="Sekretaris",
        acting_for="a.n. Kepala Dinas",
        valid_from=date(2020, 1, 1),
        valid_until=date(2026, 6, 30),
    )
    series = papers.set_series(actor=HEAD, series_id=None, given={**SERIES, **changed}, territory=REGENCY)
    return Desk(series, first, second)


def press(draft: Drafted, stamp: Stamp) -> Printed:
    """Prints nothing but what it was given."""
    content = {"says": draft.content, "number": stamp.number, "signer": stamp.signatory.name}
    return Printed(content, f"%PDF {stamp.number} {stamp.code}".encode(), "test press")


def drafted(actor: Scope = ANALYST, territory: str = VILLAGE, content: Mapping[str, Any] | None = None) -> int:
    return papers.draft_paper(
        actor=actor,
        kind="village-profile",
        subject="Profil Desa Bukit Raya",
        territory=territory,
        content=content or {"body": "isi"},
    )
