"""The list of papers: its columns and filters."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.records.papers.selectors import PaperRow
from berdaya.web.lists.columns import Column, Kind, Listing, search
from berdaya.web.lists.filters import Choice, Period


def listing() -> Listing[PaperRow]:
    """Newest first; drafts stand among the issued ones, without a number."""
    columns: tuple[Column[PaperRow], ...] = (
        search(lambda row: f"{row.subject} {row.number}", gettext("Cari perihal atau nomor")),
        Column(
            "perihal",
            gettext("Perihal"),
            lambda row: row.subject,
            href=lambda row: reverse("paper", args=[row.id]),
            note=lambda row: row.number or gettext("belum bernomor"),
        ),
        Column("nomor", gettext("Nomor"), lambda row: row.number, listed=False),
        Column("jenis", gettext("Jenis"), lambda row: row.kind_name, filter=Choice()),
        Column("keadaan", gettext("Keadaan"), lambda row: row.state_name, filter=Choice()),
        Column("tanggal", gettext("Tanggal"), day_of, Kind.DATE, filter=Period()),
        Column("wilayah", gettext("Wilayah"), dotted, only_wide=True),
        Column("tanda-tangan", gettext("Penanda tangan"), lambda row: row.signatory_title, only_wide=True),
    )
    return Listing(
        gettext("Surat"),
        columns,
        order="-tanggal",
        empty=gettext("Belum ada surat"),
        advice=gettext("Buka halaman sebuah desa, lalu pilih Terbitkan profil; atau tulis surat baru."),
        action="paper.export",
        file_name="surat",
    )


def day_of(row: PaperRow) -> date:
    """The day a paper was issued, or drafted while it is not."""
    return row.issued_on or timezone.localdate(row.drafted_at)


def dotted(row: PaperRow) -> str:
    return RegionCode(row.territory).dotted if row.territory else ""
