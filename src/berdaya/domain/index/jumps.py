"""Changes between years that are rare enough to ask for evidence. They are asked about, never repaired.

In the official answers of 2021 to 2024 an index rose by a tenth of its scale or more in 4 to 7 of 100 villages a year, and
fell by a twentieth or more in fewer than 1 of 100. A score that leaves for one year by three steps or more and comes
back is seen in 3 of 1,000 scores, mostly where one year's answers were printed wrong.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from berdaya.domain.index.audit import Finding
from berdaya.domain.index.definition import Edition

Scores = Mapping[str, int | None]

RISE, FALL = Fraction(1, 10), Fraction(1, 20)  # of the index's scale
SWING = 3  # steps of a score


def index_jump(edition: Edition, village: str, year: int, before: Fraction, now: Fraction) -> Finding | None:
    """The finding where the index of a village changed from one year to the next by more than is usual.

    >>> from berdaya.definitions import catalogue
    >>> idm = catalogue.edition("idm-2023")
    >>> index_jump(idm, "9901012001", 2024, Fraction(7, 10), Fraction(64, 100)).code
    'index_jump'
    >>> index_jump(idm, "9901012001", 2024, Fraction(7, 10), Fraction(76, 100)) is None
    True
    """
    change = (now - before) / edition.head.scale
    if -FALL < change < RISE:
        return None
    return Finding("index_jump", village, year, published=now, recomputed=before, dimension=edition.head.code)


def score_swings(
    edition: Edition, village: str, year: int, before: Scores, now: Scores, after: Scores
) -> Iterator[Finding]:
    """A finding per score that left for one year by three steps or more: equal in the years before and after.

    >>> from berdaya.definitions import catalogue
    >>> idm = catalogue.edition("idm-2023")
    >>> [f.indicator for f in score_swings(idm, "9901012001", 2023, {"IKS30": 5}, {"IKS30": 1}, {"IKS30": 5})]
    ['IKS30']
    """
    for code in edition.indicators:
        first, middle, last = before.get(code), now.get(code), after.get(code)
        if first is None or middle is None or first != last or abs(middle - first) < SWING:
            continue
        yield Finding("score_swing", village, year, published=middle, recomputed=first, indicator=code)
