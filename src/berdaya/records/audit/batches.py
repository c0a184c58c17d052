"""How a batch of rows is told in one entry: the territory that covers them all, and a few of them by name."""

from collections.abc import Iterable, Mapping
from itertools import islice

# A territory's code ends where a level ends.
LEVELS = (10, 6, 4, 2, 0)
FEW = 50


def covering(codes: Iterable[str]) -> str:
    """The smallest territory (plain digits) that holds them all; '' where they share no province, or there are none.

    >>> covering(["6402042001", "6402042002"]), covering(["6402042001", "6402"]), covering(["64", "33"]), covering([])
    ('640204', '6402', '', '')
    """
    ordered = sorted(codes) or [""]
    first, last = ordered[0], ordered[-1]
    return next(first[:length] for length in LEVELS if len(first) >= length and last.startswith(first[:length]))


def few(values: Mapping[str, object]) -> dict[str, object]:
    """The first of many, in order, so that an entry stays readable; how many there were stands beside them."""
    return dict(islice(sorted(values.items()), FEW))
