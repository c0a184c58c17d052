"""What can be wrong with files and with what the ministry answers."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
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
    "official.no_year": ProblemKind(
        422,
        "{source}: tidak tertulis tahunnya. Tambahkan kolom tahun, atau sebutkan dengan --year. Tidak ada yang diubah.",
        "{source}: it does not say of which year it is. Add a column with the year, or name it with --year. Nothing was changed.",
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
}
