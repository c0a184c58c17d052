"""What would be: a village with some scores or answers supposed otherwise, beside what it is. Arithmetic, no forecast."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.domain.index.aggregation import Assessment, assess, integer_form
from berdaya.domain.index.definition import Edition, Value
from berdaya.domain.index.explanation import last_limit, next_limit
from berdaya.domain.index.sensitivity import points_to_limits
from berdaya.domain.problems import Problem
from berdaya.records.runs.selectors import ResultRow
from berdaya.web import numerals
from berdaya.web.charts import marks
from berdaya.web.measure import Measure, language, words
from berdaya.web.villages import placing
from berdaya.web.villages.reading import Village
from berdaya.web.villages.supposing import ANSWER, SCORE, Supposed, scores_if

Scores = Mapping[str, int | None]
Undo = Callable[[Collection[str]], str]


@dataclass(frozen=True)
class Line:
    """One figure before and after."""

    name: str
    before: str
    after: str
    change: str
    moved: bool


@dataclass(frozen=True)
class Changed:
    """One indicator that is supposed otherwise: its step, what that means, what it alone adds, how to take it back."""

    name: str
    step: SafeString | None
    condition: str
    alone: str
    undo: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What follows from a supposition."""

    index: Line
    lines: tuple[Line, ...]
    rank: Line
    chips: tuple[SafeString, SafeString]
    risen: bool
    fallen: bool
    cost: str
    distance: tuple[str, ...]
    changed: tuple[Changed, ...]
    problems: tuple[str, ...]


def outcome(
    village: Village, row: ResultRow, measure: Measure, said: Mapping[str, Value | None], asked: Supposed, undo: Undo
) -> Outcome:
    """The village as supposed, beside the village as it is; `undo` gives the address without some of what is supposed."""
    edition = measure.edition
    now: Scores = row.scores or {}
    then, problems = scores_if(edition, now, said, asked)
    found = assess(edition, then)
    after = _row(row, then, found)
    levels = [measure.levels[one.statuses[0]] for one in (row, after)]
    known = {code: one for code, one in then.items() if one is not None}
    return Outcome(
        index=_line(measure, measure.name, (row.index_low, row.index_high), (after.index_low, after.index_high)),
        lines=tuple(_lines(measure, row, after)),
        rank=_rank(village, row, after, measure),
        chips=(measure.chip(row), measure.chip(after)),
        risen=levels[1] > levels[0],
        fallen=levels[1] < levels[0],
        cost=_cost(now, then),
        distance=_distance(measure, after, known),
        changed=tuple(_changed(measure, row, then, asked, undo)),
        problems=tuple(_problems(measure, problems, asked)),
    )


def _row(row: ResultRow, scores: Scores, found: Assessment) -> ResultRow:
    known = found.index.known
    return replace(
        row,
        index_low=float(found.index.low),
        index_high=float(found.index.high),
        exact="" if known is None else f"{known.numerator}/{known.denominator}",
        status=found.status or "",
        statuses=found.statuses,
        dimensions={code: (float(one.low), float(one.high)) for code, one in found.dimensions.items()},
        missing=found.missing,
        scores=scores,
    )


def _line(measure: Measure, name: str, before: tuple[float, float], after: tuple[float, float]) -> Line:
    known = before[0] == before[1] and after[0] == after[1]
    return Line(
        name=name,
        before=measure.span(*before),
        after=measure.span(*after),
        change=measure.change(after[0] - before[0]) if known else "",
        moved=before != after,
    )


def _lines(measure: Measure, row: ResultRow, after: ResultRow) -> list[Line]:
    nothing = 0.0, float(measure.scale)
    lines = [
        _line(
            measure,
            words(one.name),
            row.dimensions.get(one.code, nothing),
            after.dimensions.get(one.code, nothing),
        )
        for one in measure.edition.main_dimensions
    ]
    points = _points(measure.edition, row.scores or {}), _points(measure.edition, after.scores or {})
    form = integer_form(measure.edition)
    if form is not None and points[0] is not None and points[1] is not None:
        before, then = (numerals.number(one, 0, language()) for one in points)
        change = numerals.signed(points[1] - points[0], 0, language())
        name = gettext("Poin, dari %(all)s") % {"all": numerals.number(form.denominator, 0, language())}
        lines.append(Line(name, before, then, change, points[0] != points[1]))
    return lines


def _points(edition: Edition, scores: Scores) -> int | None:
    form = integer_form(edition)
    if form is None or any(scores.get(code) is None for code in form.weights):
        return None
    return sum(weight * (scores[code] or 0) for code, weight in form.weights.items())


def _rank(village: Village, row: ResultRow, after: ResultRow, measure: Measure) -> Line:
    before, then = (placing.written(placing.ranked(measure.edition, one, village.peers)) for one in (row, after))
    name = gettext("Peringkat dari %(count)d desa") % {"count": len(village.peers)}
    return Line(name, before, then, "", before != then)


def _cost(now: Scores, then: Scores) -> str:
    """How many indicators are supposed higher and lower, and by how many points of score together."""
    moves = [
        after - before for code, after in then.items() if after is not None and (before := now.get(code)) is not None
    ]
    parts = []
    ups, downs = [move for move in moves if move > 0], [-move for move in moves if move < 0]
    if ups:
        words = ngettext(
            "%(count)d indikator naik, %(points)d poin skor", "%(count)d indikator naik, %(points)d poin skor", len(ups)
        )
        parts.append(words % {"count": len(ups), "points": sum(ups)})
    if downs:
        words = ngettext(
            "%(count)d indikator turun, %(points)d poin skor",
            "%(count)d indikator turun, %(points)d poin skor",
            len(downs),
        )
        parts.append(words % {"count": len(downs), "points": sum(downs)})
    return "; ".join(parts)


def _distance(measure: Measure, after: ResultRow, scores: Mapping[str, int]) -> tuple[str, ...]:
    """How far the limits on both sides are, in the index and in points."""
    if not after.complete:
        return ()
    index = Fraction(after.exact)
    to_fall, to_rise = points_to_limits(measure.edition, scores)
    said = []
    above, below = next_limit(measure.edition, index), last_limit(measure.edition, index)
    if above is not None:
        details = {"distance": measure.written(above.distance), "status": measure.status(above.upper.code).name}
        said.append(_with_points(gettext("%(distance)s di bawah batas %(status)s") % details, to_rise))
    if below is not None:
        details = {"distance": measure.written(-below.distance), "status": measure.status(below.lower.code).name}
        said.append(_with_points(gettext("%(distance)s di atas batas %(status)s") % details, to_fall))
    return tuple(said)


def _with_points(text: str, points: int | None) -> str:
    if points is None:
        return text
    count = {"text": text, "points": numerals.number(points, 0, language())}
    return ngettext("%(text)s (%(points)s poin)", "%(text)s (%(points)s poin)", points) % count


def _changed(measure: Measure, row: ResultRow, then: Scores, asked: Supposed, undo: Undo) -> list[Changed]:
    """What is supposed otherwise, in the edition's order; answers that leave every score as it was come last."""
    edition, now = measure.edition, row.scores or {}
    moved = [code for code, score in then.items() if score is not None and score != now.get(code)]
    used = {name for code in moved if code not in asked.scores for name in _names(edition, code, asked)}
    idle = [name for name in asked.answers if name not in used]
    note = gettext("tidak mengubah skor")
    return [_moved(measure, row, code, then[code] or 0, asked, undo) for code in moved] + [
        Changed(words(edition.inputs[name].label), None, asked.written[name], "", undo((ANSWER + name,)), note)
        for name in idle
    ]


def _names(edition: Edition, code: str, asked: Supposed) -> list[str]:
    return [name for name in asked.answers if name in edition.indicators[code].value.names]


def _moved(measure: Measure, row: ResultRow, code: str, score: int, asked: Supposed, undo: Undo) -> Changed:
    indicator, now = measure.edition.indicators[code], row.scores or {}
    was, by_score = now.get(code), code in asked.scores
    keys = [SCORE + code] if by_score else [ANSWER + name for name in _names(measure.edition, code, asked)]
    alone = assess(measure.edition, {**now, code: score}).index.low
    return Changed(
        name=measure.short(indicator),
        step=marks.score(score, indicator.top) if was is None else marks.step(was, score, indicator.top),
        condition=words(indicator.band(score).condition),
        alone=measure.change(alone - Fraction(row.exact)) if row.complete else "",
        undo=undo(keys),
        note="" if by_score else gettext("dari jawaban"),
    )


def _problems(measure: Measure, problems: Mapping[str, Problem], asked: Supposed) -> list[str]:
    """What could not be counted with: answers that were not understood, and those that fall into no class."""
    edition = measure.edition
    said = [one.message(language()) for key, one in asked.problems.items() if key.startswith(ANSWER)]
    return said + [
        f"{measure.short(edition.indicators[code])}: {one.message(language())}" for code, one in problems.items()
    ]
