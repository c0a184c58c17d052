"""What can be wrong with a pathway file beyond its shape."""

from collections.abc import Mapping

from berdaya.domain.evidence.conditions import CONDITION_FAULTS
from berdaya.domain.index.faults import Fault, fault

PATHWAY_FAULTS: Mapping[str, Fault] = {
    **CONDITION_FAULTS,
    "gate_after_the_end": fault(
        "Tahap terakhir adalah pemantauan dan tidak punya gerbang.", "The last stage is the watch and has no gate.",
        "kosongkan gate, atau tambahkan tahap sesudahnya.", "empty the gate, or add a stage after it.",
    ),
    "gate_without_need": fault(
        "Tidak ada kriteria wajib, sehingga gerbang ini tidak pernah terbuka.", "Nothing is required, so this gate never opens.",
        "wajibkan paling sedikit satu kriteria.", "require at least one criterion.",
    ),
}  # fmt: skip
