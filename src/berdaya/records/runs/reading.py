"""From the ledger's statements on one village to what an edition can be applied to: scores, and what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.domain.index.definition import Edition, Value
from berdaya.domain.index.publication import Figure, Publication
from berdaya.domain.index.scoring import answer, checked_score, score
from berdaya.domain.problems import Problem
from berdaya.records.observations.kinds import Kind, Source
from berdaya.records.observations.selectors import Statement
from berdaya.records.observations.values import Scalar


@dataclass(frozen=True, slots=True)
class Reading:
    """The scores to compute with and the source of each, and the newest official publication where there is one."""

    scores: Mapping[str, int | None]
    sources: Mapping[str, str]
    problems: tuple[Problem, ...]
    official: Statement | None


def read(edition: Edition, statements: Sequence[Statement]) -> Reading:
    """Take each score from the strongest statement that gives it, as a score or through its raw answers.

    A score outside the rubric or an answer outside its range is left out and told.
    """
    scores: dict[str, int | None] = dict.fromkeys(edition.indicators)
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for source, statement_scores, answers in _by_source(statements):
        for code, value in _scored(edition, statement_scores, answers, problems).items():
            if scores[code] is None and value is not None:
                scores[code], sources[code] = value, source
    official = next((item for item in statements if item.source == Source.OFFICIAL), None)
    return Reading(scores, sources, tuple(problems), official)


def _by_source(statements: Sequence[Statement]) -> list[tuple[str, dict[str, Scalar], dict[str, Scalar]]]:
    """Merge the statements of each source, the newest value of a code first; sources keep their order of strength."""
    merged: dict[str, tuple[dict[str, Scalar], dict[str, Scalar]]] = {}
    for statement in statements:
        scores, answers = merged.setdefault(statement.source, ({}, {}))
        for held, kind in ((scores, Kind.SCORE), (answers, Kind.INPUT)):
            for code, value in statement.values.get(kind, {}).items():
                held.setdefault(code, value)
    return [(source, *values) for source, values in merged.items()]


def _scored(
    edition: Edition, scores: Mapping[str, Scalar], answers: Mapping[str, Scalar], problems: list[Problem]
) -> dict[str, int | None]:
    result = _scored_answers(edition, answers, problems) if answers else {}
    for code in scores.keys() & edition.indicators.keys():
        try:
            result[code] = checked_score(edition.indicators[code], scores[code])
        except Problem as problem:
            problems.append(problem)
    return result


def _scored_answers(edition: Edition, answers: Mapping[str, Scalar], problems: list[Problem]) -> dict[str, int | None]:
    """Score what can be scored: one answer out of its range takes only its own indicators with it."""
    known: dict[str, Value | None] = dict.fromkeys(edition.inputs)
    for name in answers.keys() & edition.inputs.keys():
        try:
            known[name] = answer(edition.inputs[name], answers[name])
        except Problem as problem:
            problems.append(problem)
    result: dict[str, int | None] = {}
    for code, indicator in edition.indicators.items():
        try:
            result[code] = score(indicator, known)
        except Problem as problem:
            problems.append(problem)
    return result


def publication(edition: Edition, village: str, statement: Statement, reading: Reading) -> Publication:
    """Rebuild what a source published from the values the ledger kept of it. Raw answers stand for absent scores."""
    printed = {**statement.values.get(Kind.DIMENSION, {}), **statement.values.get(Kind.INDEX, {})}
    scored = {code: given for code, given in reading.scores.items() if reading.sources.get(code) == Source.OFFICIAL}
    return Publication(
        village=village,
        year=statement.year,
        scores={**scored, **statement.values.get(Kind.SCORE, {})},
        figures={code: Figure.read(value, decimals=edition.head.decimals) for code, value in printed.items()},
        status=_text(statement.values.get(Kind.STATUS, {})),
        conditions={code: str(text) for code, text in statement.values.get(Kind.CONDITION, {}).items()},
        source=f"submission {statement.id}",
    )


def _text(values: Mapping[str, Scalar]) -> str | None:
    return next((str(value) for value in values.values()), None)


def whole_dimensions(edition: Edition, statement: Statement) -> dict[str, Fraction] | None:
    """The main dimensions a source gave without any score; None unless all of them are there.

    Indeks Desa results come as sums of items: 115 of 170 points is kept as 67.647…, and read back as that fraction.
    """
    given = statement.values.get(Kind.DIMENSION, {})
    codes = [dimension.code for dimension in edition.main_dimensions]
    if any(code not in given for code in codes):
        return None
    return {code: _simplest(Fraction(str(given[code]))) for code in codes}


def _simplest(value: Fraction) -> Fraction:
    near = value.limit_denominator(100_000)
    return near if abs(near - value) < Fraction(1, 10**12) else value
