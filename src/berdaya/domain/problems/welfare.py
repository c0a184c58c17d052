"""What can be wrong with the assessment of families."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    "welfare.unknown_item": ProblemKind(
        422,
        "Tidak ada butir “{code}” dalam {instrument}. Periksa ejaannya, atau pilih versi instrumen yang benar.",
        "There is no item “{code}” in {instrument}. Check its spelling, or choose the right version of the instrument.",
    ),
    "welfare.always_applies": ProblemKind(
        422,
        "“{item}” berlaku bagi setiap keluarga. Jawab ya, tidak, atau belum diketahui.",
        "“{item}” applies to every family. Answer yes, no, or not known.",
    ),
    "welfare.unanswered": ProblemKind(
        422,
        "Pertanyaan {question} dari {card} belum dijawab. Kartu ini hanya berlaku bila semua pertanyaan dijawab.",
        "Question {question} of {card} has no answer. The card holds only when every question is answered.",
    ),
    "welfare.weights": ProblemKind(
        422,
        "Bobot indikator berjumlah {total}. Buat semuanya positif dan berjumlah 1.",
        "The weights of the indicators add up to {total}. Make all of them positive, adding up to 1.",
    ),
    "welfare.cutoff": ProblemKind(
        422,
        "Batas miskin {cutoff} tidak mungkin. Pilih di atas 0, paling besar 1.",
        "The cut-off {cutoff} is not possible. Choose above 0, at most 1.",
    ),
    "welfare.nobody": ProblemKind(
        422,
        "Belum ada keluarga yang dapat dihitung. Masukkan data dengan bobot di atas 0.",
        "There is nobody to count yet. Give data with weights above 0.",
    ),
}
