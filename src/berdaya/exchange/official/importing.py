"""Takes official answers into the ledger. Whatever is wrong with one leaves the ledger as it was, and is told."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.official.auditing import FAMILY, read_answer
from berdaya.exchange.official.source import Answered, Fetched, Upstream, from_upstream
from berdaya.exchange.recording import Failure, ImportedAnswers, edition_of, entry_of, village_id
from berdaya.records.access.scope import Scope
from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.observations.services import Recorded, SubmissionEntry, record_document, record_submissions
from berdaya.records.regions.codes import CodeBook, code_book

# Answers written in one transaction: enough to be quick, few enough that an interruption loses little.
BATCH = 50


def import_answers(
    *,
    actor: Scope,
    answers: Iterable[Fetched],
    batch: int = BATCH,
    progress: Callable[[ImportedAnswers], None] = lambda imported: None,
    answered: Callable[[str], None] = lambda source: None,
) -> ImportedAnswers:
    """Record every answer with its bytes, their hash, time and source. Twice is once.

    After each batch `answered` is told the sources that are now held, and `progress` the report so far. An unknown
    village, another village or year than was asked for, and everything that is no answer become failures.
    """
    imported = ImportedAnswers()
    book = code_book()
    for some in _batches(answers, batch):
        for source in _import_batch(actor, book, some, imported):
            answered(source)
        progress(imported)
    return imported


def import_upstream(
    *,
    actor: Scope,
    upstream: Upstream,
    asked: Iterable[tuple[str, int]],
    state: Path | None = None,
    progress: Callable[[ImportedAnswers], None] = lambda imported: None,
    sleep: Callable[[float], None] = time.sleep,
) -> ImportedAnswers:
    """Ask a server for villages and years and record its answers one by one.

    With a state file an interrupted import goes on where it stopped; what failed is asked again.
    """
    memory = Answered(state) if state else None
    answers = from_upstream(upstream, asked, answered=memory.addresses() if memory else (), sleep=sleep)
    remember = memory.add if memory else lambda source: None
    return import_answers(actor=actor, answers=answers, batch=1, progress=progress, answered=remember)


def _batches(answers: Iterable[Fetched], size: int) -> Iterator[list[Fetched]]:
    iterator = iter(answers)
    while some := list(islice(iterator, size)):
        yield some


def _import_batch(actor: Scope, book: CodeBook, some: list[Fetched], imported: ImportedAnswers) -> list[str]:
    """Write a batch, then count it: one that was rolled back is not in the report. Returns the sources now held."""
    recorded, failures = _recorded(actor, book, some)
    for _, entry, kept in recorded:
        imported.add(entry, kept)
    imported.failures += failures
    return [fetched.source for fetched, _, _ in recorded]


@transaction.atomic
def _recorded(
    actor: Scope, book: CodeBook, some: list[Fetched]
) -> tuple[list[tuple[Fetched, SubmissionEntry, Recorded]], list[Failure]]:
    sources: list[Fetched] = []
    entries: list[SubmissionEntry] = []
    failures: list[Failure] = []
    for fetched in some:
        try:
            entries.append(_entry(book, fetched))
            sources.append(fetched)
        except Problem as problem:
            failures.append(_failure(fetched, problem))
    kept = record_submissions(actor=actor, entries=entries)
    return list(zip(sources, entries, kept, strict=True)), failures


def _entry(book: CodeBook, fetched: Fetched) -> SubmissionEntry:
    if fetched.problem is not None:
        raise fetched.problem
    publication = read_answer(fetched.raw, fetched.source)
    if isinstance(publication, Problem):
        raise publication
    edition = edition_of(FAMILY, publication)
    region_id = village_id(book, publication.village, publication.year)
    if fetched.asked is not None:
        _must_be_asked(book, fetched, publication.village, publication.year, region_id)
    # Everything that can be refused is refused before the bytes are kept.
    draft = entry_of(publication, edition, region_id, 0)
    document = record_document(
        content=fetched.raw,
        kind=DocumentKind.OFFICIAL_ANSWER,
        source=fetched.source,
        fetched_at=fetched.fetched_at,
    )
    return draft.with_document(document)


def _must_be_asked(book: CodeBook, fetched: Fetched, village: str, year: int | None, region_id: int) -> None:
    """The answer is about the village and year that were asked for, under whichever of its codes."""
    assert fetched.asked is not None
    asked_code, asked_year = fetched.asked
    if book.region_id(asked_code, asked_year) != region_id:
        raise Problem("official.wrong_village", source=fetched.source, asked=asked_code, answered=village)
    if year != asked_year:
        raise Problem("official.no_data", source=fetched.source)


def _failure(fetched: Fetched, problem: Problem) -> Failure:
    if fetched.asked is not None:
        return Failure(*fetched.asked, fetched.source, problem)
    code, year = _named(fetched.source)
    return Failure(code, year, fetched.source, problem)


def _named(source: str) -> tuple[str, int | None]:
    """What the name of a file tells: `6402042001/2024.json` is about a village and a year."""
    code, year = "", None
    for part in source.replace(":", "/").removesuffix(".json").replace("_", "/").split("/"):
        if part.isascii() and part.isdigit() and len(part) == 4:
            year = int(part)
        try:
            code = RegionCode.parse(part).plain if len(part) >= 10 else code
        except Problem:
            continue
    return code, year


def questions(villages: Iterable[str], years: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The villages and years to ask the server for: only years for which there is an edition."""
    served = [year for year in sorted(set(years)) if _served(year)]
    return ((code, year) for code in villages for year in served)


def _served(year: int) -> bool:
    try:
        catalogue.edition_for(FAMILY, year)
    except Problem:
        return False
    return True
