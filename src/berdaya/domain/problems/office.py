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
    # Backing up and restoring
    "backup.unwritable": ProblemKind(
        507,
        "Cadangan tidak dapat ditulis ke {path} ({reason}). Periksa ruang cakram dan hak tulis, lalu ulangi.",
        "The backup cannot be written to {path} ({reason}). Check disk space and permissions, then try again.",
    ),
    "restore.not_a_backup": ProblemKind(
        422,
        "{path} bukan cadangan Berdaya yang dapat dibaca ({reason}). Pilih berkas berdaya-….zip.",
        "{path} is not a readable backup of Berdaya ({reason}). Choose a file berdaya-….zip.",
    ),
    "restore.damaged": ProblemKind(
        422,
        "Cadangan {path} rusak pada bagian {part}. Pakai cadangan lain; data sekarang tidak berubah.",
        "The backup {path} is damaged in its part {part}. Use another backup; the present data are unchanged.",
    ),
    "restore.keys_missing": ProblemKind(
        422,
        "Kunci cadangan ini tidak ada di {path}. Cadangan dan kuncinya disimpan terpisah: sebutkan kuncinya dengan --keys.",
        "The keys of this backup are not at {path}. A backup and its keys are kept apart: name them with --keys.",
    ),
    "restore.keys_wrong": ProblemKind(
        422,
        "Berkas kunci {path} bukan milik cadangan ini, atau rusak. Yang diperlukan bernama {name}.",
        "The file of keys {path} is not this backup's, or is damaged. The one needed is called {name}.",
    ),
    "restore.newer": ProblemKind(
        409,
        "Cadangan ini dibuat Berdaya {version}, lebih baru daripada yang terpasang ({ours}). Perbarui Berdaya dahulu.",
        "This backup was made by Berdaya {version}, newer than the one installed ({ours}). Upgrade Berdaya first.",
    ),
    "restore.other_database": ProblemKind(
        409,
        "Cadangan ini dari {kind}, sedangkan basis data sekarang {ours}. Atur BERDAYA_DATABASE ke {kind} dahulu.",
        "This backup is of {kind}, but the database here is {ours}. Set BERDAYA_DATABASE to {kind} first.",
    ),
    "restore.not_empty": ProblemKind(
        409,
        "Basis data ini sudah berisi catatan. Pakai --force untuk menggantinya; yang lama disimpan di sampingnya.",
        "This database holds records already. Use --force to replace them; the old ones are kept beside.",
    ),
    "restore.in_use": ProblemKind(
        409,
        "Basis data sedang dipakai ({reason}). Hentikan berdaya serve dan berdaya worker dahulu, lalu ulangi.",
        "The database is in use ({reason}). Stop berdaya serve and berdaya worker first, then try again.",
    ),
    "restore.counts_differ": ProblemKind(
        422,
        "Tabel {table} berisi {found} baris, padahal cadangan mencatat {said}. Pakai cadangan lain.",
        "The table {table} has {found} rows where the backup says {said}. Use another backup.",
    ),
    # Jobs
    "job.not_failed": ProblemKind(
        409,
        "Pekerjaan ini tidak sedang gagal; mungkin sudah diulang. Muat ulang halamannya.",
        "This job is not a failed one; perhaps it was tried again already. Reload the page.",
    ),
    # The first set-up
    "setup.key_wrong": ProblemKind(
        403,
        "Kunci penyiapan tidak cocok. Lihat keluaran berdaya serve pada komputer server.",
        "The set-up key does not match. Look at what berdaya serve printed on the server's computer.",
    ),
    "setup.done": ProblemKind(
        409,
        "Kantor ini sudah punya pengguna. Masuk sebagai pengelola untuk mengubahnya.",
        "This office has users already. Sign in as administrator to change it.",
    ),
}
