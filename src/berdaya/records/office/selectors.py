"""Reads on the office, as frozen rows. What stands on a public letter is no secret, so these ask for no scope."""

from dataclasses import dataclass
from datetime import date

from berdaya.records.office.models import Office
from berdaya.records.office.models import Signatory as SignatoryRecord
from berdaya.records.regions.kinds import Level
from berdaya.records.regions.models import Boundary


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """Who runs this installation."""

    regency_code: str
    regency_name: str
    agency: str
    short_name: str
    time_zone: str
    paper: str
    language: str
    steps_done: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of a letter; empty where it was not given. The logo is the whole file."""

    government: str
    agency: str
    address: str
    contact: str
    logo: bytes
    logo_type: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who may sign; `acting_for` is the office in whose name ("a.n."), empty where it is their own."""

    id: int
    name: str
    rank: str
    nip: str
    title: str
    acting_for: str
    valid_from: date
    valid_until: date | None = None
    version: int = 0


def office() -> OfficeCard | None:
    """The office; None before the first set-up."""
    row = Office.objects.defer("logo").first()
    if row is None:
        return None
    return OfficeCard(
        row.regency_code,
        row.regency_name,
        row.agency,
        row.short_name,
        row.time_zone,
        row.paper,
        row.language,
        tuple(row.steps_done),
        row.version,
    )


def letterhead() -> Letterhead:
    """The head of the letters; without an office, an empty one."""
    row = Office.objects.first()
    if row is None:
        return Letterhead("", "", "", "", b"", "")
    return Letterhead(row.government, row.agency, row.address, row.contact, bytes(row.logo), row.logo_type)


def signatories(on: date) -> list[Signatory]:
    """Those who may sign on a day, in the order they were entered."""
    return [one for one in every_signatory() if one.valid_from <= on and (one.valid_until or on) >= on]


def every_signatory() -> list[Signatory]:
    """All who may sign, may have signed or will."""
    fields = ("id", "name", "rank", "nip", "title", "acting_for", "valid_from", "valid_until", "version")
    return [Signatory(*row) for row in SignatoryRecord.objects.order_by("pk").values_list(*fields)]


def territory() -> str:
    """The regency the office serves (plain digits); empty, which is everywhere, before the first set-up."""
    return Office.objects.values_list("regency_code", flat=True).first() or ""


def time_zone() -> str:
    """The office's time zone; empty before the first set-up."""
    return Office.objects.values_list("time_zone", flat=True).first() or ""


def shapes_held(regency_code: str) -> int:
    """How many villages of a regency (plain digits) have a shape for the map."""
    return Boundary.objects.filter(region__level=Level.VILLAGE, region__code__startswith=regency_code).count()
