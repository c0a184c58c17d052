"""The words of an edition: what to do to lift a band, with the figures filled in; and what still lacks words."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from berdaya.domain.index.definition import Edition, Indicator, Value
from berdaya.domain.index.explanation import least_missing, missing
from berdaya.domain.values import Text

Answers = dict[str, Value | None]


def activity(indicator: Indicator, score: int, target: int, answers: Answers | None = None) -> Text | None:
    """What lifts an indicator from a score to a target, in both languages; None where no words are known for it.

    `{missing}` is the amount that lacks, a span ("5 sampai 6") where only the score is known, `{target}` the bound of the
    target band. A sentence whose figure is not known is left out, never guessed.
    """
    lift = indicator.band(score).lift
    if lift is None:
        return None
    goal = indicator.band(target)
    bound = goal.low if goal.low is not None else goal.high
    lacking = missing(indicator, indicator.band(score), goal, answers or {})
    least = lacking if _is_known(indicator, answers or {}) else least_missing(indicator, indicator.band(score), goal)
    if ("{missing}" in lift.id and lacking is None) or ("{target}" in lift.id and bound is None):
        return None
    filled = [
        template.format(missing=_span(least, lacking, figure, between), target=figure(bound or Fraction(0)))
        for template, figure, between in (
            (lift.id, _indonesian, ("sampai", "paling banyak")),
            (lift.en, _english, ("to", "up to")),
        )
    ]
    return Text(*filled)


def _is_known(indicator: Indicator, answers: Answers) -> bool:
    return all(answers.get(name) is not None for name in indicator.value.names)


def _span(
    least: Fraction | None, most: Fraction | None, figure: Callable[[Fraction], str], words: tuple[str, str]
) -> str:
    between, at_most = words
    if most is None:
        return ""
    if least is None or least == most:
        return figure(most)
    return f"{figure(least)} {between} {figure(most)}" if least else f"{at_most} {figure(most)}"


def lacking_wording(edition: Edition) -> Iterator[tuple[str, int, str]]:
    """Every band below the top that no sentence says how to lift: (indicator, score, what lacks)."""
    for indicator in edition.indicators.values():
        for band in indicator.bands:
            if band.score != indicator.top and band.lift is None:
                yield indicator.code, band.score, "lift"


def _english(value: Fraction) -> str:
    places = 0 if value.denominator == 1 else 3
    return f"{float(value):,.{places}f}".rstrip("0").rstrip(".") if places else f"{int(value):,}"


def _indonesian(value: Fraction) -> str:
    return _english(value).translate(str.maketrans(",.", ".,"))
