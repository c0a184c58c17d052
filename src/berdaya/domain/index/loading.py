"""From the mapping of a definition file to an Edition: meaning is checked here, its shape by the JSON Schema before.

Each fault is a Problem `definition.invalid` that names the file, the path in it, what is wrong and how to mend it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from berdaya.domain.index.coverage import overlap_or_gap
from berdaya.domain.index.definition import (
    Band,
    Choice,
    Defect,
    Dimension,
    Edition,
    Head,
    Indicator,
    Input,
    Normalisation,
    Rule,
    Section,
    StatusClass,
)
from berdaya.domain.index.expression import Expression, ExpressionError
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

Source = Mapping[str, Any]
T = TypeVar("T")

KEYED = {"inputs": "name", "indicators": "code", "dimensions": "code", "sections": "code", "defects": "code"}
MERGED = ("choice_sets", "sources")
WORDING = {"name", "short", "short_name", "summary", "label", "condition", "lift", "text", "notes", "inferred"}
WORDING |= {"sources", "source", "executors", "confidence", "legal", "based_on", "unit", "question"}


def merged(base: Source, own: Source) -> dict[str, Any]:
    """The mapping of an edition that is based on another: its own items replace those of the same code, the rest stays.

    >>> base = {"code": "a", "indicators": [{"code": "X", "number": 1}, {"code": "Y", "number": 2}]}
    >>> merged(base, {"code": "b", "indicators": [{"code": "Y", "number": 3}]})["indicators"]
    [{'code': 'X', 'number': 1}, {'code': 'Y', 'number': 3}]
    """
    result = {**base, **own}
    for part, key in KEYED.items():
        if part in base or part in own:
            items = {item[key]: item for item in (*base.get(part, ()), *own.get(part, ()))}
            result[part] = list(items.values())
    for part in MERGED:
        if part in base or part in own:
            result[part] = {**base.get(part, {}), **own.get(part, {})}
    return result


def rules_hash(source: Source) -> str:
    """SHA-256 of what can change a number or a question: codes, inputs, bands, weights, limits, repairs; not the wording."""
    text = json.dumps(_without_wording(source), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def edition_from(source: Source, *, file: str) -> Edition:
    """Build the edition from a mapping whose shape was checked; Problem `definition.invalid` where it contradicts itself."""
    return _Reader(source, file).edition()


def _without_wording(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _without_wording(item) for key, item in value.items() if key not in WORDING}
    if isinstance(value, list | tuple):
        return [_without_wording(item) for item in value]
    return value


def _text(value: Mapping[str, str]) -> Text:
    return Text(value["id"], value["en"])


def _optional_text(value: Mapping[str, str] | None) -> Text | None:
    return _text(value) if value else None


def _fraction(value: int | float | str) -> Fraction:
    return Fraction(str(value))


def _optional_fraction(value: int | float | None) -> Fraction | None:
    return None if value is None else _fraction(value)


class _Reader:
    """Reads one mapping; it only remembers the file's name and where in it we are, for the messages."""

    def __init__(self, source: Source, file: str) -> None:
        self.source = source
        self.file = file

    def fail(self, path: str, wrong: str, mend: str) -> NoReturn:
        raise Problem("definition.invalid", file=self.file, path=path, wrong=wrong, mend=mend)

    def edition(self) -> Edition:
        source, years, head = self.source, self.source["years"], self.source["index"]
        dimensions = self.keyed("dimensions", "code", self.dimension)
        sections = self.keyed("sections", "code", lambda item, path: self.section(item, path, dimensions))
        inputs = self.keyed("inputs", "name", self.input)
        indicators = self.keyed(
            "indicators", "code", lambda item, path: self.indicator(item, path, dimensions, sections, inputs)
        )
        self.check_tree(dimensions)
        self.check_leaves(dimensions, indicators)
        self.check_all_asked(inputs, indicators)
        return Edition(
            code=source["code"],
            family=source["family"],
            name=_text(source["name"]),
            short_name=source["short_name"],
            summary=_text(source["summary"]),
            legal=tuple(item["title"] for item in source.get("legal", ())),
            first_year=years["first"],
            last_year=years["last"],
            head=Head(head["code"], head["mean"], _fraction(head["scale"]), head["decimals"], head["rounding"]),
            statuses=self.statuses(),
            dimensions=dimensions,
            sections=sections,
            inputs=inputs,
            indicators=indicators,
            defects=tuple(self.keyed("defects", "code", lambda item, path: self.defect(item, path, indicators)).values()),
            rules=tuple(self.keyed("consistency", "code", lambda item, path: self.rule(item, path, indicators)).values()),
            sources=source.get("sources", {}),
            confidence=source["confidence"],
            hash=rules_hash(source),
        )

    def keyed(self, part: str, key: str, read: Callable[[Source, str], T]) -> dict[str, T]:
        items: Sequence[Source] = self.source.get(part, ())
        for code, count in Counter(item[key] for item in items).items():
            if count > 1:
                self.fail(f"{part}[{code}]", f"“{code}” occurs {count} times.", "keep one of them, or rename the other.")
        return {item[key]: read(item, f"{part}[{item[key]}]") for item in items}

    def statuses(self) -> tuple[StatusClass, ...]:
        classes = tuple(
            StatusClass(item["code"], _text(item["name"]), _optional_fraction(item["up_to"]))
            for item in self.source["statuses"]
        )
        limits = [item.up_to for item in classes[:-1]]
        if classes[-1].up_to is not None or None in limits:
            self.fail("statuses", "Only the highest class may be open.", "give every class but the last an up_to.")
        if limits != sorted(set(limits), key=lambda limit: limit or Fraction(0)):
            self.fail("statuses", "The limits do not rise.", "list the classes from low to high.")
        return classes

    def dimension(self, item: Source, path: str) -> Dimension:
        return Dimension(
            code=item["code"],
            name=_text(item["name"]),
            short=_text(item["short"]),
            parent=item["parent"],
            weight=_fraction(item["weight"]),
            mean=item["mean"],
        )

    def section(self, item: Source, path: str, dimensions: Mapping[str, Dimension]) -> Section:
        self.must_know(item["dimension"], dimensions, f"{path}.dimension", "dimension")
        return Section(item["code"], item["dimension"], _text(item["name"]))

    def input(self, item: Source, path: str) -> Input:
        choices = item.get("choices", ())
        if isinstance(choices, str):
            self.must_know(choices, self.source.get("choice_sets", {}), f"{path}.choices", "choice set")
            choices = self.source["choice_sets"][choices]
        if (item["type"] == "category") != bool(choices):
            self.fail(f"{path}.choices", "Choices belong to a category and to nothing else.", "add or remove choices.")
        minimum, maximum = _optional_fraction(item.get("minimum")), _optional_fraction(item.get("maximum"))
        if minimum is not None and maximum is not None and minimum > maximum:
            self.fail(f"{path}.minimum", "The minimum is above the maximum.", "swap them.")
        return Input(
            name=item["name"],
            type=item["type"],
            label=_text(item["label"]),
            unit=_optional_text(item.get("unit")),
            question=item.get("question"),
            minimum=minimum,
            maximum=maximum,
            choices=tuple(Choice(choice["code"], _text(choice["label"])) for choice in choices),
        )

    def indicator(
        self,
        item: Source,
        path: str,
        dimensions: Mapping[str, Dimension],
        sections: Mapping[str, Section],
        inputs: Mapping[str, Input],
    ) -> Indicator:
        self.must_know(item["dimension"], dimensions, f"{path}.dimension", "dimension")
        if item.get("section"):
            self.must_know(item["section"], sections, f"{path}.section", "section")
        value = self.expression(item["value"], f"{path}.value", inputs, "input")
        bands = tuple(self.band(band, f"{path}.bands[{band['score']}]") for band in item.get("bands", ()))
        if bool(bands) == ("normalise" in item):
            self.fail(path, "An indicator is either scored by bands or normalised.", "give bands or normalise, not both.")
        self.check_bands(bands, value, f"{path}.bands", inputs)
        return Indicator(
            code=item["code"],
            number=item["number"],
            dimension=item["dimension"],
            section=item.get("section"),
            name=_text(item["name"]),
            short=_text(item["short"]),
            value=value,
            bands=bands,
            normalisation=self.normalisation(item["normalise"], path) if "normalise" in item else None,
            weight=_fraction(item.get("weight", 1)),
            executors={level: tuple(offices) for level, offices in item.get("executors", {}).items()},
            row_label=item.get("row_label"),
            confidence=item.get("confidence", self.source["confidence"]),
            sources=tuple(item.get("source", ())),
            inferred=tuple(item.get("inferred", ())),
            notes=tuple(item.get("notes", ())),
        )

    def band(self, item: Source, path: str) -> Band:
        if "is" in item:
            members = frozenset(item["is"])
            return Band(item["score"], _text(item["condition"]), _optional_text(item.get("lift")), members=members)
        low = _optional_fraction(item.get("equal", item.get("at_least", item.get("above"))))
        high = _optional_fraction(item.get("equal", item.get("at_most", item.get("below"))))
        if low is None and high is None:
            self.fail(path, "The band has no bound.", "give at_least, above, at_most, below, equal or is.")
        if low is not None and high is not None and low > high:
            self.fail(path, "The lower bound is above the upper one.", "swap them.")
        return Band(
            score=item["score"],
            condition=_text(item["condition"]),
            lift=_optional_text(item.get("lift")),
            low=low,
            high=high,
            low_open="above" in item,
            high_open="below" in item,
        )

    def normalisation(self, item: Source, path: str) -> Normalisation:
        low, high = _optional_fraction(item.get("low")), _optional_fraction(item.get("high"))
        if item["method"] == "goalposts" and (low is None or high is None or low >= high):
            self.fail(f"{path}.normalise", "Goalposts need a low below a high.", "give low and high.")
        return Normalisation(item["method"], item.get("direction", "up"), low, high)

    def defect(self, item: Source, path: str, indicators: Mapping[str, Indicator]) -> Defect:
        for key in ("indicator", "copy_of"):
            if item.get(key):
                self.must_know(item[key], indicators, f"{path}.{key}", "indicator")
        return Defect(
            code=item["code"],
            kind=item["kind"],
            text=_text(item["text"]),
            indicator=item.get("indicator"),
            years=tuple(item.get("years", ())),
            copy_of=item.get("copy_of"),
            repair_from=item.get("repair_from"),
            confidence=item.get("confidence", "inferred"),
        )

    def rule(self, item: Source, path: str, indicators: Mapping[str, Indicator]) -> Rule:
        expression = self.expression(item["rule"], f"{path}.rule", indicators, "indicator")
        return Rule(item["code"], expression, _text(item["text"]))

    def expression(self, text: str, path: str, known: Mapping[str, object], what: str) -> Expression:
        try:
            expression = Expression.parse(str(text))
        except ExpressionError as error:
            self.fail(path, str(error), "use numbers, names, + - * /, comparisons, if else, min() and max().")
        for name in sorted(expression.names):
            self.must_know(name, known, path, what)
        return expression

    def must_know(self, name: str, known: Iterable[str], path: str, what: str) -> None:
        if name not in known:
            self.fail(path, f"The {what} “{name}” is not defined.", f"define it, or use one of: {', '.join(known)}.")

    def check_bands(self, bands: Sequence[Band], value: Expression, path: str, inputs: Mapping[str, Input]) -> None:
        for score, count in Counter(band.score for band in bands).items():
            if count > 1:
                self.fail(path, f"The score {score} has {count} bands.", "join them into one.")
        asked = inputs.get(value.text)
        if fault := overlap_or_gap(bands, [inputs[name] for name in value.names], asked, value):
            self.fail(path, fault, "let the bands cover every value exactly once.")

    def check_tree(self, dimensions: Mapping[str, Dimension]) -> None:
        for code in dimensions:
            above: str | None = code
            seen: set[str] = set()
            while above is not None:
                if above in seen:
                    self.fail(f"dimensions[{code}].parent", "The dimension is its own ancestor.", "let it end at null.")
                seen.add(above)
                self.must_know(above, dimensions, f"dimensions[{code}].parent", "dimension")
                above = dimensions[above].parent

    def check_leaves(self, dimensions: Mapping[str, Dimension], indicators: Mapping[str, Indicator]) -> None:
        used = {indicator.dimension for indicator in indicators.values()}
        used |= {dimension.parent for dimension in dimensions.values() if dimension.parent}
        for code in dimensions:
            if code not in used:
                self.fail(f"dimensions[{code}]", "The dimension has nothing in it.", "add an indicator or remove it.")

    def check_all_asked(self, inputs: Mapping[str, Input], indicators: Mapping[str, Indicator]) -> None:
        used = {name for indicator in indicators.values() for name in indicator.value.names}
        for name in inputs:
            if name not in used:
                self.fail(f"inputs[{name}]", "No indicator uses the input.", "use it in a value, or remove it.")
