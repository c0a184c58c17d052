"""The office of the invented regency: its letterhead and who signs. Nobody here exists."""

import struct
import zlib
from datetime import date

from berdaya.demo.registry import REGENCY_CODE
from berdaya.records.access.scope import SYSTEM
from berdaya.records.office import services

STEPS = ("kabupaten", "wilayah", "kop", "waktu", "penandatangan", "batas")
SIDE = 96  # pixels
INK, PAPER = b"\x2a\x3f\x8f", b"\xff\xff\xff"


def load() -> None:
    """Write the office as its administrator would have, the first set-up done."""
    services.set_regency(actor=SYSTEM, code=REGENCY_CODE)
    services.change_office(
        actor=SYSTEM,
        government="PEMERINTAH KABUPATEN CONTOH",
        agency="Dinas Pemberdayaan Masyarakat dan Desa",
        short_name="DPMD Contoh",
        address="Jalan Rekaan Nomor 1, Kota Contoh 00000",
        contact="Telepon (000) 000000, surel dpmd@contoh.invalid",
    )
    services.set_logo(actor=SYSTEM, content=emblem())
    services.add_signatory(
        actor=SYSTEM,
        name="Kepala Contoh, S.Sos., M.Si.",
        rank="Pembina Utama Muda, IV/c",
        nip="000000000000000001",
        title="Kepala Dinas Pemberdayaan Masyarakat dan Desa",
        valid_from=date(2024, 1, 2),
    )
    services.add_signatory(
        actor=SYSTEM,
        name="Sekretaris Contoh, S.E.",
        rank="Pembina, IV/a",
        nip="000000000000000002",
        title="Sekretaris",
        acting_for="Kepala Dinas Pemberdayaan Masyarakat dan Desa",
        valid_from=date(2024, 1, 2),
    )
    for step in STEPS:
        services.finish_step(actor=SYSTEM, step=step)


def emblem() -> bytes:
    """A PNG of four steps that rise, the mark of the product, since no real regency's emblem may stand here."""
    rows = b"".join(b"\x00" + b"".join(INK if _inked(x, y) else PAPER for x in range(SIDE)) for y in range(SIDE))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def _inked(x: int, y: int) -> bool:
    step = SIDE // 4
    return y >= SIDE - step * (x // step + 1)
