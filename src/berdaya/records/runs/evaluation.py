"""One village judged: its scores assessed by the edition, and what was published held against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from berdaya.domain.index.aggregation import Assessment, Interval, assess, mean
from berdaya.domain.index.audit import Audit, Finding, audit
from berdaya.domain.index.classification import classify
from berdaya.domain.index.consistency import implausible
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.printed_conditions import Prints
from berdaya.domain.index.publication import Publication
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.selectors import Statement
from berdaya.records.runs.reading import Reading, publication, read, whole_dimensions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run keeps of one village.

    `repaired` holds the scores that an inferred repair put for printed ones, `by_hand` those that a person put there.
    """

    scores: Mapping[str, int | None]
    assessment: Assessment
    verdict: str
    findings: tuple[Finding, ...]
    printed: Mapping[str, object]
    repaired: Mapping[str, int]
    repairs_id: int | None
    by_hand: Mapping[str, int] = field(default_factory=dict)


def evaluate(edition: Edition, village: str, statements: Sequence[Statement], prints: Prints) -> Outcome | None:
    """Judge one village from its statements, strongest first; None where they hold nothing of the edition."""
    reading = read(edition, statements)
    if not any(score is not None for score in reading.scores.values()):
        return _from_dimensions(edition, village, statements, reading)
    judged = _audited(edition, village, reading, prints)
    repaired = _stands(judged, reading) if judged else {}
    scores = {**reading.scores, **repaired}
    year = statements[0].year
    unrepaired = _unrepaired(edition, statements, reading)
    return Outcome(
        scores=scores,
        assessment=_assessment(edition, scores, judged),
        verdict=_verdict(edition, judged, reading, scores) if judged else "",
        findings=(*(judged.findings if judged else ()), *implausible(edition, village, year, scores)),
        printed=judged.printed if judged else unrepaired,
        repaired=repaired,
        repairs_id=reading.official.id if reading.official else None,
        by_hand={
            code: score
            for code, score in scores.items()
            if score is not None and code not in repaired and unrepaired.get(code, score) != score
        },
    )


def _unrepaired(edition: Edition, statements: Sequence[Statement], reading: Reading) -> Mapping[str, int | None]:
    """The scores that repairs stand before, by indicator."""
    repaired = [code for code, source in reading.sources.items() if source == Source.REPAIR]
    if not repaired:
        return {}
    before = read(edition, [said for said in statements if said.source != Source.REPAIR]).scores
    return {code: before.get(code) for code in repaired}


def _stands(judged: Audit, reading: Reading) -> dict[str, int]:
    """The inferred repairs that nobody decided otherwise: what a person wrote stands before what the audit infers."""
    return {
        code: score
        for code, score in judged.repairs.items()
        if reading.sources.get(code) == Source.OFFICIAL or reading.scores.get(code) == score
    }


def _verdict(edition: Edition, judged: Audit, reading: Reading, scores: Mapping[str, int | None]) -> str:
    """The audit's own verdict, or what a person's repairs made of it: do the scores now give what was published?"""
    if judged.scores == scores or Source.REPAIR not in reading.sources.values():
        return judged.verdict
    # The printed conditions belong to the printed scores; they say nothing of repaired ones.
    again = audit(edition, replace(judged.publication, scores=scores, conditions={}))
    return "repaired" if again.verdict == "consistent" else "inconsistent"


def _assessment(edition: Edition, scores: Mapping[str, int | None], judged: Audit | None) -> Assessment:
    """The audit's own assessment where it judged exactly these scores."""
    if judged is not None and judged.assessment is not None and judged.scores == scores:
        return judged.assessment
    return assess(edition, scores)


def _audited(edition: Edition, village: str, reading: Reading, prints: Prints) -> Audit | None:
    """Audit the newest official answer, unless it published nothing to hold the scores against."""
    if reading.official is None:
        return None
    published = publication(edition, village, reading.official, reading)
    if not published.figures and published.status is None:
        return None
    return audit(edition, published, prints=prints)


def _from_dimensions(
    edition: Edition, village: str, statements: Sequence[Statement], reading: Reading
) -> Outcome | None:
    """Indeks Desa results are given out as sums of dimensions without the items: the index still follows from them."""
    for statement in statements:
        dimensions = whole_dimensions(edition, statement)
        if dimensions is None:
            continue
        pairs = [(dimensions[dimension.code], dimension.weight) for dimension in edition.main_dimensions]
        index = mean(edition.head.mean, pairs)
        intervals = {code: Interval(value, value) for code, value in dimensions.items()}
        status = classify(index, edition.statuses)
        assessment = Assessment(Interval(index, index), intervals, (status.code,), ())
        findings = _contradictions(edition, publication(edition, village, statement, reading), index)
        verdict = "inconsistent" if findings else "consistent"
        return Outcome({}, assessment, verdict, findings, {}, {}, None)
    return None


def _contradictions(edition: Edition, published: Publication, index: Fraction) -> tuple[Finding, ...]:
    findings = []
    figure = published.figures.get(edition.head.code)
    place = (published.village, published.year)
    if figure is not None and not figure.equals(index):
        head = edition.head.code
        findings.append(Finding("index_mismatch", *place, figure.value, index, dimension=head))
    expected = classify(index, edition.statuses)
    printed = " ".join((published.status or "").split()).casefold()
    if printed and printed not in (expected.code, expected.name.id.casefold(), expected.name.en.casefold()):
        findings.append(Finding("status_mismatch", *place, published.status, expected.name.id))
    return tuple(findings)
