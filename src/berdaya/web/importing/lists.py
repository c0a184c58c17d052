"""The lists of an import, through the kit of lists: the history, what would change, and what could not be used."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.values import RegionCode
from berdaya.exchange.spreadsheets.layout import VILLAGE, columns_of
from berdaya.records.imports.contents import Change, Fault
from berdaya.records.imports.kinds import BatchState, Outcome
from berdaya.records.imports.selectors import BatchRow
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.values import Scalar
from berdaya.web import numerals
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice, Period
from berdaya.web.measure import language


def history() -> Listing[BatchRow]:
    """The imports, newest first."""
    columns: tuple[Column[BatchRow], ...] = (
        # The name of a file is its sender's to know: it stands on the page, not in what is taken away.
        Column("nomor", gettext("Impor"), lambda row: f"#{row.id}", show=lambda row: f"#{row.id} {row.name}",
               href=address, order=lambda row: row.id),
        Column("keadaan", gettext("Keadaan"), state_words, filter=Choice()),
        Column("data", gettext("Data"), what),
        Column("isi", gettext("Isi"), counted, sortable=False),
        Column("pengirim", gettext("Dikirim"), lambda row: row.sent_at, Kind.DATE, note=lambda row: row.sender,
               filter=Period()),
    )  # fmt: skip
    return Listing(
        gettext("Riwayat impor"),
        columns,
        empty=gettext("Belum ada impor"),
        advice=gettext("Unduh templat, isi, lalu kirim berkasnya di atas."),
        file_name="riwayat-impor",
        prefix="r-",
    )


def address(row: BatchRow) -> str:
    """An import whose columns are not chosen yet goes on there."""
    return reverse("import-mapping" if row.state == BatchState.UPLOADED else "import", args=[row.id])


def state_words(row: BatchRow) -> str:
    return str(BatchState(row.state).label)


def what(row: BatchRow) -> str:
    """Which index, year and source a file speaks of."""
    if not row.edition:
        return ""
    parts = [catalogue.edition(row.edition).short_name, str(row.year or ""), str(Source(row.source).label).lower()]
    return " ".join(part for part in parts if part)


def counted(row: BatchRow) -> str:
    """How many values a file changes and how many cells are wrong."""
    if not row.counts:
        return ""
    values = sum(row.counts.get(outcome, 0) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.OVERSHADOWED))
    told = ngettext("%(count)s nilai", "%(count)s nilai", values) % {"count": numerals.number(values, 0, language())}
    faults = row.counts.get("faults", 0)
    if not faults:
        return told
    wrong = ngettext("%(count)s salah", "%(count)s salah", faults) % {"count": numerals.number(faults, 0, language())}
    return f"{told}, {wrong}"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with its words."""

    change: Change
    place: str
    column: str
    column_code: str
    before: str
    after: str
    outcome: str
    conflict: bool


def lines(changes: tuple[Change, ...], conflicts: tuple[Change, ...]) -> list[ChangeLine]:
    """The changes in words, those in conflict first."""
    marked = {change.key for change in conflicts}
    found = [_line(change, change.key in marked) for change in changes]
    return sorted(found, key=lambda line: not line.conflict)


def _line(change: Change, conflict: bool) -> ChangeLine:
    edition = catalogue.edition(change.edition)
    column = columns_of(edition).get(f"{change.kind}:{change.code}")
    return ChangeLine(
        change=change,
        place=f"{change.name} ({RegionCode(change.village).dotted})",
        column=column.heading(language()) if column else change.code,
        column_code=change.code,
        before=_said(edition, change, change.value_before),
        after=_said(edition, change, change.value_after),
        outcome=str(Outcome(change.outcome).label),
        conflict=conflict,
    )


def _said(edition: Edition, change: Change, value: Scalar | None) -> str:
    """A value as its column speaks: a choice by its label, a number in the reader's writing."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return gettext("Ya") if value else gettext("Tidak")
    if isinstance(value, str):
        asked = edition.inputs.get(change.code)
        names = {choice.code: choice.label.in_(language()) for choice in asked.choices} if asked else {}
        return names.get(value, value)
    places = max(-int(value.as_tuple().exponent), 0) if not isinstance(value, int) else 0
    return numerals.number(value, min(places, 6), language())


def changes(batch_id: int, territory: str, *, saved: bool) -> Listing[ChangeLine]:
    """Before and after, by village and value."""
    before = gettext("Sebelumnya") if saved else gettext("Tampil sekarang")
    columns: tuple[Column[ChangeLine], ...] = (
        Column("desa", gettext("Desa"), lambda line: line.place, note=lambda line: str(line.change.year)),
        Column("kolom", gettext("Pertanyaan atau indikator"), lambda line: line.column),
        Column("sebelum", before, lambda line: line.before, note=_source, sortable=False),
        Column("sesudah", gettext("Dalam berkas"), lambda line: line.after, sortable=False),
        Column("akibat", gettext("Akibat"), lambda line: line.outcome, filter=Choice(),
               note=lambda line: gettext("berubah sejak diperiksa") if line.conflict else ""),
        search(lambda line: f"{line.place} {line.column} {line.column_code}", gettext("Cari desa atau pertanyaan")),
    )  # fmt: skip
    return Listing(
        gettext("Yang akan berubah"),
        columns,
        empty=gettext("Tidak ada yang berbeda"),
        advice=gettext("Semua nilai dalam berkas sudah sama dengan yang tampil sekarang."),
        territory=territory,
        file_name=f"impor-{batch_id}-perubahan",
        prefix="u-",
    )


def _source(line: ChangeLine) -> str:
    return str(Source(line.change.before_source).label) if line.change.before_source else ""


def faults(batch_id: int, territory: str, edition: str) -> Listing[Fault]:
    """Every cell and row that could not be used."""

    def heading(row: Fault) -> str:
        """The words above a cell; our own templates hide the machine's name of a column there."""
        if row.heading == VILLAGE:
            return gettext("Kode desa")
        column = columns_of(catalogue.edition(edition)).get(row.heading) if ":" in row.heading else None
        return column.heading(language()) if column else row.heading or row.column

    columns: tuple[Column[Fault], ...] = (
        Column("sel", gettext("Sel"), lambda row: f"{row.column}{row.row}", note=lambda row: row.sheet,
               order=lambda row: (row.sheet, row.row, row.column)),
        Column("lembar", gettext("Lembar"), lambda row: row.sheet, filter=Choice(), listed=False),
        Column("baris", gettext("Baris"), lambda row: row.row, Kind.NUMBER, listed=False),
        Column("judul", gettext("Kolom"), heading),
        Column("nilai", gettext("Isinya"), lambda row: row.value, sortable=False),
        Column("sebab", gettext("Sebab dan yang harus dilakukan"), lambda row: row.message.in_(language())),
    )  # fmt: skip
    return Listing(
        gettext("Yang tidak dapat dipakai"),
        columns,
        empty=gettext("Semua sel dapat dipakai"),
        action="import.faults",
        territory=territory,
        file_name=f"impor-{batch_id}-kesalahan",
        prefix="g-",
    )
