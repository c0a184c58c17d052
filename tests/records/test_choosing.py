"""Territories are chosen level by level, whatever the country holds."""

import pytest

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, Scope
from berdaya.records.regions.choosing import territories
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.models import Region

pytestmark = pytest.mark.django_db
LEVELS = {2: Level.PROVINCE, 4: Level.REGENCY, 6: Level.DISTRICT, 10: Level.VILLAGE}


@pytest.fixture(autouse=True)
def _country(db):
    """Two provinces; the first with two regencies, of which one has two kecamatan."""
    held: dict[str, Region] = {}
    for village in ("1101012001", "1101022001", "1102012001", "9201012001"):
        for length, level in LEVELS.items():
            code = village[:length]
            if code not in held:
                kind = Kind.DESA if level == Level.VILLAGE else ""
                above = held.get(code[:-2] if length < 10 else code[:6])
                held[code] = Region.objects.create(code=code, name=f"W{code}", level=level, kind=kind, parent=above)


def codes(chosen: str = "", scope: Scope = PUBLIC) -> list[str]:
    return [code for code, _ in territories(scope, chosen).options]


def test_each_step_offers_what_lies_above_and_the_level_below():
    assert codes() == ["11", "92"]
    assert codes("11") == ["11", "1101", "1102"]
    assert codes("1101") == ["11", "1101", "110101", "110102"]
    assert codes("110102") == codes("1101")
    assert territories(PUBLIC).root == ""


def test_an_officer_begins_with_their_own_territory():
    regency = Scope(frozenset({(Role.ANALYST, "1101")}))
    assert territories(regency).root == "1101"
    assert codes(scope=regency) == ["110101", "110102"]
    assert codes("92", regency) == ["110101", "110102"]


def test_a_single_kecamatan_leaves_nothing_to_choose():
    camat = Scope(frozenset({(Role.VERIFIER, "110101")}))
    assert codes(scope=camat) == []
