"""Facts: what somebody finds out, as a question with a kind of answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from berdaya.domain.index.expression import Value
from berdaya.domain.values import Text

Kind = Literal["yes_no", "count", "rupiah", "percent", "months", "days"]
Facts = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """The question, what kind of answer it takes, the most that is possible; sensitive ones are shown to few."""

    code: str
    ask: Text
    kind: Kind
    most: int | None = None
    sensitive: bool = False


def facts_from(source: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts of a definition file, by code."""
    return {
        code: Fact(code, Text(**one["ask"]), one["kind"], one.get("most"), one.get("sensitive", False))
        for code, one in source.items()
    }
