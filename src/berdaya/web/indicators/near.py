"""Who sits just under a band: villages whose raw answer lies closest to a better one. For officers, of their territories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.index.definition import Edition, Indicator, Value
from berdaya.domain.index.expression import Unanswered
from berdaya.domain.index.margins import Margin, margin
from berdaya.domain.index.scoring import answer
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.observations.values import Scalar
from berdaya.records.runs.selectors import ResultRow
from berdaya.web import numerals
from berdaya.web.measure import language, words
from berdaya.web.published import address

MOST = 12
# Farther off than this share of the bound is not just under it. From none to some (a bound of zero) is never near.
NEAR = Fraction(1, 4)
MOST_DECIMALS = 6


@dataclass(frozen=True)
class NearLine:
    """One village: its value, the bound of the better band, and what lies between."""

    href: str
    name: str
    district: str
    value: str
    bound: str
    distance: str
    score: int
    better: int


def near_lines(
    edition: Edition,
    indicator: Indicator,
    rows: Sequence[ResultRow],
    said: Mapping[int, Mapping[str, Scalar]],
    parameters: Mapping[str, str],
) -> list[NearLine]:
    """The villages nearest to a better band, measured by the share of its bound, at most `NEAR` of it off.

    Values whose score is not the published one (repaired or contradicting answers) are left out.
    """
    found = [
        (one, row)
        for row in rows
        if (one := _margin(edition, indicator, said.get(row.region_id, {}))) is not None
        and one.bound
        and one.share <= NEAR
        and one.score == (row.scores or {}).get(indicator.code)
    ]
    found.sort(key=lambda pair: (pair[0].share, pair[1].code))
    unit = _unit(edition, indicator)
    return [_line(one, row, unit, parameters) for one, row in found[:MOST]]


def value_of(edition: Edition, indicator: Indicator, said: Mapping[str, Scalar]) -> Value | None:
    """The value of the indicator from raw answers; None where one is missing or not understood."""
    try:
        return indicator.value({name: answer(edition.inputs[name], said.get(name)) for name in indicator.value.names})
    except (Unanswered, ZeroDivisionError, Problem):
        return None


def _margin(edition: Edition, indicator: Indicator, said: Mapping[str, Scalar]) -> Margin | None:
    value = value_of(edition, indicator, said)
    return margin(indicator, value) if isinstance(value, Fraction) else None


def _unit(edition: Edition, indicator: Indicator) -> str:
    """The unit of the only question the value is read from; a value computed from several has none."""
    if len(indicator.value.names) != 1:
        return ""
    unit = edition.inputs[next(iter(indicator.value.names))].unit
    return words(unit) if unit else ""


def _line(one: Margin, row: ResultRow, unit: str, parameters: Mapping[str, str]) -> NearLine:
    decimals = _decimals(one.distance or one.value)

    def written(value: Fraction) -> str:
        exact = numerals.rounded(value, decimals).normalize().as_tuple().exponent
        places = max(-exact, 0) if isinstance(exact, int) else 0
        return f"{numerals.number(value, places, language())} {unit}".strip()

    return NearLine(
        address(reverse("village", args=[RegionCode(row.code).dotted]), parameters),
        row.name,
        row.district,
        written(one.value),
        written(one.bound),
        _distance(one, written(one.distance)),
        one.score,
        one.band.score,
    )


def _distance(one: Margin, written: str) -> str:
    if not one.distance:
        return gettext("tepat di batas")
    words = gettext("kurang %(amount)s") if one.bound > one.value else gettext("lebih %(amount)s")
    return words % {"amount": written}


def _decimals(value: Fraction) -> int:
    """As many decimals as show two digits of a small number.

    >>> [_decimals(Fraction(text)) for text in ("50", "1.5", "0.00213")]
    [0, 1, 4]
    """
    return next((places for places in range(MOST_DECIMALS) if abs(value) * 10**places >= 10), MOST_DECIMALS)
