"""The words of an edition: what to do to lift a band, with the figures filled in; and what still lacks words."""

from collections.abc import Iterator
from fractions import Fraction

from berdaya.domain.index.definition import Edition, Indicator, Value
from berdaya.domain.index.explanation import missing
from berdaya.domain.values import Text

Answers = dict[str, Value | None]


def activity(indicator: Indicator, score: int, target: int, answers: Answers | None = None) -> Text | None:
    """What lifts an indicator from a score to a target, in both languages; None where no words are known for it.

    `{missing}` is the amount that lacks (the most that can lack, where only the score is known), `{target}` the bound of
    the target band. A sentence whose figure is not known is left out, never guessed.
    """
    lift = indicator.band(score).lift
    if lift is None:
        return None
    goal = indicator.band(target)
    bound = goal.low if goal.low is not None else goal.high
    lacking = missing(indicator, indicator.band(score), goal, answers or {})
    if ("{missing}" in lift.id and lacking is None) or ("{target}" in lift.id and bound is None):
        return None
    filled = [
        template.format(missing=figure(lacking or Fraction(0)), target=figure(bound or Fraction(0)))
        for template, figure in ((lift.id, _indonesian), (lift.en, _english))
    ]
    return Text(*filled)


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
