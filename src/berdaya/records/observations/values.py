"""How one value is written in the ledger: as a JSON scalar, numbers with all their digits."""

import json
from decimal import Decimal
from fractions import Fraction

Scalar = int | Decimal | bool | str


def written(value: object) -> str:
    """Write a value as JSON. Fractions that have no finite decimal form keep 28 digits.

    >>> written(5), written(Decimal("0.7950")), written(True), written("MAJU"), written(Fraction(1, 4)), written(3.0)
    ('5', '0.7950', 'true', '"MAJU"', '0.25', '3')
    """
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, float):
        value = int(value) if value.is_integer() else Decimal(repr(value))
    if not isinstance(value, int | Decimal) or (isinstance(value, Decimal) and not value.is_finite()):
        raise TypeError(f"{value!r} is neither a number, a yes or no, nor a text")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def read(text: str) -> Scalar:
    """Read what `written` wrote.

    >>> read("5"), read("0.7950"), read("true"), read('"MAJU"')
    (5, Decimal('0.7950'), True, 'MAJU')
    """
    value: Scalar = json.loads(text, parse_float=Decimal)
    return value
