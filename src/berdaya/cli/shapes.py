"""The JSON of the index commands, one function a shape. It is a contract: keys are added, never renamed or dropped."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from berdaya.cli.output import language
from berdaya.domain.index.aggregation import Interval
from berdaya.domain.index.audit import Finding
from berdaya.domain.index.definition import Band, Edition, Indicator
from berdaya.domain.index.explanation import (
    InterventionPoint,
    Limit,
    contributions,
    intervention_points,
    last_limit,
    next_limit,
)
from berdaya.domain.index.wording import activity
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode, Text
from berdaya.exchange.assessments import AssessedRow
from berdaya.exchange.official.auditing import Report
from berdaya.exchange.tables import Table

if TYPE_CHECKING:
    from berdaya.engine.run import Summary


def text(words: Text | None) -> dict[str, str] | None:
    return None if words is None else {"id": words.id, "en": words.en}


def edition_line(edition: Edition) -> dict[str, Any]:
    return {
        "code": edition.code,
        "family": edition.family,
        "name": text(edition.name),
        "first_year": edition.first_year,
        "last_year": edition.last_year,
        "indicators": len(edition.indicators),
        "hash": edition.hash,
    }


def edition_in_full(edition: Edition) -> dict[str, Any]:
    return {
        **edition_line(edition),
        "summary": text(edition.summary),
        "legal": list(edition.legal),
        "confidence": edition.confidence,
        "index": {"code": edition.head.code, "mean": edition.head.mean, "scale": edition.head.scale},
        "statuses": [{"code": s.code, "name": text(s.name), "up_to": s.up_to} for s in edition.statuses],
        "dimensions": [
            {"code": d.code, "parent": d.parent, "name": text(d.name), "weight": d.weight, "mean": d.mean}
            for d in edition.dimensions.values()
        ],
        "inputs": [_input(edition, name) for name in edition.inputs],
        "indicators": [_indicator(indicator) for indicator in edition.indicators.values()],
        "defects": [
            {"code": d.code, "kind": d.kind, "indicator": d.indicator, "years": list(d.years), "text": text(d.text)}
            for d in edition.defects
        ],
    }


def _input(edition: Edition, name: str) -> dict[str, Any]:
    asked = edition.inputs[name]
    return {
        "name": asked.name,
        "type": asked.type,
        "label": text(asked.label),
        "unit": text(asked.unit),
        "question": asked.question,
        "minimum": asked.minimum,
        "maximum": asked.maximum,
        "choices": [{"code": choice.code, "label": text(choice.label)} for choice in asked.choices],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "number": indicator.number,
        "dimension": indicator.dimension,
        "section": indicator.section,
        "name": text(indicator.name),
        "value": indicator.value.text,
        "weight": indicator.weight,
        "bands": [_band(band) for band in indicator.bands],
        "executors": {level: list(offices) for level, offices in indicator.executors.items()},
        "confidence": indicator.confidence,
        "inferred": list(indicator.inferred),
        "notes": list(indicator.notes),
    }


def _band(band: Band) -> dict[str, Any]:
    bounds = {"low": band.low, "low_open": band.low_open, "high": band.high, "high_open": band.high_open}
    held = {"is": band.members} if band.members is not None else bounds
    return {"score": band.score, **held, "condition": text(band.condition), "lift": text(band.lift)}


def interval(figure: Interval) -> dict[str, Any]:
    return {"value": figure.known, "low": figure.low, "high": figure.high}


def score_report(rows: Sequence[AssessedRow]) -> dict[str, Any]:
    """`berdaya index score --json`."""
    return {
        "rows": len(rows),
        "complete": sum(row.assessment.complete for row in rows),
        "statuses": Counter(row.assessment.status or "undecided" for row in rows),
        "results": [result(row) for row in rows],
        "problems": [problem for row in rows for problem in bad_cells(row)],
    }


def summary(found: "Summary") -> dict[str, Any]:
    """`berdaya index score-large --json`."""
    return {
        "rows": found.rows,
        "incomplete": found.incomplete,
        "statuses": {code or "undecided": count for code, count in found.statuses.items()},
        "problems": [
            {
                "column": refusal.column,
                "count": refusal.count,
                "village_code": refusal.village,
                "year": refusal.year,
                "code": refusal.code,
                "message": refusal.problem.message(language()),
            }
            for refusal in found.refusals
        ],
        "ignored_columns": list(found.ignored),
    }


def result(row: AssessedRow) -> dict[str, Any]:
    return {
        "village_code": row.village,
        "year": row.year,
        "edition": row.edition.code,
        "index": row.assessment.index.known,
        "index_low": row.assessment.index.low,
        "index_high": row.assessment.index.high,
        "status": row.assessment.status,
        "statuses": list(row.assessment.statuses),
        "dimensions": {code: interval(figure) for code, figure in row.assessment.dimensions.items()},
        "scores": dict(row.scores),
        "missing": list(row.assessment.missing),
    }


def bad_cells(row: AssessedRow) -> list[dict[str, Any]]:
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "value": cell.value,
            "code": cell.problem.code,
            "message": cell.problem.message(language()),
        }
        for cell in row.bad_cells
    ]


def result_columns(editions: Sequence[Edition], *, scores: bool = True) -> tuple[str, ...]:
    """The columns of a table of results, over all editions it holds."""
    dimensions = dict.fromkeys(code for edition in editions for code in (*edition.dimensions, edition.head.code))
    indicators = dict.fromkeys(code for edition in editions for code in edition.indicators) if scores else {}
    return ("village_code", "year", "edition", *indicators, *dimensions, "low", "high", "status")


def result_cells(row: AssessedRow, columns: Sequence[str]) -> list[Any]:
    """One row of a table of results; a figure that missing answers leave open is empty, its range stands in low and high."""
    figures = {code: figure.known for code, figure in row.assessment.dimensions.items()}
    figures[row.edition.head.code] = row.assessment.index.known
    cells = {
        **row.scores,
        **{code: _float(figure) for code, figure in figures.items()},
        "village_code": row.village,
        "year": row.year,
        "edition": row.edition.code,
        "low": _float(row.assessment.index.low),
        "high": _float(row.assessment.index.high),
        "status": row.assessment.status,
    }
    return [cells.get(column) for column in columns]


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def explanation(row: AssessedRow) -> dict[str, Any]:
    """`berdaya index explain --json`; what needs a complete answer is null while scores are missing."""
    edition, assessment = row.edition, row.assessment
    known = {code: score for code, score in row.scores.items() if score is not None}
    complete = assessment.complete
    points = intervention_points(edition, known, row.answers) if complete else []
    additive = complete and edition.is_additive
    return {
        **result(row),
        "low": assessment.index.low,
        "high": assessment.index.high,
        "dimensions": [
            {"code": code, "name": text(edition.dimensions[code].name), **interval(figure)}
            for code, figure in assessment.dimensions.items()
        ],
        "next_limit": _limit(next_limit(edition, assessment.index.low), upper=True) if complete else None,
        "last_limit": _limit(last_limit(edition, assessment.index.low), upper=False) if complete else None,
        "contributions": [
            {
                "indicator": item.indicator,
                "name": text(edition.indicators[item.indicator].name),
                "score": item.score,
                "condition": text(edition.indicators[item.indicator].band(item.score).condition),
                "amount": item.amount,
                "possible": item.possible,
                "lost": item.lost,
            }
            for item in (contributions(edition, known) if additive else ())
        ],
        "intervention_points": [_point(row, point) for point in points],
        "problems": bad_cells(row),
    }


def _limit(limit: Limit | None, *, upper: bool) -> dict[str, Any] | None:
    if limit is None:
        return None
    status = limit.upper if upper else limit.lower
    return {"status": status.code, "value": limit.value, "distance": abs(limit.distance)}


def _point(row: AssessedRow, point: InterventionPoint) -> dict[str, Any]:
    indicator = row.edition.indicators[point.indicator]
    return {
        "indicator": point.indicator,
        "name": text(indicator.name),
        "score": point.score,
        "target": point.target,
        "gain": point.gain,
        "gain_in_dimension": point.gain_in_dimension,
        "status_if_reached": point.status,
        "missing": point.missing,
        "activity": text(activity(indicator, point.score, point.target, dict(row.answers))),
        "executors": {level: list(offices) for level, offices in point.executors.items()},
    }


def audit_report(report: Report) -> dict[str, Any]:
    """`berdaya index audit --json`."""
    words = ("answers", "consistent", "repaired", "inconsistent")
    return {
        **{word: report.total(word) for word in words},
        "by_year": {
            str(year or "unknown"): {word: tally[word] for word in words}
            for year, tally in sorted(report.by_year.items(), key=str)
        },
        "findings": [_finding(finding) for finding in report.findings],
        "unreadable": [
            {"code": p.code, "source": str(p.details.get("source", "")), "message": p.message(language())}
            for p in report.unreadable
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "village": finding.village,
        "year": finding.year,
        "indicator": finding.indicator,
        "dimension": finding.dimension,
        "published": finding.published,
        "recomputed": finding.recomputed,
        "repaired_to": finding.repaired_to,
        "defect": finding.defect,
        "message": finding.message(language()),
    }


def village_codes(table: Table) -> frozenset[str]:
    """The plain village codes of a region list; rows of other levels are left out."""
    column = table.must_have("kode", "kode_desa", "village_code", "code", "kode_polos")
    codes = []
    for row in table.rows:
        try:
            codes.append(RegionCode.parse(row[column]))
        except Problem:
            continue
    return frozenset(code.plain for code in codes if code.level == "village")
