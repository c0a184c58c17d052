"""The worked tables of docs/algorithms, read from the pages and computed again."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import Interval, assess, integer_form
from berdaya.domain.index.audit import MESSAGES, audit
from berdaya.domain.index.classification import classify
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.explanation import contributions, intervention_points, limits, missing
from berdaya.domain.index.normalisation import bounds, index_table, normalise
from berdaya.domain.index.publication import Figure, Publication
from berdaya.domain.index.scoring import answer, score_answers
from berdaya.domain.values import half_up
from tests.domain.test_normalisation import edition as continuous

PAGES = Path(__file__).parents[2] / "docs" / "algorithms"
TOY = catalogue.edition("contoh-2020")
IDM = catalogue.edition("idm-2023")
TOP = {code: item.top for code, item in IDM.indicators.items()}
Row = dict[str, str]


def table(page: str, heading: str) -> list[Row]:
    """The table under a heading of a page, a row a mapping."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")
    ]
    head, _, *rows = lines
    assert rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def known(cell: str) -> str | None:
    return None if cell == "–" else cell


def number(cell: str) -> Fraction:
    return Fraction(cell)


def decimals(cell: str) -> int:
    return len(cell.partition(".")[2])


def shows(cell: str, value: Fraction) -> bool:
    """Whether a cell is a value, rounded to the decimals that the cell has."""
    return Fraction(half_up(value, decimals(cell))) == number(cell)


def summing(sums: dict[str, int]) -> dict[str, int]:
    """Scores of the IDM whose sums by the beginnings of their codes are these."""
    scores: dict[str, int] = {}
    for beginning, total in sums.items():
        scores |= filled([code for code in TOP if code.startswith(beginning)], total)
    return scores


def filled(codes: list[str], total: int) -> dict[str, int]:
    ways: dict[int, dict[str, int]] = {0: {}}
    for code in codes:
        ways = {points + s: {**way, code: s} for points, way in ways.items() for s in IDM.indicators[code].scores}
    return ways[total]


@pytest.mark.parametrize("page", ["scoring", "aggregation", "classification", "explanation", "normalisation", "audit"])
def test_every_page_has_the_parts_of_a_normative_page(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for part in ("Terms", "Guarantees", "Steps", "Rounding"):
        assert part in headings
    assert any(heading.startswith("Worked table") for heading in headings)
    assert "Normative." in text


def test_scoring() -> None:
    for row in table("scoring", "Worked table"):
        expected = {code: known(row[code]) for code in TOY.indicators}
        found = score_answers(TOY, {name: known(row[name]) for name in TOY.inputs})
        assert {code: None if score is None else str(score) for code, score in found.items()} == expected


def test_aggregation_of_the_toy_index() -> None:
    for row in table("aggregation", "Worked table: the toy index"):
        scores = {code: int(row[code]) if known(row[code]) else None for code in TOY.indicators}
        found = assess(TOY, scores)
        figures: dict[str, Interval] = {**found.dimensions, "TOY": found.index}
        for code, interval in figures.items():
            low, _, high = row[code].partition(" to ")
            assert shows(low, interval.low), (row, code)
            assert shows(high or low, interval.high), (row, code)
        assert list(found.statuses) == row["statuses"].split()


def test_aggregation_of_the_idm() -> None:
    form = integer_form(IDM)
    assert form is not None
    for row in table("aggregation", "Worked table: the IDM in whole numbers"):
        scores = summing({part: int(row[f"Σ{part}"]) for part in ("IKS", "IKE", "IKL")})
        found = assess(IDM, scores)
        total = sum(form.weights[code] * score for code, score in scores.items())
        assert (str(total), found.status) == (row["6300 · IDM"], row["status"])
        assert found.index.low == Fraction(total, 6300)
        assert str(half_up(found.index.low, 4)) == row["IDM"]


def test_classification() -> None:
    for row in table("classification", "Worked table: values on and beside the limits"):
        assert classify(number(row["index"]), catalogue.edition(row["edition"]).statuses).code == row["status"]


def test_classification_in_whole_numbers() -> None:
    rows = table("classification", "Worked table: limits in whole numbers")
    for code in {row["edition"] for row in rows}:
        edition = catalogue.edition(code)
        form = integer_form(edition)
        assert form is not None
        told = [
            (r["class"], number(r["limit"]), int(r["denominator"]), int(r["highest sum"]))
            for r in rows
            if r["edition"] == code
        ]
        computed = [
            (item.code, item.up_to, form.denominator, limit)
            for item, limit in zip(edition.statuses[:-1], form.limits, strict=True)
        ]
        assert told == computed


def test_classification_beside_the_limits() -> None:
    for row in table("classification", "Worked table: sums beside the limits of the IDM"):
        found = assess(IDM, summing({part: int(row[f"Σ{part}"]) for part in ("IKS", "IKE", "IKL")}))
        assert found.index.low * 6300 == int(row["6300 · IDM"])
        assert found.status == row["status"]


def explained_village() -> dict[str, int]:
    rows = table("explanation", "Worked table: contributions to the IDM")
    return {**TOP, **{row["indicator"]: int(row["score"]) for row in rows}}


def test_contributions() -> None:
    scores = explained_village()
    found = {part.indicator: part for part in contributions(IDM, scores)}
    for row in table("explanation", "Worked table: contributions to the IDM"):
        part = found.pop(row["indicator"])
        assert (part.amount, part.possible, part.lost) == tuple(
            number(row[key]) for key in ("amount", "possible", "lost")
        )
    assert {part.lost for part in found.values()} == {0}
    text = (PAGES / "explanation.md").read_text(encoding="utf-8")
    index = assess(IDM, scores).index.low
    assert f"IDM = {index}, status {assess(IDM, scores).status}" in text


@pytest.mark.parametrize(
    ("heading", "edition", "scores"),
    [
        ("Worked table: intervention points of the same village", IDM, explained_village()),
        ("Worked table: intervention points of the toy index", TOY, {"CLI": 2, "SCH": 1, "MKT": 4, "ROA": 3}),
    ],
)
def test_intervention_points(heading: str, edition: Edition, scores: dict[str, int]) -> None:
    rows, points = table("explanation", heading), intervention_points(edition, scores)
    assert [row["indicator"] for row in rows] == [point.indicator for point in points]
    for row, point in zip(rows, points, strict=True):
        assert (row["score"], row["target"], row["status"]) == (str(point.score), str(point.target), point.status)
        assert shows(row["gain"], point.gain), (row, float(point.gain))
        assert shows(row["gain in dimension"], point.gain_in_dimension)


def test_the_toy_village_of_the_page() -> None:
    found = assess(TOY, {"CLI": 2, "SCH": 1, "MKT": 4, "ROA": 3})
    text = (PAGES / "explanation.md").read_text(encoding="utf-8")
    assert f"CLI 2, SCH 1, MKT 4, ROA 3 give {half_up(found.index.low, 4)}, status {found.status}" in text


def test_distances() -> None:
    rows = table("explanation", "Worked table: distances of the same village")
    found = limits(IDM, assess(IDM, explained_village()).index.low)
    assert [(row["class"], number(row["limit"])) for row in rows] == [
        (limit.lower.code, limit.value) for limit in found
    ]
    assert all(shows(row["distance"], limit.distance) for row, limit in zip(rows, found, strict=True))


def test_what_lacks() -> None:
    for row in table("explanation", "Worked table: what lacks"):
        edition = catalogue.edition(row["edition"])
        item = edition.indicators[row["indicator"]]
        name = item.value.text
        answers = {name: answer(edition.inputs[name], known(row["answer"]))}
        lacks = missing(item, item.band(int(row["score"])), item.band(item.top), answers)
        assert lacks == (None if known(row["lacks"]) is None else number(row["lacks"])), row


def test_shares() -> None:
    for row in table("normalisation", "Worked table: shares"):
        value, low, high = (number(row[key]) for key in ("value", "low", "high"))
        assert normalise(value, low, high, row["direction"]) == number(row["share"])


def test_rows_under_min_max() -> None:
    told = table("normalisation", "Worked table: four rows under min–max")
    edition = continuous("up", "down")
    rows: list[Any] = [
        {name: None if known(row[name]) is None else number(row[name]) for name in ("q0", "q1")} for row in told
    ]
    ends = bounds(edition, rows)
    for row, given, found in zip(told, rows, index_table(edition, rows), strict=True):
        for code, name, direction in (("X0", "q0", "up"), ("X1", "q1", "down")):
            if given[name] is not None:
                assert normalise(given[name], *ends[code], direction) == number(row[code])
        assert (found is None) == (known(row["index"]) is None)
        assert found is None or shows(row["index"], found["ALL"])


def test_the_page_lists_every_finding() -> None:
    rows = table("audit", "Findings")
    assert [row["code"] for row in rows] == list(MESSAGES)
    assert [row["code"] for row in rows if row["repaired"] == "yes"] == ["copied_row"]


def test_the_copied_row() -> None:
    others = [code for code in TOP if code.startswith("IKS") and code not in ("IKS30", "IKS31")]
    for row in table("audit", "Worked table: the copied row of 2024"):
        scores = {**TOP, **filled(others, int(row["others"])), "IKS30": int(row["row 30"]), "IKS31": int(row["row 31"])}
        figures = {"IKS": Figure.read(row["published IKS"], decimals=4)}
        result = audit(IDM, Publication("6499012001", int(row["year"]), scores, figures))
        assert (result.verdict, str(result.scores["IKS30"])) == (row["verdict"], row["IKS30"]), row
        assert result.printed == scores


def test_figures() -> None:
    for row in table("audit", "Worked table: figures"):
        figure = Figure.read(row["printed"], decimals=int(row["decimals stated"]))
        assert figure.equals(number(row["recomputed"])) == (row["equal"] == "yes"), row
