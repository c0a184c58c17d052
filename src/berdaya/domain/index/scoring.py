"""From raw answers to scores. The rules stand in the edition; the terms and guarantees in docs/algorithms/scoring.md."""

from collections.abc import Mapping
from fractions import Fraction
from math import isnan

from berdaya.domain.index.definition import Band, Edition, Indicator, Input, Value
from berdaya.domain.index.expression import Unanswered
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text, exact

YES = {"1", "true", "yes", "ya", "y", "ada"}
NO = {"0", "false", "no", "tidak", "t", "n", "tidak ada"}


def is_blank(given: object) -> bool:
    """Whether a cell holds no answer: nothing, white space, or a float that is no number.

    >>> is_blank("  "), is_blank(float("nan")), is_blank(0)
    (True, True, False)
    """
    return (
        given is None or (isinstance(given, str) and not given.strip()) or (isinstance(given, float) and isnan(given))
    )


def answer(asked: Input, given: object) -> Value | None:
    """Read one raw answer as the input's type; None where nothing was answered.

    Raises Problem `answer.wrong_type` or `answer.out_of_range`.

    >>> from berdaya.domain.values import Text
    >>> doctors = Input("doctors", "integer", Text("Dokter", "Doctors"), minimum=Fraction(0))
    >>> answer(doctors, " 2 "), answer(doctors, "")
    (Fraction(2, 1), None)
    """
    if is_blank(given):
        return None
    if asked.type == "boolean":
        return _yes_or_no(asked, given)
    if asked.type == "category":
        return _choice(asked, given)
    return _within(asked, _number(asked, given))


def score(indicator: Indicator, answers: Mapping[str, Value | None]) -> int | None:
    """The score of one indicator; None where an answer it needs is missing or its value is undefined (a zero divisor).

    Raises Problem `answer.no_band` where the value falls into no band.
    """
    try:
        value = indicator.value(answers)
    except (Unanswered, ZeroDivisionError):
        return None
    return band_of(indicator, value).score


def band_of(indicator: Indicator, value: Value) -> Band:
    """The band a value falls into; Problem `answer.no_band` where there is none."""
    for band in indicator.bands:
        if band.holds(value):
            return band
    raise Problem("answer.no_band", indicator=indicator.code, value=value)


def read_answers(edition: Edition, given: Mapping[str, object]) -> dict[str, Value | None]:
    """Read the answers of every input of the edition; names the edition does not ask are left alone."""
    return {name: answer(asked, given.get(name)) for name, asked in edition.inputs.items()}


def score_answers(edition: Edition, given: Mapping[str, object]) -> dict[str, int | None]:
    """Score every indicator from raw answers; None where answers are missing."""
    answers = read_answers(edition, given)
    return {code: score(indicator, answers) for code, indicator in edition.indicators.items()}


def checked_scores(edition: Edition, given: Mapping[str, object]) -> dict[str, int | None]:
    """Read given scores (numbers or their text) and hold them against the rubric; Problem `score.outside_rubric`."""
    return {code: checked_score(indicator, given.get(code)) for code, indicator in edition.indicators.items()}


def checked_score(indicator: Indicator, given: object) -> int | None:
    """Read one given score; None where there is none, Problem `score.outside_rubric` where the rubric lacks it."""
    if is_blank(given):
        return None
    try:
        number = exact(given)
    except ValueError:
        number = Fraction(-1)
    if number not in indicator.scores:
        allowed = ", ".join(map(str, indicator.scores))
        raise Problem("score.outside_rubric", indicator=indicator.code, value=given, allowed=allowed)
    return int(number)


def _number(asked: Input, given: object) -> Fraction:
    try:
        number = exact(given)
    except ValueError:
        raise _wrong_type(asked, given, Text("angka", "a number")) from None
    if asked.type == "integer" and number.denominator != 1:
        raise _wrong_type(asked, given, Text("bilangan bulat", "a whole number"))
    return number


def _within(asked: Input, number: Fraction) -> Fraction:
    low, high = asked.minimum, asked.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = f"≥ {low}" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"
        raise Problem("answer.out_of_range", input=asked.name, value=number, range=bounds)
    return number


def _yes_or_no(asked: Input, given: object) -> bool:
    word = str(given).strip().casefold().removesuffix(".0")
    if word in YES or word in NO:
        return word in YES
    raise _wrong_type(asked, given, Text("ya atau tidak", "yes or no"))


def _choice(asked: Input, given: object) -> str:
    word = str(given).strip().casefold()
    for choice in asked.choices:
        if word in (choice.code.casefold(), choice.label.id.casefold(), choice.label.en.casefold()):
            return choice.code
    raise _wrong_type(asked, given, " / ".join(choice.code for choice in asked.choices))


def _wrong_type(asked: Input, given: object, expected: Text | str) -> Problem:
    return Problem("answer.wrong_type", input=asked.name, value=given, expected=expected)
