"""Codes of territories in any spelling, exact numbers, texts in two languages."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode, Text, exact, half_up
from tests.strategies import region_codes

PARTS = (2, 2, 2, 4)


def pieces(plain: str) -> list[str]:
    found, at = [], 0
    for length in PARTS:
        if plain[at : at + length]:
            found.append(plain[at : at + length])
        at += length
    return found


@given(region_codes(), st.sampled_from([".", "-", " ", "/", "", " . ", "--"]), st.sampled_from(["", " ", "\t", "\n"]))
def test_every_usual_spelling_is_the_same_code(plain: str, between: str, around: str) -> None:
    written = around + between.join(pieces(plain)) + around
    assert RegionCode.parse(written) == RegionCode(plain)


@given(region_codes())
def test_a_code_a_spreadsheet_made_a_number_is_the_same_code(plain: str) -> None:
    for written in (int(plain), float(plain), f"{plain}.0", f" {plain}.00"):
        assert RegionCode.parse(written).plain == plain


@given(region_codes())
def test_what_a_code_prints_is_read_back(plain: str) -> None:
    code = RegionCode.parse(plain)
    assert RegionCode.parse(code.dotted) == RegionCode.parse(str(code)) == RegionCode.parse(code.plain) == code


@given(region_codes())
def test_a_code_lies_in_each_of_its_ancestors_up_to_the_province(plain: str) -> None:
    code = RegionCode.parse(plain)
    levels, above = [code.level], code.parent
    while above is not None:
        assert code.within(above)
        assert not above.within(code)
        levels.append(above.level)
        above = above.parent
    assert levels == ["province", "regency", "district", "village"][: len(levels)][::-1]


@pytest.mark.parametrize(
    ("written", "desa", "kelurahan"),
    [
        ("64.02.04.2001", True, False),
        ("64.02.04.1001", False, True),
        ("91.03.01.3007", True, False),
        ("64.02.04", False, False),
    ],
)
def test_a_desa_a_kelurahan_and_a_desa_adat_are_told_apart(written: str, desa: bool, kelurahan: bool) -> None:
    code = RegionCode.parse(written)
    assert (code.is_desa, code.is_kelurahan) == (desa, kelurahan)


@pytest.mark.parametrize(
    "written", ["6403010001", "64.03.010.001", "64 03 012 001", "6403010", "6403010.0", 6403010001, 6403010]
)
def test_a_bps_code_is_refused_with_a_message_that_says_so(written: object) -> None:
    with pytest.raises(Problem) as caught:
        RegionCode.parse(written)
    assert caught.value.code == "region.bps_code"
    assert "BPS" in caught.value.message("id")
    assert "BPS" in caught.value.message("en")


@given(st.integers(11, 99), st.integers(1, 99), st.integers(0, 99), st.integers(1, 999))
def test_a_bps_village_of_a_kecamatan_that_ends_in_zero_is_always_refused(a: int, b: int, c: int, d: int) -> None:
    with pytest.raises(Problem, match="bps_code"):
        RegionCode.parse(f"{a:02}{b:02}{c:02}0{d:03}")


@pytest.mark.parametrize(
    "written",
    ["", " ", None, "-", "x", "64.02.04.200", "64.02.04.20011", "640", "64020420012001", "0402042001", "６４０２", "٦٤٠٢", True,
     "64.02.04.2001a", "6402042001.5", float("nan"), float("inf"), "6.40204E+09", "Bukit Raya"],
)  # fmt: skip
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(Problem) as caught:
        RegionCode.parse(written)
    assert caught.value.code == "region.code_not_understood"
    assert str(written).strip() in caught.value.message("id")


@given(st.text())
def test_a_text_is_a_code_or_a_coded_problem(written: str) -> None:
    try:
        code = RegionCode.parse(written)
    except Problem as problem:
        code = None
        refused = problem.code
    if code is None:
        assert refused in ("region.bps_code", "region.code_not_understood")
    else:
        assert code.plain.isascii()
        assert len(code.plain) in (2, 4, 6, 10)


def test_codes_sort_as_the_territories_are_listed() -> None:
    written = ["64.02.04.2001", "64", "64.02.04", "64.02", "64.02.03.2009"]
    assert [str(code) for code in sorted(map(RegionCode.parse, written))] == [
        "64", "64.02", "64.02.03.2009", "64.02.04", "64.02.04.2001",
    ]  # fmt: skip


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_written_number_is_read_without_rounding(number: object) -> None:
    assert exact(f"{number:f}") == Fraction(f"{number:f}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_number_it_prints(number: float) -> None:
    assume(number == 0 or 1e-90 < abs(number) < 1e90)
    assert exact(number) == Fraction(repr(number))


@pytest.mark.parametrize(
    "written", ["", "1/2", "1_000", "1,5", "nan", "inf", "-Infinity", "1e999999999", "0x10", "ten", None, "１"]
)
def test_what_is_no_plain_number_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        exact(written)


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    rounded = half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert -half_up(-value, decimals) == rounded
    assert str(rounded).partition(".")[2] == "" if decimals == 0 else len(str(rounded).partition(".")[2]) == decimals


def test_a_half_is_rounded_away_from_zero() -> None:
    assert [str(half_up(Fraction(n, 200), 2)) for n in (1, 3, 5, -1, 141)] == ["0.01", "0.02", "0.03", "-0.01", "0.71"]


def test_a_text_speaks_indonesian_unless_english_is_asked() -> None:
    text = Text("Maju", "Advanced")
    assert [text.in_(language) for language in ("id", "en", "en-gb", "fr", "")] == [
        "Maju",
        "Advanced",
        "Advanced",
        "Maju",
        "Maju",
    ]
    assert str(text) == "Maju"
