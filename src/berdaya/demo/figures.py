"""What kind of village each place is, and how many people and households it had in each year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from berdaya.demo.geography import Geography, Place

FIRST_YEAR, LAST_YEAR = 2020, 2025


@dataclass(frozen=True)
class Character:
    """What shapes a village's answers: remoteness from 0 (capital) to 1, wealth around 0, and where it lies."""

    remoteness: float
    wealth: float
    coastal: bool
    riverside: bool


@dataclass(frozen=True)
class YearFigures:
    """People and households of a village in the middle of a year."""

    population: int
    households: int


def characters(rng: Random, geography: Geography) -> tuple[Character, ...]:
    """The character of each place; villages of one kecamatan share part of their wealth."""
    shared = {place: luck for group in geography.districts for luck in [rng.gauss(0, 1)] for place in group}
    farthest = max(place.to_capital for place in geography.places)
    found = []
    for number, place in enumerate(geography.places):
        remoteness = _remoteness(place, farthest)
        wealth = 0.5 * shared[number] + 0.8 * rng.gauss(0, 1) - 1.0 * remoteness - 0.55
        found.append(Character(remoteness, wealth, place.to_shore < 5, place.to_river < 4))
    return tuple(found)


def _remoteness(place: Place, farthest: float) -> float:
    """Mostly the way to the capital; a place away from every river is more remote still."""
    inland = 1 - math.exp(-place.to_river / 8)
    return min(1.0, 0.80 * math.pow(place.to_capital / farthest, 0.7) + 0.20 * inland)


def count_people(rng: Random, place: Place, character: Character) -> Mapping[int, YearFigures]:
    """Population and households by year: many near the capital and the shore, slow growth, some emigration."""
    average = 7.55 - 1.15 * character.remoteness + (0.15 if character.coastal else 0.0) + (1.35 if place.ward else 0.0)
    people = math.exp(rng.gauss(average, 0.42))
    size = rng.uniform(3.45, 4.1) + 0.25 * character.remoteness
    growth = rng.gauss(0.013 - 0.008 * character.remoteness, 0.006)
    figures = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        figures[year] = YearFigures(round(people), max(1, round(people / size)))
        people, size = max(180.0, people * (1 + growth + rng.gauss(0, 0.004))), size * 0.996
    return figures
