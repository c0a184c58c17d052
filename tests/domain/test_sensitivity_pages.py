"""The worked tables of docs/algorithms on sensitivity and comparable items, computed again from the pages."""

import re
from fractions import Fraction

import pytest

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalk
from berdaya.domain.index.aggregation import Interval
from berdaya.domain.index.crosswalk import COMPARABLE, SAME, comparable
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.ranks import Parts, all_places
from berdaya.domain.index.sensitivity import changes, omissions, robustness
from tests.domain.test_algorithm_pages import IDM, PAGES, explained_village, known, shows, table


def village(edition: Edition, written: str) -> dict[str, int | None]:
    """All scores at their top but for those written, such as `IKS02 0, IKS30 ?`."""
    scores: dict[str, int | None] = {code: item.top for code, item in edition.indicators.items()}
    for code, score in re.findall(r"(\w+) (\d|\?)", written):
        scores[code] = None if score == "?" else int(score)
    return scores


@pytest.mark.parametrize("page", ["sensitivity", "crosswalk"])
def test_every_page_has_the_parts_of_a_normative_page(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert {"Terms", "Guarantees", "Steps", "Rounding"} <= set(headings)
    assert "Normative." in text


def test_single_changes() -> None:
    found = {(one.indicator, one.to): one for one in changes(IDM, explained_village())}
    for row in table("sensitivity", "Worked table: single changes"):
        one = found[row["indicator"], int(row["to"])]
        assert (str(one.score), one.status) == (row["score"], row["status"])
        assert shows(row["by"], one.by), row


def test_omissions() -> None:
    found = {one.indicator: one for one in omissions(IDM, explained_village())}
    for row in table("sensitivity", "Worked table: omissions"):
        one = found[row["indicator"]]
        assert one.status == row["status"]
        assert shows(row["index"], one.index), row
        assert shows(row["by"], one.by), row


def test_how_firmly_a_status_stands() -> None:
    for row in table("sensitivity", "Worked table: how firmly a status stands"):
        scores = {code: score for code, score in village(IDM, row["scores"]).items() if score is not None}
        found = robustness(IDM, scores)
        counted = (found.to_fall, found.to_rise, len(found.flips), found.held, found.scenarios)
        told = tuple(known(row[key]) for key in ("to fall", "to rise", "flips", "held", "scenarios"))
        assert tuple(None if one is None else str(one) for one in counted) == told, row
        assert (found.status, found.weights) == (
            row["status"],
            (row["margin"] != "–" and Fraction(row["margin"])) or None,
        )


def test_places_while_weights_err() -> None:
    rows = table("sensitivity", "Worked table: places while weights err")
    points = [tuple(map(int, row["points"].split())) for row in rows]
    for share in ("0", "1/50", "1/10", "1/4"):
        places = all_places([Parts(one, one) for one in points], Fraction(share))
        for row, place in zip(rows, places, strict=True):
            best, _, worst = row[f"share {share}"].partition("–")
            assert (str(place.best), str(place.worst)) == (best, worst or best), (row, share)


def test_the_crosswalk() -> None:
    walk = crosswalk("idm", "indeks_desa")
    assert walk is not None
    for row in table("crosswalk", "Worked table: the crosswalk of the IDM and Indeks Desa"):
        links = [link for link in walk.links if link.kind == row["kind"]]
        counted = len(links), sum(len(link.before) for link in links), sum(len(link.after) for link in links)
        assert counted == tuple(int(row[key]) for key in ("links", "IDM items", "Indeks Desa items"))


def test_comparable_items_scores() -> None:
    walk = crosswalk("idm", "indeks_desa")
    assert walk is not None
    for row in table("crosswalk", "Worked table: comparable-items scores"):
        edition = catalogue.edition(row["edition"])
        for key, kinds in (("same", SAME), ("same and similar", COMPARABLE)):
            low, _, high = row[key].partition(" to ")
            found = comparable(walk, edition, village(edition, row["scores"]), kinds).value
            assert found == Interval(Fraction(low), Fraction(high or low)), row
