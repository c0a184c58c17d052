"""Conditions over facts: read from a definition with its faults, and judged with what is known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from berdaya.domain.evidence.facts import Fact, Facts
from berdaya.domain.index.expression import Expression, ExpressionError, Unanswered
from berdaya.domain.index.faults import FAULTS, Fault, fault, refused
from berdaya.domain.problems import Problem

CONDITION_FAULTS: Mapping[str, Fault] = {name: FAULTS[name] for name in ("duplicate", "unknown_name", "bad_expression")} | {
    "unused_fact": fault(
        "Tidak ada syarat yang menanyakan fakta ini.", "No condition asks for this fact.",
        "pakai dalam sebuah syarat, atau hapus: setiap pertanyaan adalah beban bagi yang menjawab.",
        "use it in a condition, or remove it: each question burdens who answers.",
    ),
    "not_yes_or_no": fault(
        "“{text}” bukan syarat ya atau tidak.", "“{text}” is no condition that holds or not.",
        "bandingkan angkanya, misalnya dengan >=.", "compare the number, for example with >=.",
    ),
}  # fmt: skip


def invalid(kind: str, /, **details: Any) -> Problem:
    return refused(CONDITION_FAULTS, kind, **details)


def holds(condition: Expression, facts: Facts) -> bool | None:
    """Whether a condition is true of the facts; None where one it needs is not known, or it is undefined.

    >>> meals = Expression.parse("meals >= 2")
    >>> [holds(meals, facts) for facts in ({"meals": 3}, {"meals": 1}, {})]
    [True, False, None]
    """
    try:
        return bool(condition(facts))
    except (Unanswered, ZeroDivisionError):
        return None


def condition(text: str, facts: Mapping[str, Fact], *, file: str, path: str) -> Expression:
    """Read a condition that uses only these facts and gives yes or no. Problem `definition.invalid` otherwise."""
    try:
        found = Expression.parse(text)
    except ExpressionError as error:
        raise invalid("bad_expression", file=file, path=path, reason=error.reason) from error
    for name in sorted(found.names):
        if name not in facts:
            raise invalid("unknown_name", file=file, path=path, name=name, known=", ".join(facts))
    if not _tells_yes_or_no(found, facts):
        raise invalid("not_yes_or_no", file=file, path=path, text=text)
    return found


def each_once(codes: Iterable[str], *, file: str, path: str) -> None:
    """Refuse a code that stands twice in a list."""
    for code, count in Counter(codes).items():
        if count > 1:
            raise invalid("duplicate", file=file, path=path, name=code, count=count)


def all_asked_for(facts: Iterable[str], conditions: Iterable[Expression], *, file: str) -> None:
    """Refuse a fact that no condition needs."""
    used = {name for one in conditions for name in one.names}
    for code in facts:
        if code not in used:
            raise invalid("unused_fact", file=file, path=f"facts.{code}")


def _tells_yes_or_no(found: Expression, facts: Mapping[str, Fact]) -> bool:
    """Whether it gives yes or no for the least answers; a bare number would count as yes whenever it is not 0."""
    least = {code: False if fact.kind == "yes_no" else Fraction(0) for code, fact in facts.items()}
    try:
        return isinstance(found(least), bool)
    except ZeroDivisionError:
        return True
