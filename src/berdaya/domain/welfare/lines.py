"""Poverty by income: the share below a line, and how far below; weighted, as surveys are.

Quantiles are those of Eurostat (a value at which the cumulative weight first exceeds the share; the mean of two where
it meets it exactly), so that published figures can be reproduced.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Income:
    """The income of a person (or of each member of a household), and how many people it stands for."""

    amount: float
    weight: float = 1.0


def quantile(incomes: Sequence[Income], share: float) -> float:
    """The income below which a share of the people live. Problem `welfare.nobody` without any.

    >>> quantile([Income(1), Income(2), Income(3)], 0.5), quantile([Income(1), Income(3)], 0.5)
    (2, 2.0)
    """
    ranked = sorted((one for one in incomes if one.weight > 0), key=lambda one: one.amount)
    if not ranked:
        raise Problem("welfare.nobody")
    wanted = share * sum(one.weight for one in ranked)
    reached = 0.0
    for here, after in zip(ranked, [*ranked[1:], ranked[-1]], strict=True):
        reached += here.weight
        if abs(reached - wanted) <= 1e-9 * wanted:
            return (here.amount + after.amount) / 2
        if reached > wanted:
            return here.amount
    return ranked[-1].amount


def headcount(incomes: Sequence[Income], line: float) -> float:
    """The share of people whose income lies below the line.

    >>> headcount([Income(1), Income(2), Income(3, weight=2)], 2.5)
    0.5
    """
    return _share(incomes, [one for one in incomes if one.amount < line])


def gap(incomes: Sequence[Income], line: float, power: int = 1) -> float:
    """The index of Foster, Greer and Thorbecke: 0 the share below, 1 how far below on average, 2 with weight on the poorest.

    >>> gap([Income(1), Income(4)], 2), gap([Income(1), Income(4)], 2, power=2)
    (0.25, 0.125)
    """
    total = sum(one.weight for one in incomes)
    if total <= 0:
        raise Problem("welfare.nobody")
    return sum(one.weight * (1 - one.amount / line) ** power for one in incomes if one.amount < line) / total


def median_gap(incomes: Sequence[Income], line: float) -> float:
    """How far the median income of those below the line lies under it, as a share of the line; 0 where nobody is.

    >>> median_gap([Income(1), Income(1), Income(9)], 2)
    0.5
    """
    below = [one for one in incomes if one.amount < line]
    return (line - quantile(below, 0.5)) / line if below else 0.0


def quintile_ratio(incomes: Sequence[Income]) -> float:
    """The whole income of the richest fifth over that of the poorest fifth (S80/S20).

    >>> quintile_ratio([Income(amount) for amount in (1, 2, 3, 4, 5)])
    5.0
    """
    low, high = quantile(incomes, 0.2), quantile(incomes, 0.8)
    return _total([one for one in incomes if one.amount > high]) / _total([one for one in incomes if one.amount <= low])


def _share(whole: Sequence[Income], part: Sequence[Income]) -> float:
    total = sum(one.weight for one in whole)
    if total <= 0:
        raise Problem("welfare.nobody")
    return sum(one.weight for one in part) / total


def _total(incomes: Sequence[Income]) -> float:
    return sum(one.amount * one.weight for one in incomes)
