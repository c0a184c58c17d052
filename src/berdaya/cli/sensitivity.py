"""`berdaya index sensitivity`: what each village's status and rank hang on, without Django and without a database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from berdaya.cli.index import EditionName, Json, Year, named_edition, say_bad_cells
from berdaya.cli.output import decimal, print_json, print_table, progress, say
from berdaya.domain.index.ranks import Places, all_places, parts_of, places_in, span_of
from berdaya.domain.index.sensitivity import Change, Robustness, robustness
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.assessments import AssessedRow, assessed
from berdaya.exchange.tables import read_table

Share = Annotated[
    int, typer.Option("--weights", help="Bobot meleset, persen. / Weights err by, percent.", min=0, max=99)
]


@dataclass(frozen=True)
class Examined:
    """One row with its places in its regency, and how firm its status is where every answer is in."""

    row: AssessedRow
    villages: int
    places: Places
    slipped: Places
    firm: Robustness | None


def sensitivity(
    file: Annotated[Path, typer.Argument(help="csv, xlsx, parquet")],
    edition: EditionName,
    year: Year = None,
    weights: Share = 10,
    as_json: Json = False,
) -> None:
    """Pada apa status dan peringkat bergantung. / What status and rank hang on."""
    table = read_table(file)
    rows = list(progress(assessed(table, named_edition(edition), year=year), total=len(table.rows), label=file.name))
    found = list(_examined(rows, Fraction(weights, 100)))
    if as_json:
        print_json({"weights": Fraction(weights, 100), "results": [_shape(one) for one in found]})
    else:
        print_table(_heads(weights), (_cells(one) for one in found))
    say_bad_cells(rows)
    raise typer.Exit(1 if any(row.bad_cells for row in rows) else 0)


def _examined(rows: Sequence[AssessedRow], share: Fraction) -> Iterator[Examined]:
    """Every row among the villages of its regency, in the same year and edition."""
    for _, group in groupby(sorted(rows, key=_group), key=_group):
        villages = list(group)
        edition = villages[0].edition
        if not edition.is_additive or not edition.is_ordinal:
            raise Problem("engine.no_integer_form", edition=edition.code)
        places = all_places([parts_of(edition, one.scores) for one in villages], share)
        spans = [span_of(edition, one.scores) for one in villages]
        for here, row in enumerate(villages):
            slipped = places_in(spans[here], spans[:here] + spans[here + 1 :])
            yield Examined(row, len(villages), places[here], slipped, _firm(row))


def _group(row: AssessedRow) -> tuple[str, int, str]:
    return row.edition.code, row.year or 0, row.village[:4]


def _firm(row: AssessedRow) -> Robustness | None:
    known = {code: score for code, score in row.scores.items() if score is not None}
    return robustness(row.edition, known) if row.assessment.complete else None


def _shape(one: Examined) -> dict[str, Any]:
    row, firm = one.row, one.firm
    return {
        "village_code": row.village,
        "year": row.year,
        "edition": row.edition.code,
        "index_low": row.assessment.index.low,
        "index_high": row.assessment.index.high,
        "statuses": list(row.assessment.statuses),
        "villages": one.villages,
        "rank": {"best": one.places.best, "worst": one.places.worst},
        "rank_one_class": {"best": one.slipped.best, "worst": one.slipped.worst},
        "status": None if firm is None else firm.status,
        "points_to_fall": None if firm is None else firm.to_fall,
        "points_to_rise": None if firm is None else firm.to_rise,
        "weights_margin": None if firm is None else firm.weights,
        "held": None if firm is None else firm.held,
        "scenarios": None if firm is None else firm.scenarios,
        "flips": [] if firm is None else [_flip(change) for change in firm.flips],
    }


def _flip(change: Change) -> dict[str, Any]:
    return {
        "indicator": change.indicator,
        "score": change.score,
        "to": change.to,
        "by": change.by,
        "status": change.status,
    }


def _heads(weights: int) -> tuple[str, ...]:
    return (
        say("desa", "village"),
        say("tahun", "year"),
        "status",
        say(f"peringkat (bobot ±{weights}%)", f"rank (weights ±{weights}%)"),
        say("peringkat (satu kelas)", "rank (one class)"),
        say("poin untuk turun", "points to fall"),
        say("poin untuk naik", "points to rise"),
        say("bobot boleh meleset", "weights may err"),
        say("bertahan", "held"),
        say("jawaban penentu", "flips"),
    )


def _cells(one: Examined) -> tuple[Any, ...]:
    firm = one.firm
    start = (RegionCode(one.row.village).dotted, one.row.year, ", ".join(one.row.assessment.statuses))
    ranks = (_places(one.places), _places(one.slipped))
    if firm is None:
        return (*start, *ranks, None, None, None, None, None)
    held = f"{firm.held}/{firm.scenarios}"
    return (*start, *ranks, firm.to_fall, firm.to_rise, decimal(firm.weights), held, len(firm.flips))


def _places(found: Places) -> str:
    return str(found.best) if found.best == found.worst else f"{found.best}–{found.worst}"
