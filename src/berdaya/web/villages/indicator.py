"""One indicator of one village: its answers, its band, its rubric, its history, what was repaired, who can lift it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Edition, Indicator, Input, Value
from berdaya.domain.index.wording import activity
from berdaya.records.observations.kinds import Kind, Source
from berdaya.records.observations.selectors import Historical
from berdaya.records.observations.values import Scalar
from berdaya.records.runs.selectors import ResultDetail
from berdaya.web import numerals
from berdaya.web.charts import bars, marks
from berdaya.web.home.weakest import distribution
from berdaya.web.measure import Measure, language, words
from berdaya.web.provenance import day
from berdaya.web.villages.points import Office, offices
from berdaya.web.villages.reading import Village


@dataclass(frozen=True)
class AnswerLine:
    """One raw answer: what was asked, what was answered, in which unit."""

    question: str
    value: str
    unit: str
    number: str


@dataclass(frozen=True)
class BandLine:
    """One line of the rubric."""

    score: int
    condition: str
    here: bool


@dataclass(frozen=True)
class HistoryLine:
    """One value of the ledger: what, for which year, who says so, and since when."""

    year: int
    what: str
    value: str
    source: str
    shown: bool
    withdrawn: bool
    recorded: str
    document: str
    document_source: str
    fetched: str
    by: str


@dataclass(frozen=True)
class Repair:
    """What was printed, and the score that stands in its place."""

    printed: str
    repaired_to: str
    reasons: tuple[str, ...]
    by_hand: bool = False


@dataclass(frozen=True)
class IndicatorPart:
    """Everything the panel of one indicator shows."""

    name: str
    code: str
    dimension: str
    year: int
    score: SafeString
    condition: str
    answers: tuple[AnswerLine, ...]
    bands: tuple[BandLine, ...]
    lift: str
    offices: tuple[Office, ...]
    bar: SafeString
    villages: int
    history: tuple[HistoryLine, ...]
    repair: Repair | None
    notes: tuple[str, ...]
    officer: bool


def written_value(value: Scalar | None, asked: Input | None) -> str:
    """An answer for people: yes and no in words, a choice by its label, numbers with their marks."""
    if value is None:
        return gettext("belum ada")
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, str):
        label = next((choice.label for choice in asked.choices if choice.code == value), None) if asked else None
        return words(label) if label else value
    if asked is not None and asked.type == "boolean":
        return gettext("ya") if value else gettext("tidak")
    return numerals.number(value, _decimals(value), language())


def _decimals(value: int | Decimal) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return min(max(-exponent, 0), 6) if isinstance(exponent, int) else 0


def answer_lines(edition: Edition, indicator: Indicator, said: Mapping[str, Scalar]) -> list[AnswerLine]:
    """The inputs the indicator reads, in the order of the questionnaire."""
    read = [asked for name, asked in edition.inputs.items() if name in indicator.value.names]
    return [
        AnswerLine(
            words(asked.label),
            written_value(said.get(asked.name), asked),
            words(asked.unit) if asked.unit and asked.name in said else "",
            asked.question or "",
        )
        for asked in read
    ]


def indicator_part(
    village: Village,
    measure: Measure,
    indicator: Indicator,
    said: Mapping[str, Scalar],
    answers: Mapping[str, Value | None],
    history: Sequence[Historical],
    *,
    officer: bool,
) -> IndicatorPart:
    """The panel of one indicator. Names of persons and hashes of documents are for officers."""
    edition = measure.edition
    row = village.row
    score = (row.scores or {}).get(indicator.code) if row else None
    lift = (
        activity(indicator, score, indicator.top, dict(answers))
        if score is not None and score < indicator.top
        else None
    )
    peers = [peer.scores for peer in village.peers if peer.scores]
    return IndicatorPart(
        name=words(indicator.name),
        code=indicator.code,
        dimension=measure.dimension(indicator.dimension),
        year=village.year,
        score=marks.score(score, indicator.top),
        condition=words(indicator.band(score).condition) if score is not None else "",
        answers=tuple(answer_lines(edition, indicator, said)),
        bands=tuple(
            BandLine(band.score, words(band.condition), band.score == score)
            for band in sorted(indicator.bands, key=lambda band: -band.score)
        ),
        lift=words(lift) if lift else "",
        offices=offices(indicator),
        bar=bars.score_bar(distribution(indicator, peers)) if peers else SafeString(""),
        villages=len(peers),
        history=tuple(_history_line(edition, one, officer=officer) for one in history),
        repair=_repair(village.detail, indicator.code),
        notes=_notes(village.detail, indicator.code),
        officer=officer,
    )


def _history_line(edition: Edition, one: Historical, *, officer: bool) -> HistoryLine:
    asked = edition.inputs.get(one.code) if one.kind == Kind.INPUT else None
    return HistoryLine(
        year=one.year,
        what=words(asked.label) if asked else gettext("Skor"),
        value=written_value(one.value, asked),
        source=str(Source(one.source).label),
        shown=one.shown,
        withdrawn=one.withdrawn,
        recorded=day(one.recorded_at),
        document=one.document_hash if officer else "",
        document_source=one.document_source,
        fetched=day(one.fetched_at),
        by=one.recorded_by if officer else "",
    )


def _repair(detail: ResultDetail | None, code: str) -> Repair | None:
    """The repair of this indicator's score, with what the findings say of it."""
    if detail is None:
        return None
    one = next((repair for repair in detail.repairs if repair["indicator"] == code), None)
    if one is None:
        return None
    printed = gettext("tidak tercetak") if one["printed"] is None else str(one["printed"])
    return Repair(printed, str(one["repaired_to"]), _notes(detail, code), by_hand=bool(one.get("by_hand")))


def _notes(detail: ResultDetail | None, code: str) -> tuple[str, ...]:
    """What the audit found of this indicator, in words."""
    if detail is None:
        return ()
    key = "en" if language().startswith("en") else "id"
    return tuple(str(finding["message"][key]) for finding in detail.findings if finding.get("indicator") == code)
