"""What can be wrong with codes, definitions, answers and scores."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # Territories
    "region.code_not_understood": ProblemKind(
        422,
        "Kode “{code}” tidak dikenali. Tulis kode Kemendagri, misalnya 64.02.04.2001.",
        "The code “{code}” is not understood. Write a Kemendagri code, e.g. 64.02.04.2001.",
    ),
    "region.bps_code": ProblemKind(
        422,
        "Kode “{code}” adalah kode BPS. Di sini dipakai kode Kemendagri, misalnya 64.02.04.2001.",
        "The code “{code}” is a BPS code. Kemendagri codes are used here, e.g. 64.02.04.2001.",
    ),
    "region.unknown": ProblemKind(
        404,
        "Tidak ada wilayah berkode {code}. Periksa kodenya, atau impor daftar wilayah yang memuatnya.",
        "There is no territory with the code {code}. Check the code, or import a region list that has it.",
    ),
    # Definitions
    "definition.unreadable": ProblemKind(
        422, "{file}: bukan YAML yang sah ({reason}).", "{file}: not valid YAML ({reason})."
    ),
    "definition.invalid": ProblemKind(
        422,
        "{file}, pada {path}: {wrong} Perbaikan: {mend}",
        "{file}, at {path}: {wrong} To mend it: {mend}",
    ),
    "definition.unknown_edition": ProblemKind(
        404,
        "Tidak ada edisi “{code}”. Yang ada: {known}.",
        "There is no edition “{code}”. There are: {known}.",
    ),
    "definition.no_edition_for_year": ProblemKind(
        422,
        "Tidak ada edisi {family} yang berlaku untuk tahun {year}. Yang ada: {known}.",
        "No edition of {family} serves the year {year}. There are: {known}.",
    ),
    "definition.continuous": ProblemKind(
        422,
        "Edisi {edition} menormalkan indikatornya menurut seluruh data: satu desa saja tidak dapat dinilai.",
        "The edition {edition} normalises its indicators over all the data: one village alone cannot be assessed.",
    ),
    # Answers and scores
    "answer.wrong_type": ProblemKind(
        422,
        "{input}: “{value}” bukan {expected}.",
        "{input}: “{value}” is not {expected}.",
    ),
    "answer.out_of_range": ProblemKind(
        422,
        "{input}: {value} di luar rentang {range}.",
        "{input}: {value} is outside the range {range}.",
    ),
    "answer.no_band": ProblemKind(
        422,
        "{indicator}: nilai {value} tidak masuk kelas skor mana pun. Periksa jawabannya.",
        "{indicator}: the value {value} falls into no scoring band. Check the answer.",
    ),
    "score.outside_rubric": ProblemKind(
        422,
        "{indicator}: skor {value} tidak ada dalam rubrik. Yang ada: {allowed}.",
        "{indicator}: the score {value} is not in the rubric. It has: {allowed}.",
    ),
    "score.unknown_indicator": ProblemKind(
        422,
        "“{code}” bukan indikator atau masukan edisi {edition}.",
        "“{code}” is neither an indicator nor an input of the edition {edition}.",
    ),
    # Scoring at scale
    "engine.no_integer_form": ProblemKind(
        422,
        "Edisi {edition} tidak dapat dihitung dengan bilangan bulat. Pakai `berdaya index score`.",
        "The edition {edition} cannot be counted in whole numbers. Use `berdaya index score`.",
    ),
    "engine.too_large": ProblemKind(
        422,
        "{indicator}: {expression} dapat melampaui bilangan bulat basis data. "
        "Beri rentang pada masukannya, atau pakai `berdaya index score`.",
        "{indicator}: {expression} can outgrow the integers of the database. "
        "Give its inputs a range, or use `berdaya index score`.",
    ),
}
