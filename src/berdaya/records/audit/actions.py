"""What can be written into the trail: the code of each action, and its words in both languages.

Each area adds its own codes under its heading. A code never changes its meaning, for entries outlive the program.
"""

from collections.abc import Mapping

from berdaya.domain.values import Text

ACTIONS: Mapping[str, Text] = {
    # Signing in
    "session.sign_in": Text("Masuk", "Signed in"),
    "session.sign_out": Text("Keluar", "Signed out"),
    "session.end": Text("Mengakhiri sesi", "Ended a session"),
    "session.locked": Text("Terkunci setelah gagal masuk berkali-kali", "Locked out after failed sign-ins"),
    # People and what they may do
    "user.create": Text("Membuat pengguna", "Created a user"),
    "user.invite": Text("Mengundang pengguna", "Invited a user"),
    "user.change": Text("Mengubah data pengguna", "Changed a user's data"),
    "user.expire": Text("Menonaktifkan pengguna", "Deactivated a user"),
    "user.restore": Text("Mengaktifkan pengguna kembali", "Activated a user again"),
    "user.hand_over": Text("Mengalihkan tugas", "Handed over the work"),
    "user.reset": Text("Memberi kode masuk sekali pakai", "Gave a one-time code"),
    "user.password": Text("Mengganti kata sandi", "Changed the password"),
    "user.factor": Text("Mengubah faktor kedua", "Changed the second factor"),
    "user.erase": Text("Menghapus data pribadi", "Erased personal data"),
    "user.unlock": Text("Membuka akun yang terkunci", "Unlocked an account"),
    "user.view": Text("Melihat data pribadi pengguna", "Looked at a user's personal data"),
    "user.export": Text("Mengekspor daftar pengguna", "Exported the list of users"),
    "grant.give": Text("Memberi hak akses", "Gave access"),
    "grant.end": Text("Mengakhiri hak akses", "Ended access"),
    "list.export": Text("Mengunduh daftar", "Downloaded a list"),
    # The trail and the keys
    "trail.view": Text("Melihat data pribadi dalam jejak", "Looked at personal data in the trail"),
    "trail.export": Text("Mengekspor jejak", "Exported the trail"),
    "keys.new": Text("Membuat kunci induk", "Made a master key"),
    "keys.rotate": Text("Mengganti kunci induk", "Rotated the master key"),
    "keys.retire": Text("Membuang kunci induk lama", "Retired an old master key"),
    # Territories
    "region.import": Text("Mengimpor daftar wilayah", "Imported a region list"),
    "region.bridge": Text("Mengimpor jembatan kode BPS", "Imported a bridge of BPS codes"),
    "region.move": Text("Memindahkan desa ke kode baru", "Moved a village to a new code"),
    "region.people": Text("Mengimpor jumlah penduduk", "Imported counts of people"),
    "boundary.import": Text("Mengimpor batas wilayah", "Imported boundaries"),
    # The ledger and its results
    "ledger.record": Text("Mencatat nilai", "Recorded values"),
    "run.compute": Text("Menghitung hasil", "Computed results"),
    "run.publish": Text("Menerbitkan hasil", "Published results"),
    # The office
    "office.change": Text("Mengubah data kantor", "Changed the office's details"),
    "office.logo": Text("Mengganti logo", "Changed the logo"),
    "office.restore": Text("Memulihkan dari cadangan", "Restored from a backup"),
    "signatory.add": Text("Menambah penanda tangan", "Added a signatory"),
    "signatory.change": Text("Mengubah penanda tangan", "Changed a signatory"),
    "job.retry": Text("Mengulang pekerjaan yang gagal", "Retried a failed job"),
    "job.dismiss": Text("Menutup pekerjaan yang gagal", "Dismissed a failed job"),
    # Spreadsheets
    "import.send": Text("Mengirim berkas impor", "Sent a file to import"),
    "import.commit": Text("Menyimpan impor", "Committed an import"),
    "import.undo": Text("Membatalkan impor", "Undid an import"),
    "import.redo": Text("Menyimpan lagi impor yang dibatalkan", "Committed an undone import again"),
    "import.abandon": Text("Menyisihkan impor", "Put an import aside"),
    "import.take_up": Text("Melanjutkan impor yang disisihkan", "Took an import up again"),
    "import.download": Text("Mengunduh berkas impor", "Downloaded an import's file"),
    "import.faults": Text("Mengunduh daftar kesalahan impor", "Downloaded the faults of an import"),
    "template.export": Text("Mengunduh templat Excel", "Downloaded an Excel template"),
    # Findings on the data
    "finding.decide": Text("Memutuskan temuan", "Decided on a finding"),
    "finding.remark": Text("Menanggapi temuan", "Remarked on a finding"),
    # Letters and papers
    "paper.draft": Text("Membuat draf surat", "Drafted a paper"),
    "paper.discard": Text("Membuang draf surat", "Discarded a draft"),
    "paper.issue": Text("Menerbitkan surat", "Issued a paper"),
    "paper.withdraw": Text("Mencabut surat", "Withdrew a paper"),
    "paper.view": Text("Mengunduh surat", "Downloaded a paper"),
    "paper.export": Text("Mengekspor daftar surat", "Exported the list of papers"),
    "paper.series": Text("Mengatur seri nomor surat", "Set a number series"),
}


def words(code: str) -> Text:
    """The words of an action; an action of another version that is not known here is shown by its code."""
    return ACTIONS.get(code, Text(code, code))
