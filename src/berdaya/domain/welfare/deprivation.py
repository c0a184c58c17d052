"""Multidimensional poverty after Alkire and Foster: who is deprived in enough things at once, and in which.

A household is deprived in an indicator or not; its score is the weight of what it is deprived in, and it is poor when
the score reaches the cut-off k. H is the share of people who are poor, A the mean score of the poor, and M0 = H · A.
M0 splits exactly by group and by indicator. Everything is counted in exact fractions.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Measure:
    """Weights of the indicators, which add up to 1, and the cut-off k within (0, 1]."""

    weights: Mapping[str, Fraction]
    cutoff: Fraction

    def __post_init__(self) -> None:
        if not self.weights or min(self.weights.values()) <= 0 or sum(self.weights.values()) != 1:
            raise Problem("welfare.weights", total=sum(self.weights.values(), Fraction(0)))
        if not 0 < self.cutoff <= 1:
            raise Problem("welfare.cutoff", cutoff=self.cutoff)


@dataclass(frozen=True, slots=True)
class Household:
    """What a household is deprived in (None where it is not known), and how many people it stands for."""

    deprived: Mapping[str, bool | None]
    people: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Poverty:
    """H, A and M0, and how much of M0 each indicator holds (they add up to M0). A is 0 where nobody is poor."""

    headcount: Fraction
    intensity: Fraction
    adjusted: Fraction
    by_indicator: Mapping[str, Fraction]


def score(measure: Measure, household: Household, *, unknown: bool = False) -> Fraction:
    """The weight of what a household is deprived in, from 0 to 1; what is unknown counts as told.

    >>> half = Measure({"water": Fraction(1, 2), "school": Fraction(1, 2)}, Fraction(1, 2))
    >>> score(half, Household({"water": True})), score(half, Household({"water": True}), unknown=True)
    (Fraction(1, 2), Fraction(1, 1))
    """
    return sum((measure.weights[code] for code in _deprived(measure, household, unknown)), Fraction(0))


def poverty(measure: Measure, households: Sequence[Household], *, unknown: bool = False) -> Poverty:
    """H, A and M0 over households weighted by their people. Problem `welfare.nobody` without any.

    Source: Alkire and Foster (2011), Counting and multidimensional poverty measurement.

    >>> half = Measure({"water": Fraction(1, 2), "school": Fraction(1, 2)}, Fraction(1, 2))
    >>> homes = [Household({"water": True, "school": True}), Household({"water": True, "school": False})]
    >>> found = poverty(half, [*homes, Household({}), Household({})])
    >>> found.headcount, found.intensity, found.adjusted
    (Fraction(1, 2), Fraction(3, 4), Fraction(3, 8))
    """
    people = sum((home.people for home in households), Fraction(0))
    if people <= 0:
        raise Problem("welfare.nobody")
    poor = [home for home in households if score(measure, home, unknown=unknown) >= measure.cutoff]
    headcount = sum((home.people for home in poor), Fraction(0)) / people
    held = {code: _held(measure, poor, code, unknown) / people for code in measure.weights}
    adjusted = sum(held.values(), Fraction(0))
    return Poverty(headcount, adjusted / headcount if headcount else Fraction(0), adjusted, held)


def bounds(measure: Measure, households: Sequence[Household]) -> tuple[Poverty, Poverty]:
    """The least and the most poverty that the unknown answers allow."""
    return poverty(measure, households), poverty(measure, households, unknown=True)


def by_group(
    measure: Measure, households: Iterable[tuple[Hashable, Household]], *, unknown: bool = False
) -> dict[Hashable, Poverty]:
    """The poverty of each group; the groups' M0, weighted by their people, add up to the whole's."""
    groups: dict[Hashable, list[Household]] = {}
    for group, home in households:
        groups.setdefault(group, []).append(home)
    return {group: poverty(measure, homes, unknown=unknown) for group, homes in groups.items()}


def _deprived(measure: Measure, household: Household, unknown: bool) -> list[str]:
    stranger = next((code for code in household.deprived if code not in measure.weights), None)
    if stranger is not None:
        raise Problem("welfare.unknown_item", code=stranger, instrument="Alkire–Foster")
    known = ((code, household.deprived.get(code)) for code in measure.weights)
    return [code for code, deprived in known if (unknown if deprived is None else deprived)]


def _held(measure: Measure, poor: Sequence[Household], code: str, unknown: bool) -> Fraction:
    people = sum((home.people for home in poor if code in _deprived(measure, home, unknown)), Fraction(0))
    return measure.weights[code] * people
