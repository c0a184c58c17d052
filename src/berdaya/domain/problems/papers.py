"""What can be wrong with letters and papers."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    "paper.unknown": ProblemKind(
        404,
        "Surat ini tidak ada, atau bukan dari wilayah Anda. Pilih dari daftar surat.",
        "There is no such paper, or it is not of your territory. Choose one from the list of papers.",
    ),
    "paper.not_draft": ProblemKind(
        409,
        "Surat ini sudah {state}. Nomor hanya diberikan sekali; buat draf baru bila perlu.",
        "This paper is already {state}. A number is given once only; make a new draft if one is needed.",
    ),
    "paper.not_issued": ProblemKind(
        409,
        "Surat ini {state}, jadi tidak dapat dicabut.",
        "This paper is {state}, so it cannot be withdrawn.",
    ),
    "paper.reason_needed": ProblemKind(
        422,
        "Tulis alasan pencabutan. Alasan itu tampil di halaman pemeriksaan.",
        "Write why it is withdrawn. The reason is shown on the verification page.",
    ),
    "paper.number_taken": ProblemKind(
        409,
        "Nomor {number} sudah dipakai surat lain. Ubah pola seri nomornya, lalu terbitkan lagi.",
        "The number {number} belongs to another paper. Change the pattern of its series, then issue again.",
    ),
    "paper.series_unknown": ProblemKind(
        404,
        "Seri nomor ini tidak ada. Pilih seri lain, atau buat seri baru.",
        "There is no such number series. Choose another one, or make a new one.",
    ),
    "paper.series_changed": ProblemKind(
        409,
        "Seri “{name}” baru saja diubah orang lain. Muat ulang, lalu periksa sebelum menyimpan.",
        "Somebody has just changed the series “{name}”. Load it again and check before saving.",
    ),
    "paper.signatory_unknown": ProblemKind(
        422,
        "Penanda tangan ini tidak berwenang pada {date}. Pilih yang lain, atau perbarui daftarnya di halaman Kantor.",
        "This signatory may not sign on {date}. Choose another one, or bring the list up to date on the Office page.",
    ),
    "paper.not_printable": ProblemKind(
        500,
        "Surat ini tidak dapat dicetak ({reason}). Tidak ada nomor yang terpakai; laporkan kepada pengelola sistem.",
        "This paper cannot be printed ({reason}). No number was used; tell the system's administrator.",
    ),
}
