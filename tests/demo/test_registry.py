"""Territories and codes: well formed, unique, and one kecamatan that was split."""

from collections import Counter

import pytest

from berdaya.demo.regency import DemoRegency
from berdaya.demo.registry import SPLIT_YEAR
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode


def test_the_regency_has_the_size_it_promises(regency: DemoRegency) -> None:
    levels = Counter((region.level, region.kind) for region in regency.regions)
    assert levels == {
        ("province", ""): 1,
        ("regency", ""): 1,
        ("district", ""): 18,
        ("village", "desa"): 190,
        ("village", "kelurahan"): 10,
    }


def test_codes_are_unique_hierarchical_and_tell_desa_from_kelurahan(regency: DemoRegency) -> None:
    codes = {region.code for region in regency.regions}
    assert len(codes) == len(regency.regions)
    for region in regency.regions:
        code = RegionCode.parse(region.code)
        assert code.level == region.level
        assert (code.parent.plain if code.parent else None) == region.parent
        assert region.parent is None or region.parent in codes
        assert code.is_desa == (region.kind == "desa")
        assert code.is_kelurahan == (region.kind == "kelurahan")


def test_names_are_unique_in_a_kecamatan_and_a_few_occur_in_two(regency: DemoRegency) -> None:
    within = Counter((region.parent, region.name) for region in regency.regions)
    assert max(within.values()) == 1
    villages = Counter(region.name for region in regency.villages)
    assert 2 <= sum(count == 2 for count in villages.values()) <= 4
    assert max(villages.values()) == 2


def test_one_kecamatan_was_split_and_its_villages_kept_their_former_codes(regency: DemoRegency) -> None:
    former = {spell.region: spell for spell in regency.codes if spell.valid_until is not None}
    districts = {code[:6] for code in former}
    assert len(districts) == 1
    assert former.keys() == {region.code for region in regency.villages if region.code[:6] in districts}
    present = {region.code for region in regency.regions}
    for code, spell in former.items():
        assert spell.valid_until == SPLIT_YEAR - 1
        assert spell.code not in present
        assert spell.code[:6] in present - {code[:6]}


def test_every_territory_has_one_present_code_and_one_of_bps(regency: DemoRegency) -> None:
    for system in ("kemendagri", "bps"):
        spells = [spell for spell in regency.codes if spell.system == system and spell.valid_until is None]
        assert len({spell.code for spell in spells}) == len(spells)
        assert {spell.region for spell in spells if len(spell.region) > 4} == {
            region.code for region in regency.regions if len(region.code) > 4
        }


def test_a_village_code_of_bps_is_refused_as_one_of_kemendagri(regency: DemoRegency) -> None:
    for spell in regency.codes:
        if spell.system == "bps" and len(spell.region) == 10:
            with pytest.raises(Problem) as caught:
                RegionCode.parse(spell.code)
            assert caught.value.code == "region.bps_code"
