"""The size of an enterprise by law: by yearly sales, or by capital where it is new. Limits are a dated definition."""

from collections.abc import Sequence
from dataclasses import dataclass

from berdaya.domain.values import Text


@dataclass(frozen=True, slots=True)
class SizeClass:
    """One class up to and including its limits in rupiah; None is no limit."""

    code: str
    name: Text
    sales_up_to: int | None
    capital_up_to: int | None


def size_by_sales(yearly_sales: int, classes: Sequence[SizeClass]) -> SizeClass:
    """The class of an enterprise that exists already, the lowest whose limit its yearly sales do not pass.

    Source: PP 7/2021, article 35.

    >>> law = (SizeClass("micro", Text("Mikro", "Micro"), 2_000_000_000, 1_000_000_000),
    ...        SizeClass("small", Text("Kecil", "Small"), 15_000_000_000, 5_000_000_000),
    ...        SizeClass("larger", Text("Lebih besar", "Larger"), None, None))
    >>> size_by_sales(2_000_000_000, law).code, size_by_sales(2_000_000_001, law).code
    ('micro', 'small')
    """
    return next(one for one in classes if one.sales_up_to is None or yearly_sales <= one.sales_up_to)


def size_by_capital(capital: int, classes: Sequence[SizeClass]) -> SizeClass:
    """The class of a new enterprise by its capital without land and buildings. Source: PP 7/2021, article 35."""
    return next(one for one in classes if one.capital_up_to is None or capital <= one.capital_up_to)


def yearly_sales(monthly: Sequence[int | None]) -> tuple[int, int] | None:
    """The sales of twelve months from those that are known: the sum where all are, else (known only, known scaled up).

    None where no month is known. The scaled figure is an estimate and is to be told as one.

    >>> yearly_sales([10] * 12), yearly_sales([10] * 6 + [None] * 6), yearly_sales([None] * 12)
    ((120, 120), (60, 120), None)
    """
    known = [amount for amount in monthly if amount is not None]
    if not known:
        return None
    return sum(known), round(sum(known) * 12 / len(known))
