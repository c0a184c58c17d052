"""From the mapping of a pathway file to a Pathway: every name it uses is a fact, and every gate is before a later stage."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from berdaya.domain.index.expression import Expression, ExpressionError
from berdaya.domain.index.faults import refused
from berdaya.domain.mentoring.faults import PATHWAY_FAULTS
from berdaya.domain.mentoring.pathway import Criterion, Fact, Pathway, Proof, Stage
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text


def pathway_from(source: Mapping[str, Any], *, file: str) -> Pathway:
    """Build a pathway from a mapping that fits its schema. Problem `definition.invalid` names file, path and remedy."""
    facts = {code: _fact(code, one) for code, one in source["facts"].items()}
    stages = tuple(_stage(one, facts, file=file) for one in source["stages"])
    _once((stage.code for stage in stages), file=file, path="stages")
    _all_used(facts, stages, file=file)
    _gates_in_their_places(stages, file=file)
    return Pathway(
        source["code"], source["subject"], Text(**source["name"]), date.fromisoformat(source["from"]), facts, stages
    )


def invalid(kind: str, /, **details: Any) -> Problem:
    return refused(PATHWAY_FAULTS, kind, **details)


def _gates_in_their_places(stages: tuple[Stage, ...], *, file: str) -> None:
    *before, last = stages
    if last.gate:
        raise invalid("gate_after_the_end", file=file, path=f"stages[{last.code}].gate")
    for stage in before:
        if not any(criterion.required for criterion in stage.gate):
            raise invalid("gate_without_need", file=file, path=f"stages[{stage.code}].gate")


def _fact(code: str, source: Mapping[str, Any]) -> Fact:
    return Fact(code, Text(**source["ask"]), source["kind"], source.get("most"), source.get("sensitive", False))


def _stage(source: Mapping[str, Any], facts: Mapping[str, Fact], *, file: str) -> Stage:
    path = f"stages[{source['code']}]"
    gate = tuple(_criterion(one, facts, file=file, path=f"{path}.gate[{one['code']}]") for one in source["gate"])
    _once((one.code for one in gate), file=file, path=f"{path}.gate")
    back = source.get("falls_back_when")
    return Stage(
        source["code"],
        Text(**source["name"]),
        source["visit_every"],
        gate,
        _expression(back, facts, file=file, path=f"{path}.falls_back_when") if back else None,
    )


def _criterion(source: Mapping[str, Any], facts: Mapping[str, Fact], *, file: str, path: str) -> Criterion:
    return Criterion(
        source["code"],
        Text(**source["text"]),
        _expression(source["holds"], facts, file=file, path=f"{path}.holds"),
        Proof(source["proof"]),
        source.get("in_a_row", 1),
        source.get("required", True),
    )


def _expression(text: str, facts: Mapping[str, Fact], *, file: str, path: str) -> Expression:
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


def _tells_yes_or_no(expression: Expression, facts: Mapping[str, Fact]) -> bool:
    """Whether it gives yes or no for the least answers; a bare number would count as yes whenever it is not 0."""
    least = {code: False if fact.kind == "yes_no" else Fraction(0) for code, fact in facts.items()}
    try:
        return isinstance(expression(least), bool)
    except ZeroDivisionError:
        return True


def _once(codes: Iterable[str], *, file: str, path: str) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise invalid("duplicate", file=file, path=path, name=code, count=count)


def _all_used(facts: Mapping[str, Fact], stages: Iterable[Stage], *, file: str) -> None:
    """A question that nothing asks for is a burden on who answers it."""
    expressions = (e for stage in stages for e in (*(one.holds for one in stage.gate), stage.falls_back_when) if e)
    used = {name for expression in expressions for name in expression.names}
    for code in facts:
        if code not in used:
            raise invalid("unused_fact", file=file, path=f"facts.{code}")
