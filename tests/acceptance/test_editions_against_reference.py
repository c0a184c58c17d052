"""The shipped editions against the collected facts: the same scores and bounds, and none of the official sentences."""

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from berdaya.definitions import catalogue
from berdaya.domain.index.coverage import is_whole
from berdaya.domain.index.definition import Edition, Indicator
from berdaya.domain.index.printed_conditions import belongs_to_another_score, fingerprint

pytestmark = pytest.mark.acceptance
Fact = dict[str, Any]

PAIRS = [("idm", "idm-2016"), ("idm", "idm-2023"), ("indeks_desa", "indeks-desa-2025")]
FILES = [
    file
    for family in ("idm", "indeks_desa")
    for file in sorted(Path(catalogue.__file__).parent.glob(f"{family}/*.yaml"))
]

# Written otherwise here, with the same meaning (the first) or by another reading that the file explains.
TOLD_OTHERWISE = {
    "IKL01": "counts the kinds of pollution where the facts divide by four",
    "IKL03": "three or more facilities are the top, so that no minimum need be taken",
    "IKE08": "four or more kinds of credit are the top",
}
ONLY_UNTIL_2022 = {"IKS27": "the facts hold the rule from 2023; the older edition keeps the older rule"}


def facts(shared: Path, name: str) -> Any:
    return yaml.load((shared / f"reference/{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def items(shared: Path, name: str) -> list[Fact]:
    return list(facts(shared, name)["items" if name == "indeks_desa" else "indicators"])


def told_otherwise(edition: Edition) -> set[str]:
    return set(TOLD_OTHERWISE) | (set(ONLY_UNTIL_2022) if edition.code == "idm-2016" else set())


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_every_indicator_stands_in_its_dimension_with_its_scores(shared: Path, name: str, code: str) -> None:
    edition = catalogue.edition(code)
    known = items(shared, name)
    assert [item["code"] for item in known] == list(edition.indicators)
    for item in known:
        ours = edition.indicators[item["code"]]
        assert ours.dimension == item["dimension"]
        if ours.code not in ONLY_UNTIL_2022 or code != "idm-2016":
            assert sorted(band["score"] for band in item["rubric"]) == list(ours.scores), ours.code


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_bands_hold_the_same_values(shared: Path, name: str, code: str) -> None:
    """At every bound, beside it and between two: both give the same score."""
    edition = catalogue.edition(code)
    compared = 0
    for item in items(shared, name):
        ours = edition.indicators[item["code"]]
        if ours.code in told_otherwise(edition) or any(band.members is not None for band in ours.bands):
            continue
        compared += 1
        for x in _grid(edition, ours, item):
            theirs = [band["score"] for band in item["rubric"] if _holds(str(band["when"]), x)]
            assert [band.score for band in ours.bands if band.holds(x)] == theirs, (ours.code, x)
    assert compared >= 29


def _grid(edition: Edition, ours: Indicator, item: Fact) -> Iterator[Fraction]:
    bounds = {bound for band in ours.bands for bound in (band.low, band.high) if bound is not None}
    bounds |= {number for band in item["rubric"] for number in _numbers(str(band["when"]))}
    near = {
        bound + step for bound in bounds for step in (Fraction(-1), Fraction(-1, 1000), Fraction(1, 1000), Fraction(1))
    }
    between = {(one + other) / 2 for one, other in pairwise(sorted(bounds))}
    whole = is_whole([edition.inputs[name] for name in ours.value.names], ours.value)
    for x in sorted(bounds | near | between):
        if (ours.least is None or x >= ours.least) and (not whole or x.denominator == 1):
            yield x


def _numbers(when: str) -> set[Fraction]:
    nodes = (node.value for node in ast.walk(ast.parse(when, mode="eval")) if isinstance(node, ast.Constant))
    return {Fraction(str(value)) for value in nodes if isinstance(value, int | float)}


def _holds(when: str, x: Fraction) -> bool:
    exact = re.sub(r"\d+\.\d+", lambda number: f"Fraction('{number.group()}')", when)
    return bool(eval(exact, {"__builtins__": {}, "Fraction": Fraction}, {"x": x}))


def sentences(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The texts under these keys anywhere in a structure."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str):
                yield inner
            else:
                yield from sentences(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner, keys)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_official_sentence_is_shipped(shared: Path, file: Path) -> None:
    """Facts may be taken over, sentences not; a few words that can hardly be said otherwise are no sentence."""
    official = {
        folded(text)
        for name in ("idm", "indeks_desa")
        for text in sentences(facts(shared, name), ("official_text_id", "activity_id", "intervention_id"))
    }
    assert len(official) > 300
    own = {folded(text) for text in texts(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))}
    assert {text for text in own & official if len(text.split()) > 2} == set()
    inside = {
        (text, sentence) for text in own for sentence in official if len(sentence.split()) > 6 and sentence in text
    }
    assert inside == set()


def test_the_fingerprints_know_the_official_conditions(shared: Path) -> None:
    """Each official condition belongs to the score it is printed beside."""
    prints = catalogue.printed_conditions("idm")
    known = 0
    for item in items(shared, "idm"):
        for band in item["rubric"]:
            if text := band.get("official_text_id"):
                known += fingerprint(text) in prints[item["code"]].get(band["score"], frozenset())
                assert belongs_to_another_score(text, band["score"], prints[item["code"]]) is None
    assert known >= 170
