"""What a message can be about, and its words in both languages. `{subject}` is what the sender filled in."""

from collections.abc import Mapping

from berdaya.domain.values import Text

KINDS: Mapping[str, Text] = {
    "run.published": Text("Hasil {subject} terbit.", "The results {subject} are published."),
    "run.draft": Text(
        "Hasil {subject} sudah dihitung ulang dan menunggu diterbitkan.",
        "The results {subject} are computed anew and wait to be published.",
    ),
    "finding.decided": Text("Temuan diputuskan: {subject}.", "A finding was decided: {subject}."),
    "findings.decided": Text("Temuan diputuskan bersama: {subject}.", "Findings decided together: {subject}."),
    "finding.comment": Text("Tanggapan atas temuan: {subject}.", "A remark on a finding: {subject}."),
    "import.committed": Text("Impor masuk: {subject}.", "An import was committed: {subject}."),
    "import.undone": Text("Impor dibatalkan: {subject}.", "An import was undone: {subject}."),
    "user.invited": Text("Anda mendapat tugas: {subject}.", "You were given a task: {subject}."),
    "user.handed_over": Text(
        "Tugas orang lain menjadi tugas Anda sejak {subject}.", "The work of somebody else is yours from {subject} on."
    ),
    "user.expiring": Text("Akses segera berakhir: {subject}.", "Access ends soon: {subject}."),
    "job.done": Text("Pekerjaan selesai: {subject}.", "A job is done: {subject}."),
    "job.failed": Text(
        "Pekerjaan gagal: {subject}. Tidak ada yang berubah.", "A job failed: {subject}. Nothing changed."
    ),
}
