"""The instruments that tell how families fare, as they ship with Berdaya: stages and score cards."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from berdaya.definitions.shape import checked_shape, read_yaml
from berdaya.domain.values import Text
from berdaya.domain.welfare.scorecard import Card, Line, Option, Question
from berdaya.domain.welfare.stages import Block, Instrument, Item


@lru_cache
def family_stages(code: str = "keluarga-sejahtera-21") -> Instrument:
    """A shipped version of the family stages."""
    source = _source(code, "stages")
    return Instrument(
        source["code"], Text(**source["name"]), tuple(map(_block, source["blocks"])), Text(**source["top"])
    )


@lru_cache
def score_card(code: str = "ppi-indonesia-2022") -> Card:
    """A shipped score card, with the credit its owner asks for."""
    source = _source(code, "card")
    lines = {
        key: Line(key, Text(**one["name"]), one["intercept"], one["slope"]) for key, one in source["lines"].items()
    }
    return Card(
        source["code"],
        Text(**source["name"]),
        Text(**source["credit"]),
        lines,
        {one["number"]: _question(one) for one in source["questions"]},
    )


def _source(code: str, kind: str) -> Any:
    file = files("berdaya.definitions") / "welfare" / f"{code}.yaml"
    return checked_shape(read_yaml(file.read_bytes(), file=file.name), file=file.name, kind=kind)


def _block(source: Any) -> Block:
    return Block(source["code"], Text(**source["stage"]), tuple(map(_item, source["items"])))


def _item(source: Any) -> Item:
    without = source.get("not_applicable_when")
    return Item(
        source["code"], Text(**source["text"]), Text(**without) if without else None, source.get("sensitive", False)
    )


def _question(source: Any) -> Question:
    options = {key: Option(one["label"], one["points"]) for key, one in source["options"].items()}
    return Question(source["text"], options)
