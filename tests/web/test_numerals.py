"""Numbers for people, in both languages."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.web import numerals

EXACT = st.fractions(min_value=-(10**12), max_value=10**12)
LANGUAGES = st.sampled_from(["id", "en", "en-gb"])


def read_back(text: str, language: str) -> Decimal:
    group, point = numerals.MARKS["en" if language.startswith("en") else "id"]
    return Decimal(text.replace(group, "").replace(point, ".").replace(numerals.MINUS, "-").replace("+", ""))


@given(EXACT, st.integers(0, 6), LANGUAGES)
def test_a_number_read_back_is_the_rounded_number(value: Fraction, decimals: int, language: str) -> None:
    text = numerals.number(value, decimals, language)
    assert read_back(text, language) == numerals.rounded(value, decimals)
    assert "-" not in text


@given(EXACT, st.integers(0, 4))
def test_rounding_is_never_further_than_half_a_unit(value: Fraction, decimals: int) -> None:
    assert abs(Fraction(numerals.rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


@given(EXACT, st.integers(0, 4), LANGUAGES)
def test_a_change_has_a_sign_exactly_when_it_shows(value: Fraction, decimals: int, language: str) -> None:
    text = numerals.signed(value, decimals, language)
    shown = numerals.rounded(value, decimals)
    assert text.startswith("+") == (shown > 0)
    assert text.startswith(numerals.MINUS) == (shown < 0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (numerals.number(0.00005, 4), "0,0001"),
        (numerals.number(-0.00004, 4), "0,0000"),
        (numerals.number(1_250_000), "1.250.000"),
        (numerals.number(1_250_000.5, 1, "en"), "1,250,000.5"),
        (numerals.percent(Fraction(76, 100)), "76%"),
        (numerals.rupiah(-1_250_000), "Rp\u00a0−1.250.000"),
        (numerals.rupiah_long(6_300_000_000, "en"), "Rp\u00a06.3\u00a0billion"),
        (numerals.rupiah_long(950_000), "Rp\u00a0950.000"),
        (numerals.percent(None), numerals.NOTHING),
        (numerals.rupiah_long(None), numerals.NOTHING),
    ],
)
def test_usual_figures(written: str, expected: str) -> None:
    assert written == expected
