"""Score cards: a few answers give points, and the points a probability of living below a poverty line.

For one family the result is a probability, never a verdict. The rate of a group is the mean of its probabilities; the
probability of the mean score would be another, wrong number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A poverty line: the logistic curve from its points to the probability of being below it."""

    code: str
    name: Text
    intercept: float
    slope: float


@dataclass(frozen=True, slots=True)
class Option:
    """An answer in its owner's words, and its points for each line."""

    label: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its owner's words, and its answers by their letter."""

    text: str
    options: Mapping[str, Option]


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its owner published it, unaltered; all points for a line are from 0 to 100."""

    code: str
    name: Text
    credit: Text
    lines: Mapping[str, Line]
    questions: Mapping[int, Question]


def card_score(card: Card, line: str, answers: Mapping[int, str]) -> int:
    """The points of a family for a line. Every question needs an answer: Problem `welfare.unanswered` names the first."""
    total = 0
    for number, question in card.questions.items():
        option = question.options.get(answers.get(number, ""))
        if option is None:
            raise Problem("welfare.unanswered", question=number, card=card.name)
        total += option.points[line]
    return total


def probability(line: Line, points: int) -> float:
    """The probability of living below the line, p = 1 / (1 + exp(−(a + b · points))).

    >>> national = Line("npl100", Text("x", "x"), 1.6826986531849277, -0.10979544822722247)
    >>> round(probability(national, 20), 6), round(probability(national, 100), 6)
    (0.374441, 9.2e-05)
    """
    return 1 / (1 + exp(-(line.intercept + line.slope * points)))


def group_rate(probabilities: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """The expected share below the line: the mean of the probabilities, weighted (household weight × size).

    Problem `welfare.nobody` without any weight.

    >>> group_rate([0.2, 0.4]), round(group_rate([0.2, 0.4], [3, 1]), 2)
    (0.30000000000000004, 0.25)
    """
    weights = [1.0] * len(probabilities) if weights is None else weights
    total = sum(weights)
    if total <= 0:
        raise Problem("welfare.nobody")
    return sum(p * weight for p, weight in zip(probabilities, weights, strict=True)) / total
