"""What a reader can change in a supposition: every indicator by its rubric, or every answer, grouped by dimension."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from berdaya.domain.index.definition import Indicator, Input, Value
from berdaya.web import numerals
from berdaya.web.measure import Measure, language, words
from berdaya.web.villages.supposing import ANSWER, SCORE, Supposed


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from; an empty value leaves things as they are."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Control:
    """One thing that can be changed: a list to choose from, or a field for a number where there are no options."""

    key: str
    label: str
    now: str
    options: tuple[Option, ...]
    value: str
    unit: str
    error: str
    chosen: bool
    found_by: str
    at_top: bool = False


@dataclass(frozen=True)
class Group:
    """The controls of one dimension."""

    code: str
    name: str
    controls: tuple[Control, ...]
    changed: int
    opened: bool


def groups(controls: Mapping[str, list[Control]], measure: Measure, asked: str, *, below_top: bool) -> list[Group]:
    """The controls that fit what is searched for, by dimension; dimensions without any are left out."""
    sought = asked.casefold().split()
    found: list[Group] = []
    for code, name in names(measure).items():
        fitting = tuple(
            one
            for one in controls.get(code, ())
            if all(word in one.found_by for word in sought) and not (below_top and one.at_top and not one.chosen)
        )
        if fitting:
            opened = bool(sought) or below_top or not found
            found.append(Group(code, name, fitting, sum(one.chosen for one in fitting), opened))
    return found


def names(measure: Measure) -> dict[str, str]:
    """The main dimensions by code."""
    return {one.code: words(one.name) for one in measure.edition.main_dimensions}


def score_controls(measure: Measure, now: Mapping[str, int | None], asked: Supposed) -> dict[str, list[Control]]:
    """A list of scores per indicator."""
    return {
        dimension.code: [
            _score(measure, indicator, now.get(indicator.code), asked)
            for indicator in measure.edition.indicators_of(dimension.code)
        ]
        for dimension in measure.edition.main_dimensions
    }


def _score(measure: Measure, indicator: Indicator, now: int | None, asked: Supposed) -> Control:
    chosen = asked.scores.get(indicator.code)
    options = [Option("", gettext("belum ada"), chosen is None)] if now is None else []
    for score in reversed(indicator.scores):
        text = f"{score}: {words(indicator.band(score).condition)}"
        if score == now:
            options.append(Option("", gettext("%(text)s (kini)") % {"text": text}, chosen is None))
        else:
            options.append(Option(str(score), text, score == chosen))
    name = measure.short(indicator)
    return Control(
        key=SCORE + indicator.code,
        label=name,
        now="",
        options=tuple(options),
        value="",
        unit=indicator.code,
        error="",
        chosen=chosen is not None,
        found_by=f"{indicator.code} {name} {words(indicator.name)}".casefold(),
        at_top=now == indicator.top,
    )


def answer_controls(measure: Measure, answers: Mapping[str, Value | None], asked: Supposed) -> dict[str, list[Control]]:
    """A field per raw answer, under the dimension of the first indicator that uses it."""
    edition, found, seen = measure.edition, dict[str, list[Control]](), set[str]()
    for dimension in edition.main_dimensions:
        members = list(edition.indicators_of(dimension.code))
        for indicator in members:
            for name in edition.inputs:
                if name in indicator.value.names and name not in seen:
                    seen.add(name)
                    control = _answer(edition.inputs[name], answers.get(name), asked, _users(measure, name, members))
                    found.setdefault(dimension.code, []).append(control)
    return found


def _users(measure: Measure, name: str, members: Iterable[Indicator]) -> str:
    return " ".join(measure.short(one) for one in members if name in one.value.names)


def _answer(item: Input, now: Value | None, asked: Supposed, users: str) -> Control:
    written = asked.written.get(item.name, "")
    problem = asked.problems.get(ANSWER + item.name)
    said = value_words(item, now)
    label = words(item.label)
    return Control(
        key=ANSWER + item.name,
        label=label,
        now=said,
        options=_choices(item, now, written, said),
        value=written,
        unit=words(item.unit) if item.unit else "",
        error=problem.message(language()) if problem else "",
        chosen=bool(written),
        found_by=f"{label} {users}".casefold(),
    )


def _choices(item: Input, now: Value | None, written: str, said: str) -> tuple[Option, ...]:
    """Nothing for numbers; for others the answer there is (its value empty), then the rest."""
    pairs: list[tuple[str, Value, str]]
    if item.type == "boolean":
        pairs = [("ya", True, gettext("ya")), ("tidak", False, gettext("tidak"))]
    elif item.type == "category":
        pairs = [(one.code, one.code, words(one.label)) for one in item.choices]
    else:
        return ()
    first = Option("", gettext("%(text)s (kini)") % {"text": said}, not written)
    return (first, *(Option(code, text, code == written) for code, value, text in pairs if value != now))


def value_words(item: Input, value: Value | None) -> str:
    """An answer as people read it."""
    if value is None:
        return gettext("belum ada")
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, Fraction):
        decimals = next((count for count in range(2) if (value * 10**count).denominator == 1), 2)
        return numerals.number(value, decimals, language())
    return next((words(one.label) for one in item.choices if one.code == value), str(value))
