"""From the mapping of a definition file to an Edition: meaning is checked here, its shape by the JSON Schema before.

Each fault is a Problem `definition.invalid` that names the file, the path in it, what is wrong and how to mend it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from string import Formatter
from typing import Any, NoReturn, TypeVar

from berdaya.domain.index import soundness
from berdaya.domain.index.coverage import fault_in, is_empty, is_whole
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
from berdaya.domain.index.faults import invalid
from berdaya.domain.index.reach import Reach, reach, reach_of_input
from berdaya.domain.values import Text, exact

Source = Mapping[str, Any]
T = TypeVar("T")

KEYED = {"inputs": "name", "indicators": "code", "dimensions": "code", "sections": "code"}
KEYED |= {"defects": "code", "consistency": "code"}
MERGED = ("choice_sets", "sources")
LOWER = ("at_least", "above", "equal", "is")
UPPER = ("at_most", "below", "equal", "is")
WORDING = {"short", "short_name", "summary", "label", "condition", "lift", "text", "notes", "inferred", "exceptions"}
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
            result[part] = _replaced(base.get(part, ()), own.get(part, ()), key)
    for part in MERGED:
        if part in base or part in own:
            result[part] = {**base.get(part, {}), **own.get(part, {})}
    return result


def _replaced(base: Iterable[Source], own: Iterable[Source], key: str) -> list[Source]:
    """The base's items, each replaced where the other has one of its name, then the rest; doubles stay, to be found."""
    rest, result = list(own), []
    for item in base:
        place = next((place for place, other in enumerate(rest) if other[key] == item[key]), None)
        result.append(item if place is None else rest.pop(place))
    return result + rest


def rules_hash(source: Source) -> str:
    """SHA-256 of what can change a number: codes, inputs, bands, weights, limits, repairs; the wording is left out."""
    text = json.dumps(_without_wording(source), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def edition_from(source: Source, *, file: str) -> Edition:
    """Build the edition from a mapping of checked shape; Problem `definition.invalid` where it contradicts itself."""
    return _Reader(source, file).edition()


def _without_wording(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _without_wording(item) for key, item in value.items() if not _is_wording(key, item)}
    if isinstance(value, list | tuple):
        return [_without_wording(item) for item in value]
    return value


def _is_wording(key: object, item: object) -> bool:
    """The `name` of an input is how expressions call it; every other `name` is words."""
    return key in WORDING or (key == "name" and isinstance(item, Mapping))


def placeholders(template: str) -> set[str]:
    """The names in braces of a template; a brace that is not closed counts as a name of its own.

    >>> sorted(placeholders("Tambah {missing} {unit}")), placeholders("Tambah {")
    (['missing', 'unit'], {'{'})
    """
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return {"{"}


def _text(value: Mapping[str, str]) -> Text:
    return Text(value["id"], value["en"])


def _optional_text(value: Mapping[str, str] | None) -> Text | None:
    return _text(value) if value else None


def _fraction(value: int | float | str) -> Fraction:
    return exact(value)


def _optional_fraction(value: int | float | None) -> Fraction | None:
    return None if value is None else _fraction(value)


class _Reader:
    """Reads one mapping; it only remembers the file's name and where in it we are, for the messages."""

    def __init__(self, source: Source, file: str) -> None:
        self.source = source
        self.file = file

    def fail(self, path: str, fault: str, /, **details: object) -> NoReturn:
        raise invalid(fault, file=self.file, path=path, **details)

    def edition(self) -> Edition:
        source, years, head = self.source, self.source["years"], self.source["index"]
        dimensions = self.keyed("dimensions", "code", self.dimension)
        sections = self.keyed("sections", "code", lambda item, path: self.section(item, path, dimensions))
        inputs = self.keyed("inputs", "name", self.input)
        indicators = self.keyed(
            "indicators", "code", lambda item, path: self.indicator(item, path, dimensions, sections, inputs)
        )
        defects = self.keyed("defects", "code", lambda item, path: self.defect(item, path, indicators, dimensions))
        rules = self.keyed("consistency", "code", lambda item, path: self.rule(item, path, indicators))
        edition = Edition(
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
            defects=tuple(defects.values()),
            rules=tuple(rules.values()),
            sources=source.get("sources", {}),
            confidence=source["confidence"],
            hash=rules_hash(source),
        )
        soundness.check(edition, self.fail)
        return edition

    def keyed(self, part: str, key: str, read: Callable[[Source, str], T]) -> dict[str, T]:
        items: Sequence[Source] = self.source.get(part, ())
        for code, count in Counter(item[key] for item in items).items():
            if count > 1:
                self.fail(f"{part}[{code}]", "duplicate", name=code, count=count)
        return {item[key]: read(item, f"{part}[{item[key]}]") for item in items}

    def statuses(self) -> tuple[StatusClass, ...]:
        return tuple(
            StatusClass(item["code"], _text(item["name"]), _optional_fraction(item["up_to"]))
            for item in self.source["statuses"]
        )

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
        self.must_know(item["dimension"], dimensions, f"{path}.dimension")
        return Section(item["code"], item["dimension"], _text(item["name"]))

    def input(self, item: Source, path: str) -> Input:
        choices = item.get("choices", ())
        if isinstance(choices, str):
            self.must_know(choices, self.source.get("choice_sets", {}), f"{path}.choices")
            choices = self.source["choice_sets"][choices]
        if (item["type"] == "category") != bool(choices):
            self.fail(f"{path}.choices", "choices_misplaced")
        for code, count in Counter(choice["code"] for choice in choices).items():
            if count > 1:
                self.fail(f"{path}.choices", "duplicate", name=code, count=count)
        if item["type"] in ("boolean", "category") and ("minimum" in item or "maximum" in item):
            self.fail(path, "range_misplaced")
        minimum, maximum = _optional_fraction(item.get("minimum")), _optional_fraction(item.get("maximum"))
        if minimum is not None and maximum is not None and minimum > maximum:
            self.fail(f"{path}.minimum", "range_reversed")
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
        self.must_know(item["dimension"], dimensions, f"{path}.dimension")
        if item.get("section"):
            self.must_know(item["section"], sections, f"{path}.section")
        values_of = {name: reach_of_input(asked) for name, asked in inputs.items()}
        value, values = self.expression(item["value"], f"{path}.value", values_of)
        whole = is_whole([inputs[name] for name in value.names], value)
        asked = inputs.get(value.text)
        bands = tuple(
            self.band(band, f"{path}.bands[{band['score']}]", whole=whole, unit=asked.unit if asked else None)
            for band in item.get("bands", ())
        )
        if bool(bands) == ("normalise" in item):
            self.fail(path, "bands_or_normalise")
        if bands:
            self.check_bands(bands, values, f"{path}.bands", whole=whole)
        elif values.kind == "word":
            self.fail(f"{path}.value", "bands_mixed")
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
            least=values.low if isinstance(values.low, Fraction) else None,
            weight=_fraction(item.get("weight", 1)),
            executors={level: tuple(offices) for level, offices in item.get("executors", {}).items()},
            row_label=item.get("row_label"),
            confidence=item.get("confidence", self.source["confidence"]),
            sources=tuple(item.get("source", ())),
            inferred=tuple(item.get("inferred", ())),
            notes=tuple(item.get("notes", ())),
        )

    def band(self, item: Source, path: str, *, whole: bool, unit: Text | None) -> Band:
        given = [[key for key in keys if key in item] for keys in (LOWER, UPPER)]
        if not any(given):
            self.fail(path, "band_without_bound")
        if any(len(keys) > 1 for keys in given) or ("is" in item and len({*given[0], *given[1]}) > 1):
            self.fail(path, "band_bounds_clash", name=", ".join(sorted({*given[0], *given[1]})))
        if "is" in item:
            members = frozenset(item["is"])
            return Band(item["score"], _text(item["condition"]), self.lift(item, path, unit), members=members)
        low, high = (_optional_fraction(item[keys[0]]) if keys else None for keys in given)
        if low is not None and high is not None and low > high:
            self.fail(path, "range_reversed")
        band = Band(
            score=item["score"],
            condition=_text(item["condition"]),
            lift=self.lift(item, path, unit),
            low=low,
            high=high,
            low_open="above" in item,
            high_open="below" in item,
        )
        if is_empty(band, whole=whole):
            self.fail(path, "band_empty")
        return band

    def lift(self, item: Source, path: str, unit: Text | None) -> Text | None:
        """The activity of a band, with `{unit}` filled in where the value is one bare input that has a unit."""
        if "lift" not in item:
            return None
        lift = _text(item["lift"])
        allowed = {"missing", "target"} | ({"unit"} if unit else set())
        for words in (lift.id, lift.en):
            if strange := placeholders(words) - allowed:
                self.fail(f"{path}.lift", "unknown_placeholder", name=min(strange), known=", ".join(sorted(allowed)))
        if unit is None:
            return lift
        return Text(lift.id.replace("{unit}", unit.id), lift.en.replace("{unit}", unit.en))

    def normalisation(self, item: Source, path: str) -> Normalisation:
        low, high = _optional_fraction(item.get("low")), _optional_fraction(item.get("high"))
        if item["method"] == "goalposts" and (low is None or high is None or low >= high):
            self.fail(f"{path}.normalise", "goalposts")
        return Normalisation(item["method"], item.get("direction", "up"), low, high)

    def defect(
        self, item: Source, path: str, indicators: Mapping[str, Indicator], dimensions: Mapping[str, Dimension]
    ) -> Defect:
        for key, known in (("indicator", indicators), ("copy_of", indicators), ("repair_from", dimensions)):
            if key in item:
                self.must_know(item[key], known, f"{path}.{key}")
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
        scores = {
            code: Reach("number", Fraction(indicator.scores[0]), Fraction(indicator.top))
            for code, indicator in indicators.items()
            if indicator.bands
        }
        expression, _ = self.expression(item["rule"], f"{path}.rule", scores)
        return Rule(item["code"], expression, _text(item["text"]))

    def expression(self, text: object, path: str, known: Mapping[str, Reach]) -> tuple[Expression, Reach]:
        try:
            expression = Expression.parse(str(text))
            for name in sorted(expression.names):
                self.must_know(name, known, path)
            return expression, reach(expression, known)
        except ExpressionError as error:
            self.fail(path, "bad_expression", reason=error.reason)

    def must_know(self, name: str, known: Iterable[str], path: str) -> None:
        if name not in known:
            self.fail(path, "unknown_name", name=name, known=", ".join(known))

    def check_bands(self, bands: Sequence[Band], values: Reach, path: str, *, whole: bool) -> None:
        for score, count in Counter(band.score for band in bands).items():
            if count > 1:
                self.fail(path, "score_repeated", name=score, count=count)
        if found := fault_in(bands, values, whole=whole):
            fault, details = found
            self.fail(path, fault, **details)
