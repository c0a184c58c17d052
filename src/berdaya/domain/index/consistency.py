"""Scores that cannot all be true: the relations an edition states between its scores, held against one village's.

A broken rule says that at least one of its scores is wrong, not which. It is no contradiction with what was published.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from berdaya.domain.index.audit import Finding
from berdaya.domain.index.definition import Edition, Rule
from berdaya.domain.index.expression import Unanswered, Value

Scores = Mapping[str, int | None]


def holds(rule: Rule, scores: Scores) -> bool:
    """Whether scores keep a rule; a rule that needs a missing score is not broken by it.

    >>> from berdaya.domain.index.expression import Expression
    >>> from berdaya.domain.values import Text
    >>> rule = Rule("no_doctor", Expression.parse("A > 1 or B == 1"), Text("", ""))
    >>> holds(rule, {"A": 1, "B": 3}), holds(rule, {"A": 1, "B": 1}), holds(rule, {"A": None, "B": 3})
    (False, True, True)
    """
    known: dict[str, Value | None] = {
        name: Fraction(score) for name in rule.rule.names if (score := scores.get(name)) is not None
    }
    try:
        return bool(rule.rule(known))
    except (Unanswered, ZeroDivisionError):
        return True


def implausible(edition: Edition, village: str, year: int, scores: Scores) -> Iterator[Finding]:
    """A finding per rule of the edition that the scores of a village break, with the scores it is about."""
    for rule in edition.rules:
        if holds(rule, scores):
            continue
        said = ", ".join(f"{name} = {scores[name]}" for name in sorted(rule.rule.names) if scores.get(name) is not None)
        yield Finding("rule_broken", village, year, published=said, rule=rule.code, details={"rule": rule.text})
