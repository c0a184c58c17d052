"""Writes the fictional regency through the records' own services, as an office would: import, record, compute, publish."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from berdaya.definitions import catalogue
from berdaya.demo import office, papers
from berdaya.demo.accounts import ACCOUNTS, Account, territories
from berdaya.demo.regency import DemoRegency, DemoSubmission
from berdaya.demo.registry import REGENCY_CODE, SPLIT_YEAR
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from berdaya.records.observations.kinds import DocumentKind, Source
from berdaya.records.observations.services import SubmissionEntry, record_document, record_submissions
from berdaya.records.regions import services as regions
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.shapes import import_boundaries
from berdaya.records.regions.synthetic import holds_real_regions, synthetic_regency
from berdaya.records.runs.services import compute_run, publish_run


def load(regency: DemoRegency, *, password: str) -> Iterator[str]:
    """Load the regency step by step, yielding the name of each step that is done, and all of it or nothing.

    Raises Problem `demo.real_data` where real territories are kept, `demo.already_loaded` where a demo is.
    """
    if holds_real_regions():
        raise Problem("demo.real_data")
    if synthetic_regency() is not None:
        raise Problem("demo.already_loaded")
    with transaction.atomic():
        _load_regions(regency)
        yield "Wilayah"
        _load_boundaries(regency)
        yield "Batas"
        _load_people(regency)
        yield "Penduduk"
        for year in sorted({submission.year for submission in regency.submissions}):
            _load_year(regency, year)
            yield f"Jawaban dan hasil {year}"
        for account in ACCOUNTS:
            _load_account(account, regency, password)
        yield "Akun"
        office.load()
        papers.load()
        yield "Kantor"


def _load_regions(regency: DemoRegency) -> None:
    """Import the territories as they were before the split, then move the villages that were split off."""
    former = {spell.region: spell.code for spell in regency.codes if spell.valid_until == SPLIT_YEAR - 1}
    rows = [
        regions.RegionEntry(RegionCode(former.get(region.code, region.code)), region.name) for region in regency.regions
    ]
    _whole(regions.import_regions(actor=SYSTEM, rows=rows))
    for present, before in sorted(former.items()):
        regions.record_move(
            actor=SYSTEM, village=RegionCode(before), new_code=RegionCode(present), from_year=SPLIT_YEAR
        )
    bridge = [
        regions.BridgeEntry(spell.code, RegionCode(spell.region)) for spell in regency.codes if spell.system == "bps"
    ]
    _whole(regions.import_bridge(actor=SYSTEM, rows=bridge))


def _load_boundaries(regency: DemoRegency) -> None:
    for level in ("village", "district", "regency"):
        features = [
            {
                "type": "Feature",
                "properties": {"kode": region.code},
                "geometry": regency.boundaries[region.code].geometry,
            }
            for region in regency.regions
            if region.level == level
        ]
        _whole(
            import_boundaries(
                actor=SYSTEM,
                geojson={"type": "FeatureCollection", "features": features},
                level=level,
                source=regency.source,
                imported_at=_noon(SPLIT_YEAR, 2, 1),
            )
        )


def _load_people(regency: DemoRegency) -> None:
    rows = [
        regions.PeopleEntry(RegionCode(code), year, count.population, count.households)
        for code, counts in regency.figures.items()
        for year, count in counts.items()
    ]
    _whole(regions.import_people(actor=SYSTEM, rows=rows, source=regency.source))


def _load_year(regency: DemoRegency, year: int) -> None:
    """Record what the year's source said, compute its results and publish them in the autumn of that year."""
    said = [submission for submission in regency.submissions if submission.year == year]
    document = record_document(
        content=_table(said), kind=DocumentKind.TABLE, source=regency.source, fetched_at=_noon(year, 9, 1)
    )
    ids = code_book().current
    entries = [_entry(submission, ids[submission.village], document) for submission in said]
    record_submissions(actor=SYSTEM, entries=entries, recorded_at=_noon(year, 9, 2))
    for edition in sorted({submission.edition for submission in said}):
        run = compute_run(
            actor=SYSTEM, edition_code=edition, year=year, territory=REGENCY_CODE, computed_at=_noon(year, 10, 1)
        )
        publish_run(actor=SYSTEM, run_id=run, published_at=_noon(year, 10, 14))


def _entry(submission: DemoSubmission, region_id: int, document: int) -> SubmissionEntry:
    published = submission.published
    head = catalogue.edition(submission.edition).head.code
    return SubmissionEntry(
        region_id=region_id,
        year=submission.year,
        edition=submission.edition,
        source=Source(submission.source),
        inputs=submission.inputs,
        scores=submission.scores,
        dimensions=published.dimensions if published else {},
        index={head: published.index} if published else {},
        status=published.status if published else None,
        document_id=document,
    )


def _table(said: Sequence[DemoSubmission]) -> bytes:
    """The year's results as the table they would have come in."""
    out = io.StringIO()
    rows = [_row(submission) for submission in said]
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _row(submission: DemoSubmission) -> Mapping[str, Any]:
    row: dict[str, Any] = {"village_code": RegionCode(submission.village).dotted, "year": submission.year}
    row.update(submission.scores)
    if submission.published is not None:
        figures = {**submission.published.dimensions, "index": submission.published.index}
        row.update({f"published_{code.lower()}": figure for code, figure in figures.items()})
        row["published_status"] = submission.published.status
    return row


def _load_account(account: Account, regency: DemoRegency, password: str) -> None:
    user = create_user(actor=SYSTEM, username=account.username, full_name=account.full_name, password=password)
    for territory in territories(account, regency.regions):
        grant(actor=SYSTEM, user=user, role=account.role, territory=territory)


def _whole(report: regions.ImportReport) -> None:
    """The generator makes no row that an import would leave out; if it does, the load stops here."""
    if report.problems:
        raise report.problems[0]


def _noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 4, tzinfo=UTC)
