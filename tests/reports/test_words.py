"""Numbers in words, held against a reader of such words that knows nothing of how they were written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.reports.words import LARGEST, NO_BREAK, in_words, rupiah, spelled_date, written_date

UNITS = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
UNITS |= {"sembilan": 9, "sepuluh": 10, "sebelas": 11}
LARGE = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}

numbers = (
    st.integers(0, 10**15) | st.integers(0, 2000) | st.sampled_from([10**n + d for n in range(16) for d in (-1, 0, 1)])
)


def read(words: str) -> int:
    """The number that Indonesian words mean."""
    total = group = 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in LARGE:
            total, group = total + group * LARGE[word], 0
        elif word == "ratus":
            group = group // 100 * 100 + group % 100 * 100
        elif word == "puluh":
            group = group // 100 * 100 + group % 100 * 10
        elif word == "belas":
            group += 10
        else:
            group += UNITS[word]
    return total + group


@given(numbers)
def test_what_is_written_is_read_back(number: int) -> None:
    assert read(in_words(number)) == number


@given(numbers)
def test_no_number_is_written_two_ways_and_none_with_satu_ribu_alone(number: int) -> None:
    words = in_words(number)
    assert words == " ".join(words.split())
    assert "satu ratus" not in words
    assert "satu puluh" not in words
    assert "satu belas" not in words
    assert not words.startswith("satu ribu")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (2100, "dua ribu seratus"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10**9, "satu miliar"),
        (10**12, "satu triliun"),
        (10**15, "satu kuadriliun"),
        (-5, "minus lima"),
    ],
)
def test_known_words(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (13, "thirteen"), (42, "forty-two"), (100, "one hundred"), (1_000_017, "one million seventeen")],
)
def test_known_english_words(number: int, words: str) -> None:
    assert in_words(number, "en") == words


@given(st.lists(st.integers(0, 10**15), min_size=2, max_size=20, unique=True))
def test_different_numbers_have_different_english_words(several: list[int]) -> None:
    assert len({in_words(one, "en") for one in several}) == len(several)


def test_what_is_too_large_is_refused() -> None:
    assert in_words(LARGEST)
    with pytest.raises(ValueError, match="too large"):
        in_words(LARGEST + 1)


def test_amounts_in_figures_and_words() -> None:
    assert rupiah(1_500, "en") == f"Rp{NO_BREAK}1,500.00 (one thousand five hundred rupiah)"
    assert rupiah(-1_000) == f"−Rp{NO_BREAK}1.000,00 (minus seribu rupiah)"


def test_dates_in_full_and_in_words() -> None:
    assert written_date(date(2026, 8, 17)) == "17 Agustus 2026"
    assert (
        spelled_date(date(2026, 8, 17)) == "hari Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam"
    )
    assert (
        spelled_date(date(2026, 8, 17), "en") == "Monday, day seventeen of August in the year two thousand twenty-six"
    )
