"""What can be wrong with a workbook and its import."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # The file
    "spreadsheet.too_large": ProblemKind(
        413,
        "Berkas ini lebih besar dari {limit}. Bagi menjadi beberapa berkas, atau hapus gambar di dalamnya.",
        "This file is larger than {limit}. Divide it into several files, or remove the pictures in it.",
    ),
    "spreadsheet.absent": ProblemKind(
        422,
        "Belum ada berkas yang dipilih. Pilih satu berkas Excel atau CSV.",
        "No file was chosen. Choose one Excel or CSV file.",
    ),
    "spreadsheet.empty": ProblemKind(
        422,
        "Berkas ini kosong. Periksa apakah yang dipilih sudah benar.",
        "This file is empty. Check whether it is the right one.",
    ),
    "spreadsheet.old_format": ProblemKind(
        422,
        "Ini berkas Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai, jenis Excel Workbook (.xlsx), lalu kirim lagi.",
        "This is an old Excel file (.xls). Open it in Excel, choose Save As, type Excel Workbook (.xlsx), and send it again.",
    ),
    "spreadsheet.encrypted": ProblemKind(
        422,
        "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus sandinya (File, Info, Protect Workbook), kirim lagi.",
        "This file is locked with a password. In Excel, remove it (File, Info, Protect Workbook), and send it again.",
    ),
    "spreadsheet.other_kind": ProblemKind(
        422,
        "Ini berkas {found}, bukan .xlsx, .xlsm, atau .csv. Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.",
        "This is {found}, not .xlsx, .xlsm or .csv. Open it in Excel, save it as .xlsx, and send it again.",
    ),
    "spreadsheet.damaged": ProblemKind(
        422,
        "Isi berkas ini rusak dan tidak dapat dibaca. Buka di Excel, simpan dengan nama baru sebagai .xlsx, lalu kirim lagi.",
        "The file is damaged and cannot be read. Open it in Excel, save it under a new name as .xlsx, and send it again.",
    ),
    "spreadsheet.unsafe": ProblemKind(
        422,
        "Berkas ini ditolak karena berbahaya bagi server: {reason}. Salin datanya ke templat kosong, lalu kirim templat itu.",
        "This file is refused, for it is dangerous to the server: {reason}. Copy its data into an empty template and send that.",
    ),
    "spreadsheet.too_long": ProblemKind(
        422,
        "Isinya lebih dari {limit} {what}. Bagi menjadi beberapa berkas, atau hapus baris dan kolom kosong yang berformat.",
        "It holds more than {limit} {what}. Divide it into several files, or delete empty rows and columns that are formatted.",
    ),
    "spreadsheet.no_heading": ProblemKind(
        422,
        "Tidak ada baris judul dengan kolom kode desa dan kolom {edition}. Pilih definisi yang benar, atau pakai templat.",
        "There is no heading with a column of village codes and columns of {edition}. Choose the right one, or use a template.",
    ),
    # A column
    "mapping.unknown_target": ProblemKind(
        422,
        "“{given}” bukan kolom {edition}. Pilih dari daftar, atau kosongkan agar kolom ini tidak dipakai.",
        "“{given}” is no column of {edition}. Choose from the list, or leave it empty so that the column is not used.",
    ),
    "mapping.twice": ProblemKind(
        422,
        "{target} dipilih untuk dua kolom dari lembar yang sama. Kosongkan salah satunya.",
        "{target} is chosen for two columns of the same sheet. Clear one of them.",
    ),
    "mapping.no_village": ProblemKind(
        422,
        "Belum ada kolom kode desa. Pilih kolom yang berisi kode sepuluh angka.",
        "There is no column of village codes yet. Choose the one that holds codes of ten digits.",
    ),
    "mapping.no_values": ProblemKind(
        422,
        "Belum ada kolom jawaban atau skor yang dipilih.",
        "No column of answers or scores is chosen yet.",
    ),
    "mapping.no_year": ProblemKind(
        422,
        "Tulis tahun datanya, atau pilih kolom yang berisi tahun.",
        "Give the year of the data, or choose the column that holds it.",
    ),
    # A row or a cell
    "cell.error": ProblemKind(
        422,
        "Rumus di sel ini gagal ({value}). Perbaiki rumusnya, atau ketik angkanya.",
        "The formula in this cell fails ({value}). Mend it, or type the figure.",
    ),
    "cell.not_calculated": ProblemKind(
        422,
        "Sel ini berisi rumus tanpa hasil. Buka berkasnya di Excel dan simpan, atau ketik angkanya.",
        "This cell holds a formula without a result. Open the file in Excel and save it, or type the figure.",
    ),
    "cell.date": ProblemKind(
        422,
        "Excel mengubah isi sel ini menjadi tanggal. Ubah format selnya ke Umum, lalu ketik angkanya lagi.",
        "Excel turned this cell into a date. Set its format to General and type the figure again.",
    ),
    "cell.ambiguous": ProblemKind(
        422,
        "Tidak jelas apakah ini ribuan atau pecahan. Ketik sebagai angka, misalnya {whole} atau {part}.",
        "It is not clear whether this is thousands or a fraction. Type it as a number, for instance {whole} or {part}.",
    ),
    "cell.other_code": ProblemKind(
        422,
        "Kolom ini tidak ada di {edition}, definisi untuk tahun {year}. Pindahkan ke kolom yang benar.",
        "There is no such column in {edition}, the definition of {year}. Move it to the right column.",
    ),
    "cell.twice": ProblemKind(
        422,
        "Desa ini sudah punya nilai lain di lembar {sheet}, baris {row}: “{before}”. Hapus salah satunya.",
        "This village already has another value on sheet {sheet}, row {row}: “{before}”. Remove one of them.",
    ),
    "row.no_village": ProblemKind(
        422,
        "Baris ini berisi nilai tetapi tidak ada kode desanya. Tulis sepuluh angka kodenya.",
        "This row holds values but no village code. Write its ten digits.",
    ),
    "row.kelurahan": ProblemKind(
        422,
        "{code} adalah kelurahan; indeks hanya untuk desa. Hapus barisnya.",
        "{code} is a kelurahan; the index is for desa only. Remove the row.",
    ),
    "row.outside": ProblemKind(
        422,
        "Desa {code} di luar wilayah Anda. Hapus barisnya, atau mintalah pengelola yang mengirim.",
        "The village {code} is outside your territory. Remove the row, or ask the administrator to send it.",
    ),
    "row.year": ProblemKind(
        422, "Tahun ditulis empat angka, misalnya 2024.", "A year is written with four digits, for instance 2024."
    ),
    # The import
    "import.unknown": ProblemKind(
        404,
        "Impor nomor {id} tidak ada, atau bukan untuk Anda.",
        "There is no import number {id}, or it is not for you.",
    ),
    "import.wrong_state": ProblemKind(
        409,
        "Impor ini {state}; langkah itu tidak dapat dilakukan lagi. Muat ulang halamannya.",
        "This import is {state}; that step cannot be taken any more. Reload the page.",
    ),
    "import.busy": ProblemKind(
        409,
        "Impor ini sedang dikerjakan. Tunggu sampai selesai.",
        "This import is being worked on. Wait until it is done.",
    ),
    "import.nothing": ProblemKind(
        422,
        "Tidak ada nilai baru dalam berkas ini; tidak ada yang perlu disimpan.",
        "There are no new values in this file; nothing needs to be saved.",
    ),
    "import.failed": ProblemKind(
        500,
        "Pekerjaan ini terhenti karena kesalahan di server; tidak ada yang disimpan. Coba lagi, lalu hubungi pengelola.",
        "This work was stopped by a fault of the server; nothing was saved. Try again, then tell the administrator.",
    ),
    "import.conflict": ProblemKind(
        409,
        "Data berubah sejak Anda memeriksanya; belum ada yang disimpan. Periksa lagi nilai yang ditandai, lalu simpan.",
        "The data changed since you looked; nothing has been saved yet. Look at the marked values, then save.",
    ),
}
