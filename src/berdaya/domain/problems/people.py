"""What signing in, users, their roles and the keys of personal data refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # The keys of personal data and of documents
    "vault.keys_missing": ProblemKind(
        503,
        "Berkas kunci {path} tidak ada; data ini terkunci dengannya. Kembalikan dari salinannya, atau atur BERDAYA_KEYS_FILE.",
        "The key file {path} is missing, and these data are locked with it. Put it back from its copy, or set BERDAYA_KEYS_FILE.",
    ),
    "vault.keys_unreadable": ProblemKind(
        503,
        "Berkas kunci {path} tidak dapat dibaca ({reason}). Periksa hak bacanya, atau kembalikan dari salinannya.",
        "The key file {path} cannot be read ({reason}). Check who may read it, or put it back from its copy.",
    ),
    "vault.key_unknown": ProblemKind(
        503,
        "Kunci {name} tidak ada dalam {path}. Kembalikan berkas kunci yang memuatnya; jangan buat yang baru.",
        "The key {name} is not in {path}. Put back the key file that holds it; do not make a new one.",
    ),
    "vault.key_in_use": ProblemKind(
        409,
        "Kunci {name} masih dipakai (membungkus {count} kunci, atau yang terbaru). Jalankan dahulu berdaya keys rotate.",
        "The key {name} is in use ({count} keys are wrapped with it, or it is the newest). Run berdaya keys rotate first.",
    ),
    "vault.damaged": ProblemKind(
        500,
        "Isi yang terkunci ini rusak atau bukan milik baris ini. Pulihkan dari cadangan, dan laporkan kepada pengelola.",
        "This locked content is damaged or belongs to another row. Restore it from a backup, and tell the administrator.",
    ),
    "vault.erased": ProblemKind(
        410,
        "Data pribadi orang ini sudah dihapus. Daftarkan ia sebagai orang baru bila datanya harus dicatat lagi.",
        "This person's data were erased. Register them as a new person if their data must be kept again.",
    ),
}
