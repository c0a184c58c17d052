"""From the mapping of a pathway file to a Pathway: every name it uses is a fact, and every gate is before a later stage."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from berdaya.domain.evidence.conditions import all_asked_for, condition, each_once
from berdaya.domain.evidence.facts import Fact, facts_from
from berdaya.domain.index.faults import refused
from berdaya.domain.mentoring.faults import PATHWAY_FAULTS
from berdaya.domain.mentoring.pathway import Criterion, Pathway, Proof, Stage
from berdaya.domain.values import Text


def pathway_from(source: Mapping[str, Any], *, file: str) -> Pathway:
    """Build a pathway from a mapping that fits its schema. Problem `definition.invalid` names file, path and remedy."""
    facts = facts_from(source["facts"])
    stages = tuple(_stage(one, facts, file=file) for one in source["stages"])
    each_once((stage.code for stage in stages), file=file, path="stages")
    _gates_in_their_places(stages, file=file)
    all_asked_for(facts, (asked for stage in stages for asked in stage.conditions), file=file)
    return Pathway(
        source["code"], source["subject"], Text(**source["name"]), date.fromisoformat(source["from"]), facts, stages
    )


def _gates_in_their_places(stages: tuple[Stage, ...], *, file: str) -> None:
    *before, last = stages
    if last.gate:
        raise refused(PATHWAY_FAULTS, "gate_after_the_end", file=file, path=f"stages[{last.code}].gate")
    for stage in before:
        if not any(criterion.required for criterion in stage.gate):
            raise refused(PATHWAY_FAULTS, "gate_without_need", file=file, path=f"stages[{stage.code}].gate")


def _stage(source: Mapping[str, Any], facts: Mapping[str, Fact], *, file: str) -> Stage:
    path = f"stages[{source['code']}]"
    gate = tuple(_criterion(one, facts, file=file, path=f"{path}.gate[{one['code']}]") for one in source["gate"])
    each_once((one.code for one in gate), file=file, path=f"{path}.gate")
    back = source.get("falls_back_when")
    return Stage(
        source["code"],
        Text(**source["name"]),
        source["visit_every"],
        gate,
        condition(back, facts, file=file, path=f"{path}.falls_back_when") if back else None,
    )


def _criterion(source: Mapping[str, Any], facts: Mapping[str, Fact], *, file: str, path: str) -> Criterion:
    return Criterion(
        source["code"],
        Text(**source["text"]),
        condition(source["holds"], facts, file=file, path=f"{path}.holds"),
        Proof(source["proof"]),
        source.get("in_a_row", 1),
        source.get("required", True),
    )
