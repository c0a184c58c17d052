"""Every relative link leads somewhere, and every page of the documentation can be reached from its map."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, every_page, prose

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, str]]:
    for page in every_page():
        for target in LINK.findall(prose(page)):
            if not re.match(r"[a-z]+:", target):
                yield page.relative_to(ROOT).as_posix(), target


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_a_relative_link_leads_somewhere(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    found = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    assert found.exists()
    assert found.is_relative_to(ROOT)
    assert not anchor or anchor in anchors(found)


def test_every_page_can_be_reached_from_the_map() -> None:
    seen: set[Path] = set()
    fresh = {DOCS / "README.md"}
    while fresh:
        page = fresh.pop()
        seen.add(page)
        targets = [target.partition("#")[0] for target in LINK.findall(prose(page))]
        near = {(page.parent / target).resolve() for target in targets if target.endswith(".md")}
        fresh |= {other for other in near if other.is_relative_to(DOCS)} - seen
    assert {page for page in DOCS.rglob("*.md") if page not in seen} == set()
