"""What setting up, backing up, restoring and working in the background refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # The office
    "office.not_set_up": ProblemKind(
        409,
        "Kantor belum disiapkan. Buka /siapkan/ dan isi kode kabupaten dahulu.",
        "The office is not set up yet. Open /siapkan/ and give the regency's code first.",
    ),
    "office.not_a_regency": ProblemKind(
        422,
        "{code} bukan kode kabupaten atau kota. Tulis empat angka, misalnya 64.02.",
        "{code} is not the code of a regency or city. Write four digits, e.g. 64.02.",
    ),
    "office.changed_meanwhile": ProblemKind(
        409,
        "Orang lain mengubah data ini sesudah Anda membukanya. Muat ulang, periksa, lalu simpan lagi.",
        "Somebody else changed this after you opened it. Reload, look again, then save.",
    ),
    "office.no_such_signatory": ProblemKind(
        404,
        "Penanda tangan ini tidak ada. Buka daftarnya dan pilih lagi.",
        "There is no such signatory. Open the list and choose again.",
    ),
    "office.logo_too_big": ProblemKind(
        422,
        "Berkas logo lebih besar dari {kilobytes} kB. Perkecil dahulu gambarnya.",
        "The logo's file is larger than {kilobytes} kB. Make the picture smaller first.",
    ),
    "office.logo_type": ProblemKind(
        422,
        "Logo harus berkas PNG atau JPEG. SVG tidak diterima karena dapat memuat skrip.",
        "The logo must be a PNG or JPEG file. SVG is not accepted, for it may carry scripts.",
    ),
    "office.logo_broken": ProblemKind(
        422,
        "Berkas logo rusak atau terpotong. Simpan ulang gambarnya, lalu unggah lagi.",
        "The logo's file is damaged or cut off. Save the picture anew and upload it again.",
    ),
    "office.logo_size": ProblemKind(
        422,
        "Logo berukuran {width} × {height} piksel. Tiap sisinya harus {least} sampai {most} piksel.",
        "The logo measures {width} × {height} pixels. Each side must be {least} to {most} pixels.",
    ),
}
