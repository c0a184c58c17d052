"""The territories of the fictional regency, their codes, and the one kecamatan that was split."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from berdaya.demo.geography import Geography
from berdaya.demo.names import PROVINCE, REGENCY, name_districts, name_places

PROVINCE_CODE, REGENCY_CODE, BPS_REGENCY = "99", "9901", "9903"
SPLIT_YEAR = 2023
INLAND_KM = 10


@dataclass(frozen=True)
class DemoRegion:
    """A territory under its present code (plain digits); `place` is the number of a village on the map."""

    code: str
    name: str
    level: str
    kind: str = ""
    parent: str | None = None
    place: int | None = None


@dataclass(frozen=True)
class CodeSpell:
    """A code that a territory (by its present code) has had in a system, with first and last year where known."""

    region: str
    system: str
    code: str
    valid_from: int | None = None
    valid_until: int | None = None


def register(rng: Random, geography: Geography) -> tuple[tuple[DemoRegion, ...], tuple[CodeSpell, ...]]:
    """All territories from the province down, and every code they have had."""
    names = name_places(rng, geography)
    elder, younger = _split_pair(geography)
    titles = name_districts(geography, names)
    titles[younger] = f"{titles[elder]} Darat"
    order = [*sorted(set(range(len(titles))) - {younger}, key=lambda group: _longitude(geography, group)), younger]
    regions = [DemoRegion(PROVINCE_CODE, PROVINCE, "province")]
    regions.append(DemoRegion(REGENCY_CODE, REGENCY, "regency", parent=PROVINCE_CODE))
    spells: list[CodeSpell] = [
        CodeSpell(PROVINCE_CODE, "bps", PROVINCE_CODE),
        CodeSpell(REGENCY_CODE, "bps", BPS_REGENCY),
    ]
    for number, group in enumerate(order, start=1):
        code = f"{REGENCY_CODE}{number:02}"
        since = SPLIT_YEAR if group == younger else None
        regions.append(DemoRegion(code, titles[group], "district", parent=REGENCY_CODE))
        spells.append(CodeSpell(code, "kemendagri", code, since))
        spells.append(CodeSpell(code, "bps", f"{BPS_REGENCY}{10 * number:03}", since))
        villages = _villages(code, geography, geography.districts[group], names)
        regions.extend(villages)
        spells.extend(_spells(code, villages, since))
    former = f"{REGENCY_CODE}{order.index(elder) + 1:02}"
    spells.extend(_former(former, [item for item in regions if item.parent == code], regions))
    return tuple(regions), tuple(spells)


def _split_pair(geography: Geography) -> tuple[int, int]:
    """The two smallest neighbouring groups, away from the town where possible, once one kecamatan.

    The second of the two was split off: it lies inland where possible, and has no part of the town.
    """
    home = {place: number for number, group in enumerate(geography.districts) for place in group}
    town = {home[number] for number, place in enumerate(geography.places) if place.ward}
    pairs = {
        (home[place], home[near]) for place in home for near in geography.neighbours[place] if home[near] not in town
    }

    def fitness(pair: tuple[int, int]) -> tuple[bool, bool, int]:
        coastal = _to_shore(geography, pair[1]) < INLAND_KM
        return pair[0] in town, coastal, sum(len(geography.districts[number]) for number in pair)

    return min(sorted(pair for pair in pairs if pair[0] != pair[1]), key=fitness)


def _to_shore(geography: Geography, group: int) -> float:
    return min(geography.places[place].to_shore for place in geography.districts[group])


def _longitude(geography: Geography, group: int) -> float:
    places = [geography.places[place] for place in geography.districts[group]]
    return sum(place.inside[0] for place in places) / len(places)


def _villages(code: str, geography: Geography, group: Sequence[int], names: Sequence[str]) -> list[DemoRegion]:
    """The villages of a kecamatan, counted apart: kelurahan from 1001, desa from 2001, the older ones first."""
    villages, counts = [], {"kelurahan": 1000, "desa": 2000}
    for place in group:
        kind = "kelurahan" if geography.places[place].ward else "desa"
        counts[kind] += 1
        villages.append(DemoRegion(f"{code}{counts[kind]}", names[place], "village", kind, code, place))
    return villages


def _spells(district: str, villages: Sequence[DemoRegion], since: int | None) -> list[CodeSpell]:
    bps = f"{BPS_REGENCY}{10 * int(district[4:]):03}"
    spells = []
    for number, village in enumerate(villages, start=1):
        spells.append(CodeSpell(village.code, "kemendagri", village.code, since))
        spells.append(CodeSpell(village.code, "bps", f"{bps}{number:03}", since))
    return spells


def _former(district: str, moved: Sequence[DemoRegion], regions: Sequence[DemoRegion]) -> list[CodeSpell]:
    """The codes the moved villages had in the old kecamatan: the numbers that are free there today."""
    last = max(int(item.code[6:]) for item in regions if item.parent == district)
    return [
        CodeSpell(village.code, "kemendagri", f"{district}{last + step}", None, SPLIT_YEAR - 1)
        for step, village in enumerate(moved, start=1)
    ]
