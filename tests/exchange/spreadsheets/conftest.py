"""A small invented regency, people who send files, and files made in a line."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from berdaya.domain.values import RegionCode
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.services import RegionEntry, import_regions

TERRITORIES = {
    "99": "Provinsi Contoh",
    "99.01": "Kabupaten Contoh",
    "99.01.01": "Hulu",
    "99.01.01.2001": "=Bukit Raya",
    "99.01.01.2002": "Muara Tenang",
    "99.01.01.1003": "Kota Hulu",
    "99.01.02": "Hilir",
    "99.01.02.2001": "Bukit Raya",
}
NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)


@pytest.fixture
def regency(db: None) -> dict[str, int]:
    """The ids of the territories by plain code."""
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in TERRITORIES.items()])
    return dict(code_book().current)


@pytest.fixture
def person(db: None) -> Callable[..., Scope]:
    """Make somebody who holds a role over a territory."""

    def make(role: Role, territory: str = "9901", name: str = "") -> Scope:
        user = User.objects.create_user(name or f"{role}{territory}", full_name="Orang Contoh")
        return Scope(frozenset({(role, territory)}), user.pk)

    return make


@pytest.fixture
def analyst(person: Callable[..., Scope]) -> Scope:
    return person(Role.ANALYST)


def workbook(lines: Sequence[Sequence[Any]], *more: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """An Excel file with a sheet of these lines, and further named sheets."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    for name, rows in more:
        other = book.create_sheet(name)
        for line in rows:
            other.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def class_regency(request: pytest.FixtureRequest, regency: dict[str, int], analyst: Scope) -> None:
    """The regency and an analyst for a test class of hypothesis."""
    request.cls.ids, request.cls.analyst = regency, analyst
