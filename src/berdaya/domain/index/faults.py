"""Everything that can be wrong with a definition file: what it is and how to mend it, in both languages.

`tests/definitions/broken` holds a file for each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault; braces name its details."""

    wrong: Text
    mend: Text


def fault(wrong_id: str, wrong_en: str, mend_id: str, mend_en: str) -> Fault:
    """A kind of fault in both languages."""
    return Fault(Text(wrong_id, wrong_en), Text(mend_id, mend_en))


FAULTS: Mapping[str, Fault] = {
    # Its shape
    "missing_key": fault(
        "Kunci “{name}” tidak ada.", "The key “{name}” is missing.", "tambahkan kunci itu.", "add the key."
    ),
    "unknown_key": fault(
        "Kunci “{name}” tidak dikenal.", "The key “{name}” is not known.",
        "hapus, atau betulkan ejaannya.", "remove it, or correct its spelling.",
    ),
    "wrong_type": fault(
        "“{value}” bukan {expected}.", "“{value}” is not of the type {expected}.",
        "tulis nilai bertipe itu; beri tanda kutip pada kata yang dibaca YAML sebagai angka atau ya/tidak.",
        "write a value of that type; quote words that YAML reads as numbers or yes/no.",
    ),
    "not_allowed": fault(
        "“{value}” tidak termasuk pilihan.", "“{value}” is not among the allowed words.",
        "pakai salah satu: {expected}.", "use one of: {expected}.",
    ),
    "bad_form": fault(
        "Bentuk “{value}” tidak sesuai.", "“{value}” has the wrong form.",
        "tulis menurut pola {expected}.", "write it by the pattern {expected}.",
    ),
    "wrong_length": fault(
        "“{value}” terlalu panjang atau terlalu pendek.", "“{value}” is too long or too short.",
        "batasnya {expected}.", "the limit is {expected}.",
    ),
    "wrong_size": fault(
        "{value} di luar batas.", "{value} is beyond the limit.", "batasnya {expected}.", "the limit is {expected}."
    ),
    "other_shape": fault(
        "Bentuknya tidak sesuai skema ({value}).", "It does not fit the schema ({value}).",
        "bandingkan dengan docs/reference/definitions.md.", "compare with docs/reference/definitions.md.",
    ),
    "unknown_base": fault(
        "Edisi dasar “{name}” tidak ada.", "There is no edition “{name}” to be based on.",
        "pakai salah satu: {known}; atau null.", "use one of: {known}; or null.",
    ),
    # Names
    "duplicate": fault(
        "“{name}” muncul {count} kali.", "“{name}” occurs {count} times.",
        "pertahankan satu, atau ganti nama yang lain.", "keep one of them, or rename the other.",
    ),
    "unknown_name": fault(
        "“{name}” tidak didefinisikan.", "“{name}” is not defined.",
        "definisikan, atau pakai salah satu: {known}.", "define it, or use one of: {known}.",
    ),
    "name_taken": fault(
        "“{name}” sudah dipakai sebagai {what}.", "“{name}” is already the name of: {what}.",
        "beri nama lain.", "give it another name.",
    ),
    "unused_input": fault(
        "Tidak ada indikator yang memakai masukan ini.", "No indicator uses the input.",
        "pakai dalam sebuah value, atau hapus.", "use it in a value, or remove it.",
    ),
    # Years, statuses, the tree
    "years_reversed": fault(
        "Tahun terakhir mendahului tahun pertama.", "The last year is before the first.",
        "tukar, atau tulis null bila belum berakhir.", "swap them, or write null while it has no end.",
    ),
    "open_class_inside": fault(
        "Hanya kelas tertinggi yang boleh tanpa batas.", "Only the highest class may be open, and it must be.",
        "beri up_to pada setiap kelas kecuali yang terakhir.", "give every class but the last an up_to.",
    ),
    "limits_not_rising": fault(
        "Batas status tidak menaik.", "The limits do not rise.",
        "urutkan kelas dari rendah ke tinggi.", "list the classes from low to high.",
    ),
    "cyclic_parents": fault(
        "Dimensi ini menjadi induk bagi dirinya sendiri.", "The dimension is its own ancestor.",
        "akhiri rantai induk pada null.", "let the chain of parents end at null.",
    ),
    "empty_dimension": fault(
        "Dimensi ini tidak berisi apa pun.", "The dimension has nothing in it.",
        "tambahkan indikator, atau hapus dimensinya.", "add an indicator, or remove the dimension.",
    ),
    "section_elsewhere": fault(
        "Bagian “{name}” milik dimensi {what}.", "The section “{name}” belongs to the dimension {what}.",
        "pakai bagian dari dimensi indikator ini.", "use a section of the indicator's own dimension.",
    ),
    # Inputs and expressions
    "choices_misplaced": fault(
        "Pilihan jawaban hanya untuk masukan category, dan wajib di sana.",
        "Choices belong to a category, which needs them, and to nothing else.",
        "tambahkan atau hapus choices.", "add or remove choices.",
    ),
    "range_reversed": fault(
        "Batas bawah melebihi batas atas.", "The lower bound is above the upper one.", "tukar keduanya.", "swap them."
    ),
    "range_misplaced": fault(
        "Rentang hanya untuk angka.", "Only numbers have a range.",
        "hapus minimum dan maximum.", "remove minimum and maximum.",
    ),
    "bad_expression": fault(
        "{reason}", "{reason}",
        "pakai angka, nama, + - * /, perbandingan, if else, min() dan max().",
        "use numbers, names, + - * /, comparisons, if else, min() and max().",
    ),
    # Bands
    "bands_or_normalise": fault(
        "Indikator dinilai dengan bands atau dinormalkan, tepat salah satu.",
        "An indicator is either scored by bands or normalised.",
        "beri bands atau normalise, tidak keduanya.", "give bands or normalise, not both.",
    ),
    "band_without_bound": fault(
        "Kelas skor ini tanpa batas.", "The band has no bound.",
        "beri at_least, above, at_most, below, equal, atau is.", "give at_least, above, at_most, below, equal or is.",
    ),
    "band_bounds_clash": fault(
        "Batas {name} saling bertentangan.", "The bounds {name} contradict each other.",
        "beri satu batas bawah dan satu batas atas, atau equal saja, atau is saja.",
        "give one lower and one upper bound, or only equal, or only is.",
    ),
    "band_empty": fault(
        "Tidak ada nilai yang masuk kelas skor ini.", "No value falls into the band.",
        "betulkan batasnya, atau hapus kelasnya.", "correct its bounds, or remove it.",
    ),
    "score_repeated": fault(
        "Skor {name} mempunyai {count} kelas.", "The score {name} has {count} bands.",
        "gabungkan menjadi satu.", "join them into one.",
    ),
    "bands_overlap": fault(
        "Kelas skor {lower} dan {upper} tumpang tindih.", "The bands of scores {lower} and {upper} overlap.",
        "buat setiap nilai masuk tepat satu kelas.", "let the bands hold every value exactly once.",
    ),
    "bands_gap": fault(
        "Ada celah antara kelas skor {lower} dan {upper}.", "Between the bands of scores {lower} and {upper} is a gap.",
        "buat setiap nilai masuk tepat satu kelas.", "let the bands hold every value exactly once.",
    ),
    "bands_uncovered": fault(
        "Nilai {values} mungkin terjadi tetapi tidak masuk kelas mana pun.",
        "Values {values} can occur but fall into no band.",
        "buka kelas paling luar, atau beri masukan minimum atau maximum.",
        "open the outermost band, or give the inputs a minimum or maximum.",
    ),
    "bands_mixed": fault(
        "Kata dan ya/tidak dinilai dengan “is”, angka dengan batas.",
        "Words take “is”, numbers take bounds, yes/no either.",
        "pakai satu jenis yang sesuai dengan value.", "use the one kind that fits the value.",
    ),
    "answer_unknown": fault(
        "“{name}” bukan jawaban yang mungkin.", "“{name}” is not a possible answer.",
        "pakai salah satu: {known}.", "use one of: {known}.",
    ),
    "answer_twice": fault(
        "“{name}” ada dalam {count} kelas.", "“{name}” lies in {count} bands.",
        "buat setiap jawaban masuk tepat satu kelas.", "let every answer lie in exactly one band.",
    ),
    "answer_uncovered": fault(
        "Tidak ada kelas untuk {name}.", "No band holds {name}.",
        "buat setiap jawaban masuk tepat satu kelas.", "let every answer lie in exactly one band.",
    ),
    "unknown_placeholder": fault(
        "“{name}” dalam kurung kurawal tidak dapat diisi.", "“{name}” in braces cannot be filled in.",
        "pakai salah satu: {known}; unit hanya bila value adalah satu masukan bersatuan.",
        "use one of: {known}; unit only where value is one bare input with a unit.",
    ),
    "goalposts": fault(
        "Tonggak tujuan perlu low di bawah high.", "Goalposts need a low below a high.",
        "beri low dan high.", "give low and high.",
    ),
    # Defects
    "defect_incomplete": fault(
        "Cacat copied_row perlu indicator, copy_of (yang lain), repair_from dan years.",
        "A copied_row needs indicator, copy_of (another one), repair_from and years.",
        "lengkapi keempatnya.", "give all four.",
    ),
}  # fmt: skip


def invalid(fault: str, /, *, file: str, path: str, **details: object) -> Problem:
    """The Problem `definition.invalid` for a fault at a path of a file.

    >>> print(invalid("unused_input", file="x.yaml", path="inputs[a]").message("en"))
    x.yaml, at inputs[a]: No indicator uses the input. To mend it: use it in a value, or remove it.
    """
    return refused(FAULTS, fault, file=file, path=path, **details)


def refused(kinds: Mapping[str, Fault], fault: str, /, *, file: str, path: str, **details: object) -> Problem:
    """The same for a kind of file with a list of faults of its own."""
    wrong, mend = _filled(kinds[fault].wrong, details), _filled(kinds[fault].mend, details)
    return Problem("definition.invalid", file=file, path=path, fault=fault, wrong=wrong, mend=mend)


def _filled(words: Text, details: Mapping[str, object]) -> Text:
    """The words with their details; a detail that is a Text speaks the language around it."""
    spoken = {
        language: {key: item.in_(language) if isinstance(item, Text) else item for key, item in details.items()}
        for language in ("id", "en")
    }
    return Text(words.id.format_map(spoken["id"]), words.en.format_map(spoken["en"]))
