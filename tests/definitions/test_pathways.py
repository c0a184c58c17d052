"""The shipped pathways are sound and can be walked; a broken one is refused with the place and the remedy."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from berdaya.definitions.pathways import newest_pathway, pathway, pathway_from_file, pathways
from berdaya.domain.index.expression import Value
from berdaya.domain.mentoring.faults import PATHWAY_FAULTS
from berdaya.domain.mentoring.gates import Reading, fallen_back_to, gate
from berdaya.domain.mentoring.pathway import Fact, Pathway
from berdaya.domain.problems import Problem

TOY = (Path(__file__).parent / "pathway.yaml").read_text(encoding="utf-8")
BROKEN = {
    "duplicate": ("code: second", "code: first", "stages"),
    "unknown_name": ("holds: fed", "holds: not hungry", "stages[first].gate[food].holds"),
    "bad_expression": ("holds: fed", "holds: fed.x", "stages[first].gate[food].holds"),
    "unused_fact": ("holds: fed", "holds: saved >= 1", "facts.fed"),
    "gate_after_the_end": (
        "gate: []",
        "gate: [{code: x, proof: visit, holds: fed, text: {id: a, en: b}}]",
        "stages[watch].gate",
    ),
    "gate_without_need": ("proof: visit,", "proof: visit, required: false,", "stages[first].gate"),
    "not_yes_or_no": ("holds: saved >= 3", "holds: saved", "stages[second].gate[saving].holds"),
}
SENSITIVE = ("agama", "ibadah", "kontrasepsi", "KB")


def best(fact: Fact) -> Value:
    return True if fact.kind == "yes_no" else Fraction(fact.most or 100)


def readings(path: Pathway) -> list[Reading]:
    """Every fact at its best, as far as facts can be good together, in three readings."""
    facts = {code: best(fact) for code, fact in path.facts.items()}
    low = {"hungry_days", "children_out", "sick_untreated", "largest_buyer"}
    facts |= {code: Fraction(0) if facts[code] is not True else False for code in low & facts.keys()}
    facts |= {"members": Fraction(20)} if "members" in facts else {}
    return [Reading(date(2026, 1, 1) + timedelta(days=day), facts) for day in (0, 30, 60)]


@pytest.mark.parametrize("path", pathways(), ids=lambda one: one.code)
def test_every_gate_of_a_shipped_pathway_can_be_passed(path: Pathway) -> None:
    proven = readings(path)
    for stage in path.stages[:-1]:
        assert gate(stage, proven).open, stage.code
        assert fallen_back_to(path, stage.code, proven) is None


@pytest.mark.parametrize("path", pathways(), ids=lambda one: one.code)
def test_nothing_known_opens_no_gate(path: Pathway) -> None:
    nothing = [Reading(date(2026, 1, 1), {})]
    assert not any(gate(stage, nothing).open for stage in path.stages)


@pytest.mark.parametrize("path", pathways(), ids=lambda one: one.code)
def test_religion_and_contraception_are_never_a_gate(path: Pathway) -> None:
    words = [criterion.text.id for stage in path.stages for criterion in stage.gate]
    words += [fact.ask.id for fact in path.facts.values()]
    assert not [word for word in words if any(term in word.split() for term in SENSITIVE)]


def test_each_kind_of_case_has_its_pathway() -> None:
    for subject in ("family", "enterprise", "group", "village"):
        assert newest_pathway(subject).subject == subject
    assert pathway("keluarga-2026").place("watch") == 6
    with pytest.raises(Problem, match=r"definition\.unknown_edition"):
        pathway("keluarga-1900")


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_pathway_is_refused_where_it_breaks(fault: str, tmp_path: Path) -> None:
    before, after, path = BROKEN[fault]
    file = tmp_path / "broken.yaml"
    file.write_text(TOY.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        pathway_from_file(file)
    assert (caught.value.details["fault"], caught.value.details["path"]) == (fault, path)
    for language in ("id", "en"):
        assert path in caught.value.message(language)


def test_there_is_a_broken_pathway_for_every_fault(tmp_path: Path) -> None:
    assert set(BROKEN) == set(PATHWAY_FAULTS)
    whole = tmp_path / "whole.yaml"
    whole.write_text(TOY, encoding="utf-8")
    assert len(pathway_from_file(whole).stages) == 3
    with pytest.raises(Problem, match=r"file\.not_found"):
        pathway_from_file(tmp_path / "none.yaml")
