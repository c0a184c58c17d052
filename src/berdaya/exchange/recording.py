"""From published answers to ledger entries, and the report of an import."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Publication
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import Recorded, SubmissionEntry
from berdaya.records.regions.codes import CodeBook
from berdaya.records.runs.selectors import published_years
from berdaya.records.runs.services import compute_run, publish_run

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer that was not taken: the village and year it is about, as far as they are known, and why."""

    village: str
    year: int | None
    source: str
    problem: Problem


@dataclass(slots=True)
class ImportedAnswers:
    """What an import did. `editions` holds the edition and year of all it read, `fresh` of what it recorded anew."""

    recorded: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    editions: set[tuple[str, int]] = field(default_factory=set)
    fresh: set[tuple[str, int]] = field(default_factory=set)

    @property
    def read(self) -> int:
        return self.recorded + self.unchanged + len(self.failures)

    def add(self, entry: SubmissionEntry, kept: Recorded) -> None:
        self.recorded += kept.created
        self.unchanged += not kept.created
        self.editions.add((entry.edition, entry.year))
        if kept.created:
            self.fresh.add((entry.edition, entry.year))


def village_id(book: CodeBook, written: str, year: int | None) -> int:
    """The village a code means in a year; Problem `region.*` where it is none, or the code of another level."""
    region_id = book.region_id(written, year)
    if RegionCode.parse(written).level != "village":
        raise Problem("region.not_village", code=written)
    return region_id


def edition_of(family: str, publication: Publication) -> Edition:
    """The edition of the year an answer speaks of; Problem `official.no_year` where it names none."""
    if publication.year is None:
        raise Problem("official.no_year", source=publication.source)
    return catalogue.edition_for(family, publication.year)


def entry_of(publication: Publication, edition: Edition, region_id: int, document_id: int) -> SubmissionEntry:
    """Write down what was published, unjudged: scores as printed, figures with their digits, status and conditions.

    Problem `official.no_data` where not a single score is there.
    """
    scores = {code: _score(value, publication.source) for code, value in publication.scores.items()}
    if all(score is None for score in scores.values()) or publication.year is None:
        raise Problem("official.no_data", source=publication.source)
    figures = {code: decimal(figure.value) for code, figure in publication.figures.items()}
    return SubmissionEntry(
        region_id=region_id,
        year=publication.year,
        edition=edition.code,
        source=Source.OFFICIAL,
        scores=scores,
        dimensions={code: value for code, value in figures.items() if code != edition.head.code},
        index={code: value for code, value in figures.items() if code == edition.head.code},
        status=publication.status[:LONGEST_TEXT] if publication.status else None,
        conditions={code: text[:LONGEST_TEXT] for code, text in publication.conditions.items()},
        document_id=document_id,
    )


def _score(printed: object, source: str) -> int | Decimal | str | None:
    if printed is None or str(printed).strip().casefold() in ("", "nan"):
        return None
    if isinstance(printed, bool) or not isinstance(printed, int | float | str | Decimal) or len(str(printed)) > 20:
        raise Problem("official.no_data", source=source)
    text = str(printed).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else text


def decimal(value: Fraction) -> Decimal:
    """A fraction as the ledger keeps it: in the digits of a Decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def publish_imported(*, actor: Scope, imported: ImportedAnswers, territory: str = "") -> Iterator[tuple[str, int, int]]:
    """Compute and publish every edition and year of an import; yields (edition, year, run) as each is done.

    A year that is published already is computed anew only where the import brought something new for it.
    """
    for edition, year in sorted(imported.editions, key=lambda item: (item[1], item[0])):
        if (edition, year) not in imported.fresh and year in published_years(catalogue.family_of(edition)):
            continue
        run = compute_run(actor=actor, edition_code=edition, year=year, territory=territory)
        publish_run(actor=actor, run_id=run)
        yield edition, year, run
