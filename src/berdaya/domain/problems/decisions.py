"""What deciding on findings and writing to the inbox refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    "decision.unknown_finding": ProblemKind(
        404,
        "Temuan ini tidak ada pada hasil yang terbit sekarang. Buka lagi daftar temuan.",
        "This finding is not among the results published now. Open the list of findings again.",
    ),
    "decision.meanwhile": ProblemKind(
        409,
        "{name} sudah menulis sesuatu tentang temuan ini sejak halaman Anda dibuka. Baca dahulu, lalu kirim lagi.",
        "{name} has written about this finding since you opened the page. Read it first, then send yours again.",
    ),
    "decision.no_reason": ProblemKind(
        422,
        "Alasannya kosong. Tulis mengapa, dengan bukti bila ada.",
        "The reason is empty. Write why, with evidence where there is some.",
    ),
    "decision.no_score": ProblemKind(
        422,
        "Skor perbaikan belum dipilih. Pilih indikator dan skor yang benar.",
        "No score is chosen for the repair. Choose the indicator and its right score.",
    ),
    "decision.changed_list": ProblemKind(
        409,
        "Daftarnya berubah sejak Anda membukanya: {before} temuan, kini {now}. Periksa lagi, lalu kirim.",
        "The list has changed since you opened it: {before} findings then, {now} now. Check again, then send.",
    ),
    "decision.not_for_many": ProblemKind(
        422,
        "Keputusan ini harus dibuat satu per satu: temuannya tidak membawa usul perbaikan.",
        "This has to be decided one by one: the findings carry no proposed repair.",
    ),
    "practice.elsewhere": ProblemKind(
        409,
        "Ini bukan ruang latihan. Jalankan berdaya practice.",
        "This is not the practice installation. Run berdaya practice.",
    ),
    "digest.no_user": ProblemKind(
        404,
        "Tidak ada pengguna aktif bernama {username}. Periksa ejaannya pada halaman Pengguna.",
        "There is no active user called {username}. Check the spelling on the page People.",
    ),
    "inbox.elsewhere": ProblemKind(
        422,
        "Pesan hanya dapat menunjuk halaman di situs ini, bukan {href}.",
        "A message can only lead to a page of this site, not to {href}.",
    ),
}
