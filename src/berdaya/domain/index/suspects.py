"""Which single score, if it alone were misprinted, would explain a published figure that the scores contradict.

A suspect is a lead for whoever checks the answer, with the score it would have to be. It is no repair.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Figure


@dataclass(frozen=True, slots=True)
class Suspect:
    """One score that would explain the figure: as it stands, and as it would have to be."""

    indicator: str
    printed: int
    would_be: int


def suspects(
    edition: Edition, scores: Mapping[str, int | None], dimension: str, figures: Mapping[str, Figure]
) -> list[Suspect]:
    """The scores under a dimension of which one alone, changed, gives its published figure and the published index.

    Empty where a score is missing, the dimension was not printed, or no single score explains it.

    >>> from berdaya.definitions import catalogue
    >>> toy = catalogue.edition("contoh-2020")
    >>> scores = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 4}
    >>> half = assess(toy, {**scores, "MKT": 1}).dimensions["LIV"].low
    >>> [(s.indicator, s.would_be) for s in suspects(toy, scores, "LIV", {"LIV": Figure.read(float(half), decimals=9)})]
    [('MKT', 1), ('ROA', 1)]
    """
    whole = all(scores.get(code) is not None for code in edition.indicators)
    if not whole or dimension not in edition.dimensions or dimension not in figures:
        return []
    wanted = {code: figures[code] for code in (dimension, edition.head.code) if code in figures}
    return [
        Suspect(indicator.code, now, score)
        for indicator in edition.indicators_of(dimension)
        if (now := scores[indicator.code]) is not None
        for score in indicator.scores
        if score != now and _gives(edition, {**scores, indicator.code: score}, wanted)
    ]


def _gives(edition: Edition, scores: Mapping[str, int | None], wanted: Mapping[str, Figure]) -> bool:
    found = assess(edition, scores)
    values = {edition.head.code: found.index.low, **{code: item.low for code, item in found.dimensions.items()}}
    return all(figure.equals(values[code]) for code, figure in wanted.items())
