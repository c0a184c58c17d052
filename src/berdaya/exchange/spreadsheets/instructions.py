"""The words of a template's first sheet, in both languages."""

from collections.abc import Sequence

from berdaya.domain.index.definition import Edition
from berdaya.domain.values import Text
from berdaya.exchange.spreadsheets.layout import Contents

Line = tuple[str, str]

STEPS = (
    Text(
        "Buka lembar tiap dimensi di bagian bawah. Satu baris adalah satu desa; kode dan nama desa sudah diisi dan terkunci.",
        "Open the sheet of each dimension below. One row is one village; its code and name are filled in and locked.",
    ),
    Text(
        "Isi sel putih. Bila ada panah di sel, pilih dari daftarnya. Angka ditulis tanpa satuan; satuannya ada di atas kolom.",
        "Fill the white cells. Where a cell has an arrow, choose from its list. Numbers go without the unit that stands above.",
    ),
    Text(
        "Kosongkan yang belum diketahui. Sel kosong tidak menghapus apa pun; angka 0 berarti memang nol.",
        "Leave empty what is not known yet. An empty cell deletes nothing; the figure 0 means none.",
    ),
    Text(
        "Jangan mengubah nama lembar, baris judul, atau urutan kolom. Boleh mengirim sebagian desa atau sebagian kolom.",
        "Do not change sheet names, headings or the order of columns. You may send some villages or some columns only.",
    ),
    Text(
        "Simpan sebagai .xlsx, lalu kirim di halaman Impor. Anda akan melihat dulu apa yang berubah sebelum disimpan.",
        "Save it as .xlsx and send it on the page Impor. You will see what changes before anything is saved.",
    ),
)
WHAT = {
    "answers": Text("Jawaban kuesioner", "Answers to the questionnaire"),
    "scores": Text("Skor indikator", "Scores of the indicators"),
}


def lines(edition: Edition, year: int, contents: Contents, villages: int, sheets: Sequence[Text]) -> list[Line]:
    """Pairs of a style (title, strong, prose) and the words."""
    found: list[Line] = [("title", f"{edition.short_name} {year}")]
    for language in ("id", "en"):
        count = Text(f"{villages} desa", f"{villages} villages").in_(language)
        named = ", ".join(sheet.in_(language) for sheet in sheets)
        found += [
            ("prose", ""),
            ("strong", f"{edition.name.in_(language)}: {WHAT[contents].in_(language)}, {count}"),
            *(("prose", f"{number}. {step.in_(language)}") for number, step in enumerate(STEPS, start=1)),
            ("prose", f"{Text('Lembar', 'Sheets').in_(language)}: {named}."),
        ]
    return found
