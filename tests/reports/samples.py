"""Small contents of papers to print in tests: invented villages and officials only."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from berdaya.reports.data import Frame, Letterhead, Proof, Signature, plain
from berdaya.reports.letter import Letter
from berdaya.reports.village_profile import (
    Band,
    Column,
    Dimension,
    Figure,
    Group,
    Point,
    Score,
    Standing,
    Status,
    Strip,
    Ticks,
    Trend,
    TrendBand,
    TrendYear,
    VillageProfile,
)

MOMENT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 25)
# What Typst would take for markup, code, a label, a reference or a formula, if it were ever read as source.
HOSTILE = 'Desa #panic("x") *tebal* _miring_ <label> @rujuk $x^2$ \\ `kode` // = [a] "b" #sys.inputs'

HEADINGS: dict[str, Any] = {
    key: f"Judul {key}"
    for key in (
        "standing", "one_dot", "dimensions", "ticks", "trend", "trend_note", "strip", "strip_note", "extremes",
        "weakest", "strongest", "points_title", "points_say", "unchanged", "no_office", "robust", "missing",
        "provenance",
    )
} | {"points": ("Titik", "Skor", "Tambahan", "Status", "Pelaksana")}  # fmt: skip
WORDS = {
    "page": "Halaman {n} dari {all}",
    "preview": "Pratinjau tanpa nomor dan tanda tangan.",
    "number": "Nomor",
    "check": "Periksa di",
    "code": "Kode",
    "fingerprint": "Sidik isi",
    "qr": "Kode QR",
    "logo": "Lambang",
    "sample": "REKAAN",
}
BANDS = (Band("Rendah", 1, 0.5, "0,5"), Band("Tinggi", 5, None, ""))


def village_profile(name: str = "Muara Tenang") -> VillageProfile:
    ticks = Ticks((0.4, 0.6, 0.8), 0.3, 1.0, 0.6, "median 0,6", 0.6, "Desa ini 0,6")
    return VillageProfile(
        name=name,
        sentence="Muara Tenang berstatus Tinggi.",
        identity=("Kecamatan Hulu", "99.01.01.2002"),
        status=Status(2, 2, 2, 5, "Tinggi"),
        figures=(Figure("0,7141", "IDM 2024", "median kabupaten 0,6"),),
        standing=Standing((0.4, 0.6, 0.7141), BANDS, 0.3, 1.0, 0.7141, f"{name} 0,7141", "Letak di antara 3 desa"),
        dimensions=(Dimension("Sosial", "IKS", "0,6", "pada median", ticks),),
        trend=Trend(
            (TrendYear("2023", 0.6, "0,6"), TrendYear("2024", None, "–"), TrendYear("2025", 0.7, "0,7")),
            (TrendBand("Rendah", 1, 0.0, 0.5), TrendBand("Tinggi", 5, 0.5, 1.0)),
            0.5,
            0.8,
            "Indeks menurut tahun",
        ),
        strip=Strip(
            ("2024",),
            ((Group("Kesehatan", (Column("Dokter", (Score("0", 0),), "3"), Column("Bidan", (None,), ""))),),),
            "Median",
            True,
            "Skor 2 indikator",
        ),
        weakest=("Dokter: skor 0 dari 5",),
        strongest=("Sosial: 3 dari 5",),
        points=(Point("Dokter", "Hadirkan dokter", 0, 5, 5, "0 ke 5", "+0,0222", None, ("Dinkes",)),),
        robust=("Peringkat 1–2 dari 3 desa.",),
        missing=("Belum dijawab: Bidan.",),
        provenance=("Edisi contoh-2020", "terbit 1 Mei 2026"),
        headings=HEADINGS,
    )


def empty_profile() -> VillageProfile:
    """A village of which nothing is published."""
    nothing = {"figures": (), "dimensions": (), "weakest": (), "strongest": (), "points": (), "provenance": ()}
    return replace(
        village_profile(),
        status=None,
        standing=None,
        trend=None,
        strip=None,
        robust=(),
        missing=("Belum ada.",),
        **nothing,
    )


def letter(**changed: Any) -> Letter:
    words = ("number", "nature", "attachment", "subject", "unnumbered", "to", "at", "copies")
    whole = Letter(
        subject="Penyampaian profil desa",
        nature="Biasa",
        attachment="Satu berkas",
        addressee="Camat Hulu",
        addressee_place="Tempat",
        paragraphs=("Bersama ini kami sampaikan profil desa.", "Terima kasih."),
        copies=("Bupati Contoh",),
        headings={word: word.title() for word in words},
        place_and_date="Muara Kencana, 25 November 2026",
    )
    return replace(whole, **changed)


def frame(**changed: Any) -> Frame:
    whole = Frame(
        language="id",
        size="F4",
        title="Profil Desa Muara Tenang",
        author="Dinas Contoh",
        source="Edisi contoh-2020",
        words=WORDS,
        letterhead=Letterhead("Pemerintah Kabupaten Contoh", "Dinas Contoh", "Jalan Contoh 1"),
        signature=Signature("Muara Kencana, 25 November 2026", "Kepala Dinas", "Siti Contoh", "Pembina", "1968"),
        proof=Proof("400.10/7/DC/XI/2026", "BCDF-GHJK-MNPQ", "https://berdaya.example/periksa/BCDF-GHJK-MNPQ/", "ab12"),
        synthetic="Kabupaten Contoh. Semua rekaan.",
    )
    return replace(whole, **changed)


def content(body: VillageProfile | Letter, **changed: Any) -> dict[str, Any]:
    return {"frame": plain(frame(**changed)), "body": plain(body)}
