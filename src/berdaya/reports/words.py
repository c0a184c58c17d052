"""Dates and amounts as a paper writes them out in words, in the language of the paper."""

from datetime import date

MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SCALES = {
    "id": ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")),
    "en": ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand")),
}
ONES_ID = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
ONES_EN = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LARGEST = 10**18 - 1
NO_BREAK = "\u00a0"


def in_words(number: int, language: str = "id") -> str:
    """A whole number in words, exact; ValueError from 10^18 on.

    >>> in_words(1_011_111), in_words(21_000_100, "en")
    ('satu juta sebelas ribu seratus sebelas', 'twenty-one million one hundred')
    """
    if abs(number) > LARGEST:
        raise ValueError(f"{number} is too large to be written in words.")
    if number < 0:
        return f"minus {in_words(-number, language)}"
    if number == 0:
        return "nol" if language == "id" else "zero"
    below = _below_thousand_id if language == "id" else _below_thousand_en
    parts = []
    for size, name in SCALES[language]:
        count, number = divmod(number, size)
        if count:
            # One thousand is a word of its own; one million is not.
            parts.append("seribu" if (count, name) == (1, "ribu") else f"{below(count)} {name}")
    if number:
        parts.append(below(number))
    return " ".join(parts)


def _below_thousand_id(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = ["seratus" if hundreds == 1 else f"{ONES_ID[hundreds]} ratus"] if hundreds else []
    if rest < 12:
        parts.append(ONES_ID[rest])
    elif rest < 20:
        parts.append(f"{ONES_ID[rest - 10]} belas")
    else:
        parts += [f"{ONES_ID[rest // 10]} puluh", ONES_ID[rest % 10]]
    return " ".join(part for part in parts if part)


def _below_thousand_en(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{ONES_EN[hundreds]} hundred"] if hundreds else []
    if rest < 20:
        parts.append(ONES_EN[rest])
    else:
        parts.append("-".join(part for part in (TENS_EN[rest // 10], ONES_EN[rest % 10]) if part))
    return " ".join(part for part in parts if part)


def rupiah(amount: int, language: str = "id") -> str:
    """An amount in figures and words, as receipts and official records write it.

    >>> rupiah(1_250_000).replace(NO_BREAK, " ")
    'Rp 1.250.000,00 (satu juta dua ratus lima puluh ribu rupiah)'
    """
    figures = f"{abs(amount):,}" + ".00"
    if language == "id":
        figures = figures.translate(str.maketrans(",.", ".,"))
    sign = "\u2212" if amount < 0 else ""
    return f"{sign}Rp{NO_BREAK}{figures} ({in_words(amount, language)} rupiah)"


def written_date(on: date, language: str = "id") -> str:
    """A date in full.

    >>> written_date(date(2026, 5, 1)), written_date(date(2026, 5, 1), "en")
    ('1 Mei 2026', '1 May 2026')
    """
    return f"{on.day} {MONTHS[language][on.month - 1]} {on.year}"


def spelled_date(on: date, language: str = "id") -> str:
    """A date in words, as an official record (berita acara) begins.

    >>> spelled_date(date(2026, 11, 25))
    'hari Rabu tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam'
    """
    day, month = DAYS[language][on.weekday()], MONTHS[language][on.month - 1]
    number, year = in_words(on.day, language), in_words(on.year, language)
    if language == "id":
        return f"hari {day} tanggal {number} bulan {month} tahun {year}"
    return f"{day}, day {number} of {month} in the year {year}"
