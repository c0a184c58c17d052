"""What the office has, in figures and as it looks: territories, boundaries, the head of a letter."""

import base64
from dataclasses import dataclass

from berdaya.records.access.scope import PUBLIC, Scope
from berdaya.records.office.selectors import Letterhead, letterhead, shapes_held
from berdaya.records.regions import selectors as regions


@dataclass(frozen=True)
class Territory:
    """How many territories of the regency are known, and how many of them have a shape."""

    districts: int
    desa: int
    kelurahan: int
    drawn: int

    @property
    def villages(self) -> int:
        return self.desa + self.kelurahan


def territory(regency_code: str) -> Territory:
    here = Scope(frozenset((role, regency_code) for role, _ in PUBLIC.held))
    districts = regions.districts(here)
    drawn = shapes_held(regency_code)
    return Territory(len(districts), sum(one.desa for one in districts), sum(one.kelurahan for one in districts), drawn)


@dataclass(frozen=True)
class Head:
    """The head of a letter for the page; the logo as an address that holds the picture itself."""

    letterhead: Letterhead
    logo: str

    @property
    def empty(self) -> bool:
        return not (self.letterhead.agency or self.logo)


def head() -> Head:
    found = letterhead()
    logo = f"data:{found.logo_type};base64,{base64.b64encode(found.logo).decode()}" if found.logo else ""
    return Head(found, logo)
