"""Which columns a workbook of an edition has: one sheet a dimension, one column an answer or a score, with its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from berdaya.domain.index.definition import Edition, Indicator, Input
from berdaya.domain.values import Text

Contents = Literal["answers", "scores"]
FORMAT = 1
MARKS = "_berdaya"
VILLAGE, NAME, DISTRICT, YEAR = "village", "name", "district", "year"
NUMBER, WHOLE = Text("angka", "a number"), Text("bilangan bulat", "a whole number")
COVER = Text("Petunjuk", "Instructions")
YES, NO = Text("Ya", "Yes"), Text("Tidak", "No")


@dataclass(frozen=True, slots=True)
class Column:
    """One column to fill: an input or an indicator, and the words above it."""

    item: Input | Indicator
    used_by: tuple[str, ...]

    @property
    def kind(self) -> str:
        return "input" if isinstance(self.item, Input) else "score"

    @property
    def code(self) -> str:
        return self.item.name if isinstance(self.item, Input) else self.item.code

    @property
    def target(self) -> str:
        """The machine's name of the column."""
        return f"{self.kind}:{self.code}"

    def heading(self, language: str) -> str:
        if isinstance(self.item, Indicator):
            return f"{self.item.code} {self.item.name.in_(language)}"
        number = f"{self.item.question}. " if self.item.question else ""
        # Two questions may have the same words; what they are asked for tells them apart, and is good to know.
        uses = f" [{', '.join(self.used_by)}]" if self.used_by else ""
        return f"{number}{self.item.label.in_(language)}{uses}"

    def unit(self, language: str) -> str:
        if isinstance(self.item, Indicator):
            return Text("skor", "score").in_(language)
        return self.item.unit.in_(language) if self.item.unit else ""

    def choices(self, language: str) -> list[str]:
        """The answers to choose from; empty where a number is typed."""
        if isinstance(self.item, Indicator):
            return [str(score) for score in self.item.scores]
        if self.item.type == "boolean":
            return [YES.in_(language), NO.in_(language)]
        labels = [choice.label.in_(language) for choice in self.item.choices]
        return labels if len(set(map(str.casefold, labels))) == len(labels) else [c.code for c in self.item.choices]

    def allowed(self, language: str) -> str:
        """What may be written, in words."""
        if choices := self.choices(language):
            return " / ".join(choices)
        assert isinstance(self.item, Input)
        words = (WHOLE if self.item.type == "integer" else NUMBER).in_(language)
        low, high = self.item.minimum, self.item.maximum
        if low is not None and high is not None:
            return f"{words}, {_plain(low)}–{_plain(high)}"
        if low is not None:
            return words + Text(f", paling kecil {_plain(low)}", f", at least {_plain(low)}").in_(language)
        if high is not None:
            return words + Text(f", paling besar {_plain(high)}", f", at most {_plain(high)}").in_(language)
        return words


def _plain(value: object) -> str:
    return f"{float(value):g}"  # type: ignore[arg-type]  # a Fraction


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of the workbook: a main dimension and its columns."""

    code: str
    name: Text
    columns: tuple[Column, ...]


def plan(edition: Edition, contents: Contents) -> list[SheetPlan]:
    """The sheets of an edition. An answer that several dimensions use is asked once, in the first of them."""
    asked: set[str] = set()
    sheets = []
    for dimension in edition.main_dimensions:
        indicators = tuple(edition.indicators_of(dimension.code))
        columns = (
            tuple(Column(item, ()) for item in indicators) if contents == "scores" else _answers(edition, indicators)
        )
        fresh = tuple(column for column in columns if column.code not in asked)
        asked |= {column.code for column in fresh}
        if fresh:
            sheets.append(SheetPlan(dimension.code, dimension.short, fresh))
    return sheets


def _answers(edition: Edition, indicators: tuple[Indicator, ...]) -> tuple[Column, ...]:
    used: dict[str, list[str]] = {}
    for indicator in indicators:
        for name in edition.inputs:
            if name in indicator.value.names:
                used.setdefault(name, []).append(indicator.code)
    return tuple(Column(edition.inputs[name], tuple(codes)) for name, codes in used.items())


@lru_cache
def columns_of(edition: Edition) -> Mapping[str, Column]:
    """Every column that an edition knows, by its machine name."""
    both = [*plan(edition, "answers"), *plan(edition, "scores")]
    return {column.target: column for sheet in both for column in sheet.columns}
