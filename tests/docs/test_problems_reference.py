"""The page on problems shows every catalogue as it is: codes, statuses and words."""

from berdaya.domain.index.audit import MESSAGES
from berdaya.domain.index.faults import FAULTS
from berdaya.domain.problems import CATALOGUE, PARTS
from tests.docs.pages import REFERENCE, rows, sections

PAGE = sections(REFERENCE / "problems.md")


def shown(section: str) -> list[list[str]]:
    return sorted(rows(PAGE[section]))


def test_every_problem_is_shown_with_its_status_and_words() -> None:
    assert shown("Problems") == sorted([f"`{code}`", str(kind.status), kind.en] for code, kind in CATALOGUE.items())


def test_every_fault_of_a_definition_is_shown_with_its_words() -> None:
    expected = [[f"`{code}`", fault.wrong.en, fault.mend.en] for code, fault in FAULTS.items()]
    assert shown("Faults of a definition file") == sorted(expected)


def test_every_finding_is_shown_with_its_words() -> None:
    assert [row[:2] for row in shown("Findings of an audit")] == sorted(
        [f"`{code}`", text.en] for code, text in MESSAGES.items()
    )


def test_no_code_stands_in_two_catalogues() -> None:
    codes = [*(code for part in PARTS for code in part.PROBLEMS), *FAULTS, *MESSAGES]
    assert len(codes) == len(set(codes))
