"""Territories: any spelling of a code, its history, never a name; lists, bridges and moves."""

import pytest

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.regions import selectors
from berdaya.records.regions.models import Region
from berdaya.records.regions.selectors import codes_of, districts, region_by_code, regions, search, villages
from berdaya.records.regions.services import (
    BridgeEntry,
    PeopleEntry,
    import_bridge,
    import_people,
    import_regions,
    record_move,
)

CODE = RegionCode.parse


def test_a_list_makes_levels_kinds_and_parents(regency):
    row = region_by_code("99.01.01.2001")
    assert (row.name, row.level, row.kind) == ("Bukit Raya", "village", "desa")
    assert (row.district, row.regency, row.province) == ("Hulu", "Kabupaten Contoh", "Provinsi Contoh")
    assert region_by_code("9901011003").kind == "kelurahan"


def test_a_list_twice_is_once_and_takes_over_names(regency, entries):
    again = import_regions(actor=SYSTEM, rows=entries({"99.01.02.2002": "Tanjung Baru", "99.01.02": "Hilir Baru"}))
    assert (again.created, again.updated, again.unchanged) == (0, 1, 1)
    assert region_by_code("99.01.02").name == "Hilir Baru"


def test_a_village_without_its_kecamatan_is_told_and_left_out(regency, entries):
    report = import_regions(actor=SYSTEM, rows=entries({"99.01.09.2001": "Yatim", "99.01.02.2003": "Punya Induk"}))
    assert [problem.code for problem in report.problems] == ["region.parent_unknown"]
    assert report.created == 1


def test_a_regency_administrator_writes_there_only(regency, entries):
    own = Scope(frozenset({(Role.ADMINISTRATOR, "9901")}))
    assert import_regions(actor=own, rows=entries({"99": "Provinsi Contoh", "99.01.02.2003": "Baru"})).created == 1
    with pytest.raises(Problem):
        import_regions(actor=own, rows=entries({"99.02": "Kabupaten Lain"}))


@pytest.mark.parametrize("written", ["99.01.01.2002", "9901012002", 9901012002, 9901012002.0, " 99-01-01-2002 "])
def test_any_spelling_finds_the_village(regency, written):
    assert region_by_code(written).name == "Muara Tenang"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Muara Tenang", "region.code_not_understood"),
        ("99.01.01.2009", "region.unknown"),
        ("9901010001", "region.bps_code"),
        ("", "region.code_not_understood"),
    ],
)
def test_what_is_no_known_code_is_refused(regency, written, code):
    with pytest.raises(Problem) as refused:
        region_by_code(written)
    assert refused.value.code == code


def test_a_bps_code_that_looks_like_kemendagri_is_refused_by_the_bridge(regency):
    import_bridge(actor=SYSTEM, rows=[BridgeEntry("9801012001", CODE("99.01.01.2001"))])
    with pytest.raises(Problem) as refused:
        region_by_code("9801012001")
    assert refused.value.code == "region.bps_code"


def test_a_moved_village_is_one_village_under_both_codes(regency):
    village = region_by_code("99.01.01.2002")
    operator = User.objects.create_user("op", full_name="Operator")
    Grant.objects.create(user=operator, role=Role.VILLAGE_OPERATOR, territory="9901012002")
    record_move(actor=SYSTEM, village=CODE("99.01.01.2002"), new_code=CODE("99.01.02.2005"), from_year=2023)
    moved = region_by_code("99.01.02.2005")
    assert moved.id == village.id == region_by_code("99.01.01.2002", 2021).id
    assert moved.district == "Hilir"
    assert Grant.objects.get().territory == "9901022005"
    assert [(use.code, use.valid_from, use.valid_until) for use in codes_of(moved.id)] == [
        ("9901012002", None, 2022),
        ("9901022005", 2023, None),
    ]


def test_a_list_of_before_the_move_makes_no_second_village(regency, entries):
    record_move(actor=SYSTEM, village=CODE("99.01.01.2002"), new_code=CODE("99.01.02.2005"), from_year=2023)
    report = import_regions(actor=SYSTEM, rows=entries({"99.01.01.2002": "Muara Tenang"}))
    assert (report.created, report.unchanged) == (0, 1)


def test_a_code_used_again_is_told_apart_by_the_year(regency):
    record_move(actor=SYSTEM, village=CODE("99.01.01.2002"), new_code=CODE("99.01.02.2005"), from_year=2023)
    record_move(actor=SYSTEM, village=CODE("99.01.01.2001"), new_code=CODE("99.01.01.2002"), from_year=2024)
    assert region_by_code("99.01.01.2002", 2021).name == "Muara Tenang"
    assert region_by_code("99.01.01.2002", 2024).name == "Bukit Raya"
    assert region_by_code("99.01.01.2002").name == "Bukit Raya"


def test_a_taken_code_and_a_missing_kecamatan_refuse_the_move(regency):
    for new_code, code in (("99.01.02.2001", "region.code_taken"), ("99.01.07.2001", "region.parent_unknown")):
        with pytest.raises(Problem) as refused:
            record_move(actor=SYSTEM, village=CODE("99.01.01.2002"), new_code=CODE(new_code), from_year=2023)
        assert refused.value.code == code
    assert region_by_code("99.01.01.2002").district == "Hulu"


@pytest.mark.parametrize("lists", [["new"], ["old"], ["old", "new"], ["new", "old"]])
def test_the_bridge_joins_old_and_new_codes_in_whatever_order_lists_came(regency, entries, lists):
    names = {"old": {"99.01.01.2008": "Pindah"}, "new": {"99.01.02.2008": "Pindah"}}
    for name in lists:
        import_regions(actor=SYSTEM, rows=entries(names[name]))
    row = BridgeEntry("9901020008", CODE("99.01.02.2008"), former=CODE("99.01.01.2008"))
    for _ in range(2):
        assert import_bridge(actor=SYSTEM, rows=[row]).problems == []
    assert region_by_code("99.01.01.2008").code == "9901022008"
    assert Region.objects.filter(name="Pindah").count() == 1


def test_a_former_code_that_another_village_has_now_stays_that_villages(regency):
    rows = [
        BridgeEntry("9901020001", CODE("99.01.02.2001"), former=CODE("99.01.01.2001"), moved_in=2023),
        BridgeEntry("9901010001", CODE("99.01.01.2001")),
    ]
    assert import_bridge(actor=SYSTEM, rows=rows).problems == []
    assert region_by_code("99.01.01.2001").id == regency["9901012001"]
    assert region_by_code("99.01.01.2001", 2024).id == regency["9901012001"]
    assert region_by_code("99.01.01.2001", 2022).id == regency["9901022001"]
    assert region_by_code("99.01.02.2001").id == regency["9901022001"]


def test_a_bridge_row_without_its_village_is_told(regency):
    report = import_bridge(actor=SYSTEM, rows=[BridgeEntry("9901020077", CODE("99.01.02.2077"))])
    assert [problem.code for problem in report.problems] == ["region.unknown"]


def test_villages_and_districts_stay_in_the_scope(regency):
    upstream = Scope(frozenset({(Role.VERIFIER, "990101")}))
    assert [row.name for row in villages(upstream)] == ["Bukit Raya", "Muara Tenang"]
    assert len(villages(upstream, kelurahan=True)) == 3
    assert [(row.name, row.desa, row.kelurahan) for row in districts(PUBLIC)] == [("Hulu", 2, 1), ("Hilir", 2, 0)]
    one = Scope(frozenset({(Role.VILLAGE_OPERATOR, "9901022002")}))
    assert [(row.name, row.desa) for row in districts(one)] == [("Hilir", 1)]
    assert regions(one, "regency") == []
    with pytest.raises(Problem):
        region_by_code("99.01.01.2001", scope=one)


def test_search_finds_by_words_and_code_and_shows_the_kecamatan(regency):
    assert [(row.name, row.district) for row in search(PUBLIC, "bukit RAYA")] == [
        ("Bukit Raya", "Hulu"),
        ("Bukit Raya", "Hilir"),
    ]
    assert [row.name for row in search(PUBLIC, "99.01.02.2002")] == ["Tanjung Baru"]
    assert [row.name for row in search(PUBLIC, "tenang muara")] == ["Muara Tenang"]
    assert search(PUBLIC, "  ") == []
    assert len(search(PUBLIC, "9901", limit=2)) == 2
    assert search(Scope(frozenset({(Role.VERIFIER, "990102")})), "Muara Tenang") == []


def test_search_puts_names_that_begin_as_asked_before_names_that_hold_it(regency, entries):
    names = ["Lubuk Baladan", "Lubuk Lambarik", "Tanjung Lubuk Luar", "Selubuk Lama", "Lubuk L"]
    import_regions(actor=SYSTEM, rows=entries({f"99.01.02.20{number}": name for number, name in enumerate(names, 10)}))
    found = [row.name for row in search(PUBLIC, "lubuk l")]
    assert found == ["Lubuk L", "Lubuk Lambarik", "Lubuk Baladan", "Tanjung Lubuk Luar", "Selubuk Lama"]


def test_search_finds_a_moved_village_by_its_former_code(regency):
    record_move(actor=SYSTEM, village=CODE("99.01.01.2002"), new_code=CODE("99.01.02.2005"), from_year=2023)
    assert [row.dotted for row in search(PUBLIC, "9901012002")] == ["99.01.02.2005"]


def test_people_are_the_latest_counts_up_to_a_year(regency):
    code = CODE("99.01.01.2001")
    rows = [
        PeopleEntry(code, 2021, 901, 240),
        PeopleEntry(code, 2023, 950, 260),
        PeopleEntry(CODE("99.01.01.2077"), 2023, 1, 1),
    ]
    first = import_people(actor=SYSTEM, rows=rows, source="Dukcapil")
    assert (first.created, [problem.code for problem in first.problems]) == (2, ["region.unknown"])
    assert import_people(actor=SYSTEM, rows=[PeopleEntry(code, 2021, 900, 240)], source="BPS").updated == 1
    assert selectors.people(PUBLIC, 2022)[regency["9901012001"]].population == 900
    assert selectors.people(PUBLIC, 2024)[regency["9901012001"]].households == 260
    assert selectors.people(PUBLIC, 2020) == {}


def test_lists_take_a_fixed_number_of_queries(regency, django_assert_num_queries):
    with django_assert_num_queries(1):
        villages(PUBLIC, kelurahan=True)
    with django_assert_num_queries(2):
        districts(PUBLIC)
    with django_assert_num_queries(1):
        search(PUBLIC, "bukit")
    with django_assert_num_queries(3):
        region_by_code("99.01.01.2001")
