"""Region lists and bridges of codes as tables, into the records of territories."""

from collections.abc import Iterator
from pathlib import Path

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.tables import Row, Table, read_table
from berdaya.records.access.scope import Scope
from berdaya.records.regions.services import (
    BridgeEntry,
    ImportReport,
    PeopleEntry,
    RegionEntry,
    import_bridge,
    import_people,
    import_regions,
)

CODE = ("kode", "kode_desa", "kode_wilayah", "kode_kemendagri", "village_code", "code", "id_desa")
NAME = ("nama", "nama_wilayah", "nama_desa", "desa", "name")
PRESENT = ("kode_kemendagri_2025", "kode_kemendagri", "kode_kemendagri_baru", "kemendagri_code")
FORMER = ("kode_kemendagri_lama", "kode_lama", "former_code")
BPS = ("kode_bps", "bps_code", "bps")
MOVED_IN = ("tahun_pindah", "berlaku_mulai", "moved_in", "from_year")
YEAR = ("tahun", "year")
POPULATION = ("jumlah_penduduk", "penduduk", "population")
HOUSEHOLDS = ("jumlah_kk", "kk", "kepala_keluarga", "households")


def import_file(*, actor: Scope, path: Path) -> ImportReport:
    """Import a table by what its columns say it is: a bridge (BPS codes), counts of people, or a list of names."""
    table = read_table(path)
    if table.column(*BPS):
        return import_bridge(actor=actor, rows=list(bridge_entries(table)))
    if table.column(*POPULATION) or table.column(*HOUSEHOLDS):
        return import_people(actor=actor, rows=list(people_entries(table)), source=path.name)
    return import_regions(actor=actor, rows=list(region_entries(table)))


def region_entries(table: Table) -> Iterator[RegionEntry]:
    """The territories of a list. Problem `table.*` names row, column, value and reason."""
    code, name = table.must_have(*CODE), table.must_have(*NAME)
    for number, row in enumerate(table.rows, start=2):
        named = str(row[name] or "").strip()
        if not named or len(named) > 120:
            raise _bad(
                table, number, name, row, "Nama harus berisi, paling panjang 120 huruf. / A name of 1 to 120 letters."
            )
        yield RegionEntry(_code(table, number, code, row), named)


def bridge_entries(table: Table) -> Iterator[BridgeEntry]:
    """The rows of a bridge: BPS code, present Kemendagri code, former one and year of the move where given."""
    bps, present = table.must_have(*BPS), table.must_have(*PRESENT, *CODE)
    former, moved_in = table.column(*FORMER), table.column(*MOVED_IN)
    for number, row in enumerate(table.rows, start=2):
        digits = str(row[bps] or "").strip().replace(".", "")
        if not digits.isascii() or not digits.isdigit() or len(digits) not in (2, 4, 7, 10):
            raise _bad(table, number, bps, row, "Kode BPS terdiri atas 2, 4, 7, atau 10 angka. / 2, 4, 7 or 10 digits.")
        before = _code(table, number, former, row) if former and row[former] else None
        year = _whole(table, number, moved_in, row) if moved_in and row[moved_in] else None
        yield BridgeEntry(digits, _code(table, number, present, row), before, year)


def people_entries(table: Table) -> Iterator[PeopleEntry]:
    """Counts of people and households by territory and year."""
    code, year = table.must_have(*CODE), table.must_have(*YEAR)
    population, households = table.column(*POPULATION), table.column(*HOUSEHOLDS)
    for number, row in enumerate(table.rows, start=2):
        yield PeopleEntry(
            code=_code(table, number, code, row),
            year=_whole(table, number, year, row),
            population=_whole(table, number, population, row) if population and row[population] else None,
            households=_whole(table, number, households, row) if households and row[households] else None,
        )


def _code(table: Table, number: int, column: str, row: Row) -> RegionCode:
    try:
        return RegionCode.parse(row[column])
    except Problem as problem:
        raise _bad(table, number, column, row, f"{problem.message('id')} / {problem.message('en')}") from problem


def _whole(table: Table, number: int, column: str, row: Row) -> int:
    written = str(row[column]).strip().removesuffix(".0")
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise _bad(
            table, number, column, row, "Tulis bilangan bulat tanpa titik. / Write a whole number without separators."
        )
    return int(written)


def _bad(table: Table, number: int, column: str, row: Row, reason: str) -> Problem:
    return Problem(
        "table.bad_value", path=table.path.name, row=number, column=column, value=row.get(column), reason=reason
    )
