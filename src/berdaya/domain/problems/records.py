"""What the records refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
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
}
