"""From an index to its status. A value on a limit belongs to the lower class."""

from collections.abc import Sequence
from fractions import Fraction

from berdaya.domain.index.definition import StatusClass


def classify(index: Fraction, statuses: Sequence[StatusClass]) -> StatusClass:
    """The class of an index: the lowest whose limit is not exceeded.

    >>> from berdaya.domain.values import Text
    >>> low, high = (StatusClass(code, Text(code, code), limit) for code, limit in (("low", Fraction(1, 2)), ("high", None)))
    >>> classify(Fraction(1, 2), (low, high)).code, classify(Fraction(51, 100), (low, high)).code
    ('low', 'high')
    """
    return next(item for item in statuses if item.up_to is None or index <= item.up_to)


def spanned(low: Fraction, high: Fraction, statuses: Sequence[StatusClass]) -> tuple[StatusClass, ...]:
    """The classes an index between `low` and `high` may have, lowest first."""
    first, last = (statuses.index(classify(bound, statuses)) for bound in (low, high))
    return tuple(statuses[first : last + 1])
