"""Numbers as people read them, in Indonesian or English. Coordinates and attributes use `charts.svg.plain` instead."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

Number = int | float | Decimal | Fraction

MINUS: Final = "\u2212"
NO_BREAK: Final = "\u00a0"
NOTHING: Final = "\u2013"
MARKS: Final = {"id": (".", ","), "en": (",", ".")}
LONG_AMOUNTS: Final[tuple[tuple[int, dict[str, str]], ...]] = (
    (10**12, {"id": "triliun", "en": "trillion"}),
    (10**9, {"id": "miliar", "en": "billion"}),
    (10**6, {"id": "juta", "en": "million"}),
)


def rounded(value: Number, decimals: int) -> Decimal:
    """Round half away from zero, exactly: a fraction is never first made a float.

    >>> rounded(Fraction(1, 8), 2), rounded(0.7141, 3)
    (Decimal('0.13'), Decimal('0.714'))
    """
    with localcontext(prec=60):
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: Number | None, decimals: int = 0, language: str = "id") -> str:
    """Write a number with its marks; what is missing is a dash.

    >>> number(0.71414, 4), number(-1250000, 0, "en"), number(None)
    ('0,7141', '−1,250,000', '–')
    """
    if value is None:
        return NOTHING
    figure = rounded(value, decimals)
    group, point = MARKS["en" if language.startswith("en") else "id"]
    whole, _, rest = f"{abs(figure):,f}".partition(".")
    text = whole.replace(",", group) + (point + rest if rest else "")
    return MINUS + text if figure < 0 else text


def signed(value: Number | None, decimals: int = 0, language: str = "id") -> str:
    """Write a change with its sign; no change has none.

    >>> signed(0.0222, 4), signed(-0.082, 4), signed(0)
    ('+0,0222', '−0,0820', '0')
    """
    text = number(value, decimals, language)
    return f"+{text}" if value is not None and rounded(value, decimals) > 0 else text


def percent(value: Number | None, decimals: int = 0, language: str = "id") -> str:
    """Write a share of one as a percentage.

    >>> percent(Fraction(2, 3)), percent(0.968, 1)
    ('67%', '96,8%')
    """
    if value is None:
        return NOTHING
    share = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    return f"{number(share * 100, decimals, language)}%"


def rupiah(value: Number | None, language: str = "id") -> str:
    """Write an amount in full.

    >>> rupiah(1250000)
    'Rp\\xa01.250.000'
    """
    return NOTHING if value is None else f"Rp{NO_BREAK}{number(value, 0, language)}"


def rupiah_long(value: Number | None, language: str = "id") -> str:
    """Write a large amount with its word, at most one decimal.

    >>> rupiah_long(20_000_000_000), rupiah_long(1_250_000, "en")
    ('Rp\\xa020\\xa0miliar', 'Rp\\xa01.3\\xa0million')
    """
    if value is None:
        return NOTHING
    for size, words in LONG_AMOUNTS:
        if abs(Fraction(str(value))) >= size:
            amount = rounded(Fraction(str(value)) / size, 1)
            decimals = 0 if amount == amount.to_integral_value() else 1
            word = words["en" if language.startswith("en") else "id"]
            return f"Rp{NO_BREAK}{number(amount, decimals, language)}{NO_BREAK}{word}"
    return rupiah(value, language)
