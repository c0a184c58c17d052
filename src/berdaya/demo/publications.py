"""Results as an official source would print them, known defects of the year included."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.definition import Edition

Scores = Mapping[str, int | None]


@dataclass(frozen=True)
class Published:
    """The figures printed with the scores, rounded as the edition says, and the status in capitals."""

    dimensions: Mapping[str, float]
    index: float
    status: str


def publish(edition: Edition, scores: Mapping[str, int]) -> Published:
    """What follows from the true scores."""
    assessment = assess(edition, scores)
    dimensions = {code: rounded(interval.low, edition) for code, interval in assessment.dimensions.items()}
    return Published(dimensions, rounded(assessment.index.low, edition), _printed(edition, assessment.statuses[0]))


def rounded(value: Fraction, edition: Edition) -> float:
    """Half up, to the decimals of the edition."""
    unit: int = 10**edition.head.decimals
    return floor(value * unit + Fraction(1, 2)) / unit


def with_copied_rows(edition: Edition, year: int, scores: Scores) -> dict[str, int | None]:
    """The scores as printed in a year in which one row repeats another."""
    printed = dict(scores)
    for defect in edition.defects:
        if defect.kind == "copied_row" and year in defect.years and defect.indicator and defect.copy_of:
            printed[defect.indicator] = scores[defect.copy_of]
    return printed


def with_wrong_status(edition: Edition, published: Published) -> Published:
    """The next status in place of the true one, as a slip of the hand; the one below where there is none above."""
    codes = [item.code for item in edition.statuses]
    place = [_printed(edition, code) for code in codes].index(published.status)
    return replace(published, status=_printed(edition, codes[place + 1 if place + 1 < len(codes) else place - 1]))


def with_wrong_dimension(edition: Edition, published: Published) -> Published:
    """A second dimension that no row explains: digits swapped for others on the way to print."""
    dimension = edition.main_dimensions[1].code
    wrong = round(published.dimensions[dimension] - 0.0231, edition.head.decimals)
    return replace(published, dimensions={**published.dimensions, dimension: wrong})


def _printed(edition: Edition, status: str) -> str:
    return next(item.name.id for item in edition.statuses if item.code == status).upper()
