"""What can go wrong with the demo regency, the database and the server."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {
    # The demo regency
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
    # The database and the server
    "database.unreachable": ProblemKind(
        503,
        "Basis data tidak dapat dihubungi ({reason}). Periksa BERDAYA_DATABASE dan servernya, lalu jalankan berdaya check.",
        "The database cannot be reached ({reason}). Check BERDAYA_DATABASE and its server, then run berdaya check.",
    ),
    "serve.port_taken": ProblemKind(
        409,
        "Alamat {host}:{port} tidak dapat dipakai ({reason}). Pilih port lain dengan --port.",
        "The address {host}:{port} cannot be used ({reason}). Choose another port with --port.",
    ),
}
