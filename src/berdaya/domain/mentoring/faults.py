"""What can be wrong with a pathway file beyond its shape."""

from collections.abc import Mapping

from berdaya.domain.index.faults import FAULTS, Fault, fault

PATHWAY_FAULTS: Mapping[str, Fault] = {name: FAULTS[name] for name in ("duplicate", "unknown_name", "bad_expression")} | {
    "unused_fact": fault(
        "Tidak ada gerbang yang menanyakan fakta ini.", "No gate asks for this fact.",
        "pakai dalam sebuah kriteria, atau hapus: setiap pertanyaan adalah beban bagi yang menjawab.",
        "use it in a criterion, or remove it: each question burdens who answers.",
    ),
    "gate_after_the_end": fault(
        "Tahap terakhir adalah pemantauan dan tidak punya gerbang.", "The last stage is the watch and has no gate.",
        "kosongkan gate, atau tambahkan tahap sesudahnya.", "empty the gate, or add a stage after it.",
    ),
    "gate_without_need": fault(
        "Tidak ada kriteria wajib, sehingga gerbang ini tidak pernah terbuka.", "Nothing is required, so this gate never opens.",
        "wajibkan paling sedikit satu kriteria.", "require at least one criterion.",
    ),
    "not_yes_or_no": fault(
        "“{text}” bukan syarat ya atau tidak.", "“{text}” is no condition that holds or not.",
        "bandingkan angkanya, misalnya dengan >=.", "compare the number, for example with >=.",
    ),
}  # fmt: skip
