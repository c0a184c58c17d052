"""What signing in, users, their roles and the keys of personal data refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # Users and what they hold
    "access.last_administrator": ProblemKind(
        409,
        "{name} satu-satunya pengelola untuk wilayah ini. Beri dahulu orang lain peran pengelola tanpa tanggal akhir.",
        "{name} is the only administrator of this territory. First make somebody else one, without an end date.",
    ),
    "access.user_unknown": ProblemKind(
        404,
        "Pengguna ini tidak ada, atau bekerja di luar wilayah Anda.",
        "There is no such user, or they work outside your territory.",
    ),
    "access.user_erased": ProblemKind(
        410,
        "Data pribadi pengguna ini sudah dihapus; akunnya tidak dapat dipakai lagi. Undang orangnya sebagai pengguna baru.",
        "This user's personal data were erased; the account cannot be used again. Invite the person as a new user.",
    ),
    "access.not_yourself": ProblemKind(
        409,
        "Ini tidak dapat dilakukan pada akun Anda sendiri. Mintalah pengelola lain.",
        "This cannot be done to your own account. Ask another administrator.",
    ),
    "access.grant_ends_early": ProblemKind(
        422,
        "Tanggal akhir {until} mendahului tanggal mulai {since}. Tulis tanggal akhir yang lebih kemudian.",
        "The end {until} is before the beginning {since}. Write a later end.",
    ),
    "access.nothing_to_hand_over": ProblemKind(
        409,
        "{name} tidak memegang peran pada atau sesudah {day}. Pilih tanggal yang lebih awal.",
        "{name} holds no role on or after {day}. Choose an earlier day.",
    ),
    "access.code_wrong": ProblemKind(
        422,
        "Nama pengguna atau kode tidak cocok, atau kode sudah terpakai atau lewat waktunya. Mintalah kode baru kepada pengelola.",
        "The user name or the code does not fit, or the code was used or has run out. Ask the administrator for a new one.",
    ),
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
    "trail.unknown": ProblemKind(
        404,
        "Tidak ada entri jejak bernomor {number}, atau entri itu di luar wilayah Anda.",
        "There is no entry {number} in the trail, or it is outside your territory.",
    ),
}
