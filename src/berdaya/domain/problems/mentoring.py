"""What can be wrong with a mentored case and with the money of a group."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    "savings.negative": ProblemKind(
        422,
        "Jumlah uang tidak boleh kurang dari nol. Tulis uang masuk dan uang keluar di kolomnya masing-masing.",
        "An amount of money cannot be below zero. Write money in and money out in their own columns.",
    ),
    "savings.too_many_shares": ProblemKind(
        422,
        "{bought} saham dalam satu pertemuan; paling banyak {most} menurut aturan kelompok.",
        "{bought} shares at one meeting; the group's rules allow {most} at most.",
    ),
    "savings.repaid_too_much": ProblemKind(
        422,
        "Angsuran {repaid} melebihi sisa pinjaman {owed}. Periksa kedua angkanya.",
        "The repayment {repaid} is more than the {owed} still owed. Check both numbers.",
    ),
    "savings.not_enough": ProblemKind(
        422,
        "Kotak berisi {there}, tidak cukup untuk {needed}. Kurangi jumlahnya, atau catat dahulu uang yang masuk.",
        "The box holds {there}, not enough for {needed}. Lower the amount, or record first what came in.",
    ),
    "savings.still_lent": ProblemKind(
        409,
        "Masih ada pinjaman {amount}. Lunasi dahulu, lalu bagikan hasilnya.",
        "Loans of {amount} are still open. Have them repaid first, then share out.",
    ),
}
