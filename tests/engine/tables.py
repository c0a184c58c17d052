"""Small tables scored by the engine, and what the pure core says of the same rows."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from hypothesis import settings

from berdaya.domain.index.aggregation import assess, integer_form
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.scoring import answer, checked_score, score
from berdaya.domain.problems import Problem
from berdaya.engine.run import Summary, score_file

Row = Mapping[str, Any]

# Every example is a query to plan and two files, so that fewer examples with more rows tell more.
FEW = settings(max_examples=max(5, settings.default.max_examples // 10))


def write(path: Path, rows: Sequence[Row], types: Mapping[str, str]) -> None:
    """Write rows as Parquet with the SQL types given."""
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        connection.execute(f"CREATE TABLE made ({columns})")
        if rows:
            marks = ", ".join("?" * len(types))
            connection.executemany(
                f"INSERT INTO made VALUES ({marks})", [[row.get(name) for name in types] for row in rows]
            )
        connection.execute(f"COPY made TO '{path}' (FORMAT parquet)")


def read(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        result = connection.execute(f"SELECT * FROM '{path}'")
        names = [column[0] for column in result.description]
        return [dict(zip(names, line, strict=True)) for line in result.fetchall()]


def scored(
    edition: str | Edition, rows: Sequence[Row], types: Mapping[str, str], **options: Any
) -> tuple[list[dict[str, Any]], Summary]:
    """The rows scored by the engine, and its summary."""
    with TemporaryDirectory() as folder:
        source, out = Path(folder, "in.parquet"), Path(folder, "out.parquet")
        write(source, rows, types)
        summary = score_file(edition, source, out, **options)
        return read(out), summary


def expected(edition: Edition, given: Row) -> dict[str, Any]:
    """What the pure core says of a row of scores or raw answers; a value it cannot use counts as missing."""
    refused = 0

    def tried(call: Any, *arguments: Any) -> Any:
        nonlocal refused
        try:
            return call(*arguments)
        except Problem:
            refused += 1
            return None

    answers = {name: tried(answer, asked, given.get(name)) for name, asked in edition.inputs.items()}
    scores = {}
    for code, indicator in edition.indicators.items():
        found = tried(checked_score, indicator, given.get(code))
        present = any(name in given for name in indicator.value.names)
        scores[code] = tried(score, indicator, answers) if found is None and present else found
    return {**figures(edition, scores), "refused": refused}


def figures(edition: Edition, scores: Mapping[str, int | None]) -> dict[str, Any]:
    """The pure core's figures of scores, under the names of the engine's columns."""
    form, found = integer_form(edition), assess(edition, scores)
    assert form is not None
    unit = Fraction(form.denominator) / edition.head.scale
    told: dict[str, Any] = {"edition": edition.code, "status": found.status, "missing": len(found.missing)}
    told["statuses"] = None if found.complete else "|".join(found.statuses)
    intervals = {**found.dimensions, edition.head.code: found.index}
    for code, interval in intervals.items():
        lacks = interval_lacks(edition, code, found.missing)
        told[code] = None if lacks else float(interval.low)
        told[f"{code}_low"] = float(interval.low) if lacks else None
        told[f"{code}_high"] = float(interval.high) if lacks else None
    told["points"] = found.index.low * unit if found.complete else None
    told["points_low"], told["points_high"] = (
        (None, None) if found.complete else (found.index.low * unit, found.index.high * unit)
    )
    return told


def interval_lacks(edition: Edition, code: str, missing: Sequence[str]) -> bool:
    if code == edition.head.code:
        return bool(missing)
    return any(item.code in missing for item in edition.indicators_of(code))


def differences(engine: Row, core: Row) -> dict[str, tuple[Any, Any]]:
    """The figures on which the two do not agree to the last digit."""
    return {key: (engine.get(key), value) for key, value in core.items() if engine.get(key) != value}
