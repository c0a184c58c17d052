"""The coded problems that only the demo raises."""

from collections.abc import Mapping

from berdaya.domain.problems import Problem, ProblemKind

DEMO_CATALOGUE: Mapping[str, ProblemKind] = {
    "demo.real_data": ProblemKind(
        409,
        "Basis data ini berisi wilayah sungguhan. Muat Kabupaten Contoh ke basis data lain (BERDAYA_DATABASE).",
        "This database holds real territories. Load the demo regency into another one (BERDAYA_DATABASE).",
    ),
    "demo.already_loaded": ProblemKind(
        409,
        "Kabupaten Contoh sudah ada di basis data ini. Untuk memulai lagi, hapus berkas basis datanya dahulu.",
        "The demo regency is in this database already. To start afresh, delete the database file first.",
    ),
}


class DemoProblem(Problem):
    """A coded problem of the demo.

    >>> DemoProblem("demo.already_loaded").message("en")
    'The demo regency is in this database already. To start afresh, delete the database file first.'
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.kind = DEMO_CATALOGUE[code]
        self.details = details
        Exception.__init__(self, code, details)
