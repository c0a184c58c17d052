"""Decisions are numbered without a gap and each says its context, choice, alternatives and consequences."""

import re

from tests.docs.pages import DOCS, sections

RECORDS = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "README.md")


def test_numbers_run_without_a_gap_and_stand_in_the_titles() -> None:
    numbers = [int(path.name[:4]) for path in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))
    for number, path in enumerate(RECORDS, start=1):
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. ")


def test_every_decision_has_its_four_parts() -> None:
    for path in RECORDS:
        found = sections(path)
        assert list(found) == ["Context", "Choice", "Alternatives", "Consequences"], path.name
        assert all(text.strip() for text in found.values()), path.name


def test_the_glossary_is_sorted_and_says_each_term_once() -> None:
    page = (DOCS / "reference" / "glossary.md").read_text(encoding="utf-8")
    terms = [term.casefold() for term in re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE)[1:]]
    assert terms == sorted(set(terms))
