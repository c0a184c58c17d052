"""Writes on territories: lists, the bridge to BPS codes, moves between kecamatan, and counts of people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.models import Grant
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.batches import covering, few
from berdaya.records.audit.log import changed
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.kinds import CodeSystem, Kind, Level
from berdaya.records.regions.models import Boundary, Region, RegionCodeEntry, RegionYear


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """One row of a region list."""

    code: RegionCode
    name: str


@dataclass(frozen=True, slots=True)
class BridgeEntry:
    """One row of a bridge: the BPS code of a village, its present Kemendagri code and, where it moved, the former."""

    bps: str
    code: RegionCode
    former: RegionCode | None = None
    moved_in: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleEntry:
    """How many people and households a territory had in a year."""

    code: RegionCode
    year: int
    population: int | None
    households: int | None


@dataclass(slots=True)
class ImportReport:
    """What an import did, with the problems of the rows it left out."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def _kind(code: RegionCode) -> str:
    return Kind.DESA if code.is_desa else Kind.KELURAHAN if code.is_kelurahan else ""


def _require(actor: Scope, code: str) -> None:
    """An administrator of a regency may also name the province above it."""
    administered = actor.acting_as(Role.ADMINISTRATOR)
    if not any(prefix.startswith(code) for prefix in administered.prefixes):
        actor.require(code, Role.ADMINISTRATOR)


@transaction.atomic
def import_regions(*, actor: Scope, rows: Iterable[RegionEntry]) -> ImportReport:
    """Add the territories of a list and take over changed names. A former code adds nothing: its village is there."""
    report = ImportReport()
    known = {region.code: region for region in Region.objects.all()}
    former = code_book().uses.keys() - known.keys()
    wanted = {row.code.plain: row for row in rows}
    new = [row for code, row in wanted.items() if code not in known and code not in former]
    renamed = [row for code, row in wanted.items() if code in known and known[code].name != row.name]
    for row in (*new, *renamed):
        _require(actor, row.code.plain)
    names = {row.code.plain: known[row.code.plain].name for row in renamed}
    for row in renamed:
        known[row.code.plain].name = row.name
    Region.objects.bulk_update([known[row.code.plain] for row in renamed], ["name"], batch_size=400)
    for level in Level.values:
        report.created += _create([row for row in new if row.code.level == level], known, report.problems)
    report.updated = len(renamed)
    report.unchanged = len(wanted) - len(new) - len(renamed)
    if report.created or renamed:
        changed(
            actor,
            "region.import",
            subject="regions",
            territory=covering(row.code.plain for row in (*new, *renamed)),
            before={"names": few(names)},
            after={
                "created": report.created,
                "renamed": len(renamed),
                "names": few({c: wanted[c].name for c in names}),
            },
        )
    return report


def _create(rows: Iterable[RegionEntry], known: dict[str, Region], problems: list[Problem]) -> int:
    """Create the territories of one level under their parents, which are known by now; a row without parent is told."""
    regions = []
    for row in rows:
        above = row.code.parent
        if above is not None and above.plain not in known:
            problems.append(Problem("region.parent_unknown", code=row.code.dotted, parent=above.dotted))
            continue
        parent = known[above.plain] if above else None
        level, kind = row.code.level, _kind(row.code)
        regions.append(Region(code=row.code.plain, name=row.name, level=level, kind=kind, parent=parent))
    Region.objects.bulk_create(regions)
    known.update((region.code, region) for region in regions)
    RegionCodeEntry.objects.bulk_create(
        RegionCodeEntry(region=region, system=CodeSystem.KEMENDAGRI, code=region.code) for region in regions
    )
    return len(regions)


@transaction.atomic
def record_move(*, actor: Scope, village: RegionCode, new_code: RegionCode, from_year: int | None) -> None:
    """A village gets a new code, as when its kecamatan is split. It stays one village with one series.

    Grants for exactly this village follow it. Raises `region.unknown`, `region.code_taken`, `region.parent_unknown`.
    """
    actor.require(village.plain, Role.ADMINISTRATOR)
    region = Region.objects.select_for_update().filter(code=village.plain).first()
    if region is None:
        raise Problem("region.unknown", code=village.dotted)
    holder = Region.objects.filter(code=new_code.plain).exclude(pk=region.pk).first()
    if holder is not None:
        raise Problem("region.code_taken", code=new_code.dotted, name=holder.name)
    parent = Region.objects.filter(code=new_code.parent.plain).first() if new_code.parent else None
    if parent is None:
        raise Problem("region.parent_unknown", code=new_code.dotted, parent=str(new_code.parent))
    _end_code(region, village.plain, from_year)
    RegionCodeEntry.objects.update_or_create(
        region=region, system=CodeSystem.KEMENDAGRI, code=new_code.plain, defaults={"valid_from": from_year}
    )
    region.code, region.parent, region.kind = new_code.plain, parent, _kind(new_code)
    region.save()
    _move_grants(village, new_code)
    changed(
        actor,
        "region.move",
        subject=f"region:{new_code.dotted}",
        territory=covering([village.plain, new_code.plain]),
        before={"code": village.dotted},
        after={"code": new_code.dotted, "from_year": from_year},
    )


def _move_grants(former: RegionCode, present: RegionCode) -> None:
    """Whoever was granted exactly this village keeps it."""
    Grant.objects.filter(territory=former.plain).update(territory=present.plain)


def _end_code(region: Region, code: str, from_year: int | None) -> None:
    RegionCodeEntry.objects.update_or_create(
        region=region,
        system=CodeSystem.KEMENDAGRI,
        code=code,
        defaults={"valid_until": from_year - 1 if from_year else None},
    )


@transaction.atomic
def import_bridge(*, actor: Scope, rows: Iterable[BridgeEntry]) -> ImportReport:
    """Add BPS codes and former Kemendagri codes. Two rows for one village, from lists of two years, become one.

    A former code that is another row's present one was given to another village since: it stays that village's.
    """
    report = ImportReport()
    wanted = list(rows)
    present = {row.code for row in wanted}
    for row in wanted:
        actor.require(row.code.plain, Role.ADMINISTRATOR)
        region = _bridged(actor, row, reused=row.former in present)
        if region is None:
            report.problems.append(Problem("region.unknown", code=row.code.dotted))
            continue
        _, created = RegionCodeEntry.objects.get_or_create(region=region, system=CodeSystem.BPS, code=row.bps)
        report.created += created
        report.unchanged += not created
    if report.created:
        territory = covering(row.code.plain for row in wanted)
        changed(actor, "region.bridge", subject="regions", territory=territory, after={"created": report.created})
    return report


def _bridged(actor: Scope, row: BridgeEntry, *, reused: bool) -> Region | None:
    region = Region.objects.filter(code=row.code.plain).first()
    if row.former is None or row.former == row.code:
        return region
    before = None if reused else Region.objects.filter(code=row.former.plain).first()
    if before is not None:
        return _joined(actor, before, region, row)
    if region is not None:
        _end_code(region, row.former.plain, row.moved_in)
        RegionCodeEntry.objects.filter(region=region, code=row.code.plain).update(valid_from=row.moved_in)
        if reused:
            later = RegionCodeEntry.objects.filter(system=CodeSystem.KEMENDAGRI, code=row.former.plain, valid_from=None)
            later.exclude(region=region).update(valid_from=row.moved_in)
        else:
            _move_grants(row.former, row.code)
    return region


def _joined(actor: Scope, before: Region, after: Region | None, row: BridgeEntry) -> Region:
    """Make one village of the row under the former code and the row under the present one; records decide who stays."""
    former = RegionCode(before.code)
    if after is not None and _absorbed(keep=after, gone=before):
        _end_code(after, former.plain, row.moved_in)
        _move_grants(former, row.code)
        return after
    if after is not None and not _absorbed(keep=before, gone=after):
        raise Problem("region.two_series", old=former.dotted, new=row.code.dotted)
    record_move(actor=actor, village=former, new_code=row.code, from_year=row.moved_in)
    return Region.objects.get(code=row.code.plain)


def _absorbed(*, keep: Region, gone: Region) -> bool:
    """Delete a territory without records, handing its shape and counts on; False where it has records."""
    try:
        with transaction.atomic():
            if not Boundary.objects.filter(region=keep).exists():
                Boundary.objects.filter(region=gone).update(region=keep)
            counted = RegionYear.objects.filter(region=keep).values("year")
            RegionYear.objects.filter(region=gone).exclude(
                year__in=list(counted.values_list("year", flat=True))
            ).update(region=keep)
            gone.delete()
    except ProtectedError:
        return False
    return True


@transaction.atomic
def import_people(*, actor: Scope, rows: Sequence[PeopleEntry], source: str) -> ImportReport:
    """Take over counts of people and households by year; a later import of the same year replaces the count."""
    report = ImportReport()
    book = code_book()
    counts: dict[tuple[int, int], RegionYear] = {}
    for row in rows:
        actor.require(row.code.plain, Role.ADMINISTRATOR, Role.ANALYST)
        try:
            region_id = book.region_id(row.code.plain, row.year)
        except Problem as problem:
            report.problems.append(problem)
            continue
        counted = {"population": row.population, "households": row.households, "source": source}
        counts[region_id, row.year] = RegionYear(region_id=region_id, year=row.year, **counted)
    held = set(RegionYear.objects.values_list("region_id", "year"))
    RegionYear.objects.bulk_create(
        counts.values(),
        update_conflicts=True,
        unique_fields=["region", "year"],
        update_fields=["population", "households", "source"],
    )
    report.updated = len(counts.keys() & held)
    report.created = len(counts) - report.updated
    if counts:
        told = {"source": source, "created": report.created, "updated": report.updated}
        years = sorted({year for _, year in counts})
        territory = covering(row.code.plain for row in rows)
        changed(actor, "region.people", subject="regions", territory=territory, after={**told, "years": years})
    return report
