"""The catalogue of coded problems: what went wrong and what to do, in both languages, for every channel.

A code is part of the contract with scripts and pages: it never changes its meaning. All of them stand in
`docs/reference/problems.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One line of the catalogue. `status` is the HTTP status that fits it; templates name details in braces."""

    status: int
    id: str
    en: str


CATALOGUE: Mapping[str, ProblemKind] = {
    # Territories
    "region.code_not_understood": ProblemKind(
        422,
        "Kode “{code}” tidak dikenali. Tulis kode Kemendagri, misalnya 64.02.04.2001.",
        "The code “{code}” is not understood. Write a Kemendagri code, e.g. 64.02.04.2001.",
    ),
    "region.bps_code": ProblemKind(
        422,
        "Kode “{code}” adalah kode BPS. Di sini dipakai kode Kemendagri, misalnya 64.02.04.2001.",
        "The code “{code}” is a BPS code. Kemendagri codes are used here, e.g. 64.02.04.2001.",
    ),
    "region.unknown": ProblemKind(
        404,
        "Tidak ada wilayah berkode {code}. Periksa kodenya, atau impor daftar wilayah yang memuatnya.",
        "There is no territory with the code {code}. Check the code, or import a region list that has it.",
    ),
    # Definitions
    "definition.unreadable": ProblemKind(
        422, "{file}: bukan YAML yang sah ({reason}).", "{file}: not valid YAML ({reason})."
    ),
    "definition.invalid": ProblemKind(
        422,
        "{file}, pada {path}: {wrong} Perbaikan: {mend}",
        "{file}, at {path}: {wrong} To mend it: {mend}",
    ),
    "definition.unknown_edition": ProblemKind(
        404,
        "Tidak ada edisi “{code}”. Yang ada: {known}.",
        "There is no edition “{code}”. There are: {known}.",
    ),
    "definition.no_edition_for_year": ProblemKind(
        422,
        "Tidak ada edisi {family} yang berlaku untuk tahun {year}. Yang ada: {known}.",
        "No edition of {family} serves the year {year}. There are: {known}.",
    ),
    "definition.continuous": ProblemKind(
        422,
        "Edisi {edition} menormalkan indikatornya menurut seluruh data: satu desa saja tidak dapat dinilai.",
        "The edition {edition} normalises its indicators over all the data: one village alone cannot be assessed.",
    ),
    # Answers and scores
    "answer.wrong_type": ProblemKind(
        422,
        "{input}: “{value}” bukan {expected}.",
        "{input}: “{value}” is not {expected}.",
    ),
    "answer.out_of_range": ProblemKind(
        422,
        "{input}: {value} di luar rentang {range}.",
        "{input}: {value} is outside the range {range}.",
    ),
    "answer.no_band": ProblemKind(
        422,
        "{indicator}: nilai {value} tidak masuk kelas skor mana pun. Periksa jawabannya.",
        "{indicator}: the value {value} falls into no scoring band. Check the answer.",
    ),
    "score.outside_rubric": ProblemKind(
        422,
        "{indicator}: skor {value} tidak ada dalam rubrik. Yang ada: {allowed}.",
        "{indicator}: the score {value} is not in the rubric. It has: {allowed}.",
    ),
    "score.unknown_indicator": ProblemKind(
        422,
        "“{code}” bukan indikator atau masukan edisi {edition}.",
        "“{code}” is neither an indicator nor an input of the edition {edition}.",
    ),
    # Scoring at scale
    "engine.no_integer_form": ProblemKind(
        422,
        "Edisi {edition} tidak dapat dihitung dengan bilangan bulat. Pakai `berdaya index score`.",
        "The edition {edition} cannot be counted in whole numbers. Use `berdaya index score`.",
    ),
    "engine.too_large": ProblemKind(
        422,
        "{indicator}: {expression} dapat melampaui bilangan bulat basis data. "
        "Beri rentang pada masukannya, atau pakai `berdaya index score`.",
        "{indicator}: {expression} can outgrow the integers of the database. "
        "Give its inputs a range, or use `berdaya index score`.",
    ),
    # Files
    "file.not_found": ProblemKind(404, "Berkas {path} tidak ditemukan.", "The file {path} was not found."),
    "file.unsupported": ProblemKind(
        422,
        "{path}: jenis berkas ini tidak dapat dibaca. Pakai {expected}.",
        "{path}: this kind of file cannot be read. Use {expected}.",
    ),
    "file.unreadable": ProblemKind(
        422, "{path}: isi berkas tidak dapat dibaca ({reason}).", "{path}: the file cannot be read ({reason})."
    ),
    "file.unwritable": ProblemKind(
        422, "{path}: tidak dapat ditulis ({reason}).", "{path}: cannot be written ({reason})."
    ),
    "audit.nothing": ProblemKind(
        422,
        "Tidak ada jawaban untuk diperiksa dalam {paths}.",
        "There are no answers to audit in {paths}.",
    ),
    "table.twice": ProblemKind(
        422,
        "{path}: kolom {column} ada lebih dari satu kali. Hapus salah satunya.",
        "{path}: the column {column} occurs more than once. Remove one of them.",
    ),
    "table.missing_columns": ProblemKind(
        422,
        "{path}: tidak ada kolom {columns}. Kolom yang ada: {found}.",
        "{path}: the column {columns} is missing. It has: {found}.",
    ),
    "table.bad_value": ProblemKind(
        422,
        "{path}, baris {row}, kolom {column}: “{value}” tidak dapat dipakai. {reason}",
        "{path}, row {row}, column {column}: “{value}” cannot be used. {reason}",
    ),
    # The ministry's answers
    "official.empty": ProblemKind(
        422, "{source}: jawaban kosong. Tidak ada yang diubah.", "{source}: the answer is empty. Nothing was changed."
    ),
    "official.html": ProblemKind(
        422,
        "{source}: server menjawab halaman web, bukan data. Tidak ada yang diubah.",
        "{source}: the server answered a web page, not data. Nothing was changed.",
    ),
    "official.truncated": ProblemKind(
        422,
        "{source}: jawaban terpotong atau bukan JSON. Tidak ada yang diubah.",
        "{source}: the answer is cut off or not JSON. Nothing was changed.",
    ),
    "official.no_data": ProblemKind(
        422,
        "{source}: server menjawab tanpa data untuk desa dan tahun ini. Tidak ada yang diubah.",
        "{source}: the server has no data for this village and year. Nothing was changed.",
    ),
    "official.unreachable": ProblemKind(
        503,
        "{source}: server tidak menjawab ({reason}). Data terakhir tetap dipakai.",
        "{source}: the server does not answer ({reason}). The last data stay in use.",
    ),
    "official.gave_up": ProblemKind(
        503,
        "{source}: {count} pertanyaan berturut-turut tidak dijawab; berhenti. Lanjutkan nanti dengan --resume.",
        "{source}: {count} questions in a row were not answered; stopped. Go on later with --resume.",
    ),
    "official.wrong_village": ProblemKind(
        422,
        "{source}: diminta desa {asked}, jawaban untuk desa {answered}. Tidak ada yang diubah.",
        "{source}: village {asked} was asked for, the answer is for {answered}. Nothing was changed.",
    ),
    # Records: access, the ledger, boundaries, runs
    "access.not_allowed": ProblemKind(
        403,
        "Anda tidak berwenang melakukan ini untuk wilayah {territory}. Mintalah hak akses kepada pengelola.",
        "You may not do this for the territory {territory}. Ask the administrator for access.",
    ),
    "ledger.append_only": ProblemKind(
        409,
        "{record} tidak dapat diubah atau dihapus. Catat nilai baru di sampingnya.",
        "{record} cannot be changed or deleted. Record a new value beside it.",
    ),
    "region.code_taken": ProblemKind(
        409,
        "Kode {code} sudah dipakai oleh {name}. Periksa daftar perpindahan kode.",
        "The code {code} already belongs to {name}. Check the list of moved codes.",
    ),
    "region.code_reused": ProblemKind(
        422,
        "Kode {code} pernah dipakai oleh lebih dari satu wilayah. Sebutkan tahunnya.",
        "The code {code} has belonged to more than one territory. Give the year.",
    ),
    "region.parent_unknown": ProblemKind(
        422,
        "Wilayah {code} tidak punya induk dalam data. Impor dahulu wilayah {parent}.",
        "The territory {code} has no parent here. Import the territory {parent} first.",
    ),
    "region.two_series": ProblemKind(
        409,
        "{old} dan {new} adalah satu desa, tetapi keduanya sudah punya catatan. Hubungi pengelola sistem.",
        "{old} and {new} are one village, yet both already have records. Ask the system's administrator.",
    ),
    "region.not_village": ProblemKind(
        422,
        "Kode {code} bukan kode desa. Tulis sepuluh angka, misalnya 64.02.04.2001.",
        "The code {code} is not a village's. Write ten digits, e.g. 64.02.04.2001.",
    ),
    "boundary.not_geojson": ProblemKind(
        422,
        "{path}: bukan GeoJSON FeatureCollection yang dapat dibaca ({reason}).",
        "{path}: not a readable GeoJSON FeatureCollection ({reason}).",
    ),
    "boundary.not_polygon": ProblemKind(
        422,
        "Batas {code}: harus berupa Polygon atau MultiPolygon, bukan {found}.",
        "Boundary of {code}: must be a Polygon or MultiPolygon, not {found}.",
    ),
    "boundary.invalid": ProblemKind(
        422,
        "Batas {code}: geometri tidak sah ({reason}). Perbaiki di QGIS (Fix geometries), lalu impor lagi.",
        "Boundary of {code}: invalid geometry ({reason}). Mend it in QGIS (Fix geometries) and import again.",
    ),
    "boundary.not_degrees": ProblemKind(
        422,
        "Batas {code}: koordinat bukan derajat bujur dan lintang (WGS 84). Ubah proyeksinya ke EPSG:4326.",
        "Boundary of {code}: coordinates are not degrees of longitude and latitude (WGS 84). Reproject to EPSG:4326.",
    ),
    "boundary.no_code": ProblemKind(
        422,
        "Batas ke-{number} tidak punya atribut kode wilayah. Yang ada: {found}.",
        "Boundary number {number} has no attribute with a territory code. It has: {found}.",
    ),
    "boundary.wrong_level": ProblemKind(
        422,
        "Batas {code}: bukan wilayah tingkat {level}.",
        "Boundary of {code}: not a territory of the level {level}.",
    ),
    "boundary.twice": ProblemKind(
        422,
        "Batas {code}: ada lebih dari satu kali dalam berkas ini.",
        "Boundary of {code}: occurs more than once in this file.",
    ),
    "run.nothing": ProblemKind(
        422,
        "Tidak ada data {edition} tahun {year} untuk wilayah {territory}. Impor dahulu datanya.",
        "There are no data of {edition} for {year} in the territory {territory}. Import them first.",
    ),
    "run.not_draft": ProblemKind(
        409,
        "Hasil ini sudah {state} dan tidak dapat diterbitkan lagi. Hitung yang baru.",
        "This run is already {state} and cannot be published again. Compute a new one.",
    ),
    # The demo regency
    "demo.real_data": ProblemKind(
        409,
        "Basis data ini berisi wilayah sungguhan. Muat Kabupaten Contoh ke basis data lain (BERDAYA_DATABASE).",
        "This database holds real territories. Load the demo regency into another one (BERDAYA_DATABASE).",
    ),
    "demo.already_loaded": ProblemKind(
        409,
        "Kabupaten Contoh sudah ada di basis data ini. Untuk memulai lagi, hapus berkas basis datanya dahulu.",
        "The demo regency is in this database already. To start afresh, delete the database file first.",
    ),
    # The database and the server
    "database.unreachable": ProblemKind(
        503,
        "Basis data tidak dapat dihubungi ({reason}). Periksa BERDAYA_DATABASE dan servernya, lalu jalankan berdaya check.",
        "The database cannot be reached ({reason}). Check BERDAYA_DATABASE and its server, then run berdaya check.",
    ),
    "serve.port_taken": ProblemKind(
        409,
        "Alamat {host}:{port} tidak dapat dipakai ({reason}). Pilih port lain dengan --port.",
        "The address {host}:{port} cannot be used ({reason}). Choose another port with --port.",
    ),
}


@runtime_checkable
class Spoken(Protocol):
    """A detail that has words of its own in both languages, such as a Text."""

    def in_(self, language: str) -> str: ...


class Problem(Exception):
    """A coded problem with its details; a detail that is a Text speaks the language of the message.

    >>> Problem("region.unknown", code="64.99").message("en")
    'There is no territory with the code 64.99. Check the code, or import a region list that has it.'
    """

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.kind = CATALOGUE[code]
        self.details = details
        super().__init__(code, details)

    @property
    def status(self) -> int:
        return self.kind.status

    def message(self, language: str = "id") -> str:
        template = self.kind.en if language.startswith("en") else self.kind.id
        details = {key: item.in_(language) if isinstance(item, Spoken) else item for key, item in self.details.items()}
        return template.format_map(details)

    def __str__(self) -> str:
        return f"{self.code}: {self.message('en')}"
