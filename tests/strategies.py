"""Hypothesis strategies of the index engine: codes, small random editions, scores, raw answers, and gaps in them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from berdaya.domain.index.definition import Band, Edition, Indicator, Input
from berdaya.domain.index.loading import edition_from

Mapped = dict[str, Any]
MEANS = ("arithmetic", "geometric")


def region_codes() -> st.SearchStrategy[str]:
    """Plain Kemendagri codes of every level."""
    province = st.integers(11, 97).map(str)
    two = st.integers(1, 99).map(lambda number: f"{number:02}")
    village = st.tuples(st.sampled_from("123"), st.integers(1, 999)).map(lambda pair: f"{pair[0]}{pair[1]:03}")
    whole = st.tuples(province, two, two, village).map("".join)
    return st.tuples(whole, st.sampled_from([2, 4, 6, 10])).map(lambda pair: pair[0][: pair[1]])


def words(text: str = "kata") -> dict[str, str]:
    """A bilingual text of a definition file."""
    return {"id": text, "en": f"{text} (en)"}


def edition_source(*, means: tuple[str, ...] = MEANS) -> st.SearchStrategy[Mapped]:
    """The mapping of a small valid edition: a random tree of at most three levels, random weights, bands and limits."""
    return _sources(means)


@st.composite
def _sources(draw: st.DrawFn, means: tuple[str, ...]) -> Mapped:
    count = draw(st.integers(1, 5))
    codes = [f"D{number}" for number in range(count)]
    parents = [None, *(draw(st.sampled_from([None, *codes[:number]])) for number in range(1, count))]
    inner = set(parents)
    places = [code for code in codes if code not in inner]
    places += draw(st.lists(st.sampled_from(codes), max_size=3))
    weights = st.integers(1, 9).map(lambda weight: weight / 2)
    limits = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=4)))
    return {
        "format": 1, "code": "acak-1", "family": "acak", "based_on": None, "name": words(), "short_name": "Acak",
        "summary": words(), "confidence": "high", "years": {"first": 2020, "last": None}, "status_edge": "lower",
        "index": {"code": "ALL", "mean": draw(st.sampled_from(means)), "scale": draw(st.sampled_from([1, 100])),
                  "decimals": 4, "rounding": "half_up"},
        "statuses": [{"code": f"s{place}", "name": words(f"kelas {place}"), "up_to": up_to}
                     for place, up_to in enumerate([*limits, None])],
        "dimensions": [{"code": code, "parent": parent, "name": words(code), "short": words(code),
                        "weight": draw(weights), "mean": draw(st.sampled_from(means))}
                       for code, parent in zip(codes, parents, strict=True)],
        "inputs": [{"name": f"q{number}", "type": "integer", "label": words(), "minimum": 0} for number in range(len(places))],
        "indicators": [_indicator(draw, number, place, draw(weights)) for number, place in enumerate(places)],
    }  # fmt: skip


def _indicator(draw: st.DrawFn, number: int, place: str, weight: float) -> Mapped:
    """An indicator whose score rises with its count: the lowest score from 0, each higher one from a higher count."""
    scores = sorted(draw(st.sets(st.integers(0, 5), min_size=2, max_size=4)))
    starts = [0, *sorted(draw(st.sets(st.integers(1, 20), min_size=len(scores) - 1, max_size=len(scores) - 1)))]
    bands = [
        {"score": score, "at_least": start, "condition": words()} for score, start in zip(scores, starts, strict=True)
    ]
    for band, following in zip(bands, starts[1:], strict=False):
        band["below"] = following
    return {"code": f"X{number}", "number": number + 1, "dimension": place, "name": words(), "short": words(),
            "value": f"q{number}", "weight": weight, "bands": bands}  # fmt: skip


def small_editions(*, means: tuple[str, ...] = MEANS) -> st.SearchStrategy[Edition]:
    """Small random editions, built by the loader."""
    return edition_source(means=means).map(lambda source: edition_from(source, file="acak-1.yaml"))


def scores_of(edition: Edition) -> st.SearchStrategy[dict[str, int]]:
    """Complete scores, each from its rubric."""
    return st.fixed_dictionaries({code: st.sampled_from(item.scores) for code, item in edition.indicators.items()})


def gappy_scores_of(edition: Edition, *, most: int | None = None) -> st.SearchStrategy[dict[str, int | None]]:
    """Scores of which some (at most `most`) are missing."""
    gaps = st.sets(st.sampled_from(sorted(edition.indicators)), max_size=most)
    return st.tuples(scores_of(edition), gaps).map(
        lambda pair: {code: None if code in pair[1] else score for code, score in pair[0].items()}
    )


def answers_of(edition: Edition, *, gaps: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Raw answers within the ranges the inputs give; None where `gaps` are allowed."""
    asked = {name: _answer(item) for name, item in edition.inputs.items()}
    return st.fixed_dictionaries({name: st.none() | one if gaps else one for name, one in asked.items()})


def _answer(asked: Input) -> st.SearchStrategy[Any]:
    low = int(asked.minimum) if asked.minimum is not None else 0
    high = int(asked.maximum) if asked.maximum is not None else 200
    match asked.type:
        case "boolean":
            return st.booleans()
        case "category":
            return st.sampled_from([choice.code for choice in asked.choices])
        case "integer":
            return st.integers(low, high)
        case _:
            return st.fractions(low, high, max_denominator=100).map(float)


def inside(band: Band) -> Fraction:
    """A number of an interval band."""
    low = band.low if band.low is not None else (band.high or Fraction(0)) - 2
    high = band.high if band.high is not None else low + 2
    return (low + high) / 2


def rising(edition: Edition) -> Mapping[str, Indicator]:
    """The indicators of one bare number whose score never falls as the number rises."""
    found = {}
    for code, item in edition.indicators.items():
        bands = sorted(item.bands, key=lambda band: band.score)
        if item.value.text in edition.inputs and all(band.members is None for band in bands):
            middles = [inside(band) for band in bands]
            if middles == sorted(middles):
                found[code] = item
    return found
