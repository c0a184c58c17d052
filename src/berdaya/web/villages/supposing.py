"""What a reader supposes of a village, as it stands in the address: scores or answers other than they are. Nothing is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from berdaya.domain.index.definition import Edition, Value
from berdaya.domain.index.scoring import answer, checked_score, score
from berdaya.domain.problems import Problem

SCORE: Final = "s-"
ANSWER: Final = "j-"
LONGEST: Final = 40


@dataclass(frozen=True)
class Supposed:
    """What is supposed: scores by indicator, answers by input as they were written, and what could not be understood."""

    scores: Mapping[str, int]
    written: Mapping[str, str]
    answers: Mapping[str, Value]
    problems: Mapping[str, Problem]

    def __bool__(self) -> bool:
        return bool(self.scores or self.written)

    def parameters(self, *, without: Collection[str] = ()) -> dict[str, str]:
        """The parameters of the address, but for those left out."""
        found = {f"{SCORE}{code}": str(value) for code, value in self.scores.items()}
        found |= {f"{ANSWER}{name}": text for name, text in self.written.items()}
        return {key: value for key, value in found.items() if key not in without}


def supposed(edition: Edition, asked: QueryDict, now: Mapping[str, int | None]) -> Supposed:
    """Read what is supposed. What the edition does not know, and scores that are as they were, are left out."""
    scores, problems = {}, {}
    for code, indicator in edition.indicators.items():
        text = asked.get(SCORE + code, "").strip()[:LONGEST]
        try:
            given = checked_score(indicator, text)
        except Problem as problem:
            problems[SCORE + code] = problem
            continue
        if given is not None and given != now.get(code):
            scores[code] = given
    written = {
        name: text for name in edition.inputs if (text := asked.get(ANSWER + name, "").strip()[:LONGEST])
    }  # fmt: skip
    answers: dict[str, Value] = {}
    for name, text in written.items():
        try:
            found = answer(edition.inputs[name], text.replace(",", "."))
        except Problem as problem:
            label = {"input": edition.inputs[name].label}
            problems[ANSWER + name] = Problem(problem.code, **{**problem.details, **label})
            continue
        if found is not None:
            answers[name] = found
    return Supposed(scores, written, answers, problems)


def scores_if(
    edition: Edition, now: Mapping[str, int | None], answers: Mapping[str, Value | None], supposed: Supposed
) -> tuple[dict[str, int | None], dict[str, Problem]]:
    """Every score as supposed, and the indicators whose answers give none.

    An indicator takes the supposed score; else the score of its answers where one of them is supposed; else its own.
    """
    whole = {**answers, **supposed.answers}
    scores: dict[str, int | None] = {}
    problems: dict[str, Problem] = {}
    for code, indicator in edition.indicators.items():
        scores[code] = supposed.scores.get(code, now.get(code))
        if code in supposed.scores or not supposed.answers.keys() & indicator.value.names:
            continue
        try:
            found = score(indicator, whole)
        except Problem as problem:
            problems[code] = problem
            continue
        scores[code] = scores[code] if found is None else found
    return scores, problems
