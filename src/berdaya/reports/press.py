"""Puts a body on paper: the office's letterhead, the words around it, signature and proof, and the printed result."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, override

from berdaya.records.office.selectors import letterhead, office
from berdaya.records.papers.numbering import grouped
from berdaya.records.papers.stamps import Printed, Stamp
from berdaya.records.regions.synthetic import synthetic_regency
from berdaya.reports import letter
from berdaya.reports.data import Frame, Letterhead, Proof, Signature, Size, plain
from berdaya.reports.render import made_with, render
from berdaya.reports.words import written_date

LOGOS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/webp": "webp"}


@dataclass(frozen=True)
class Sheet:
    """What is to be put on paper: its kind, its title, its body, its language, and where its content comes from."""

    kind: str
    title: str
    body: Mapping[str, Any]
    language: str = "id"
    source: str = ""
    size: Size = "F4"


def preview(sheet: Sheet, moment: datetime) -> bytes:
    """The paper without number and signature; it says so at its foot."""
    return _printed(sheet, moment).pdf


def issued(sheet: Sheet, stamp: Stamp, address: str) -> Printed:
    """The paper with its number, signature and proof. `address` is where its code is looked up."""
    return _printed(sheet, stamp.issued_at, stamp, address)


def _printed(sheet: Sheet, moment: datetime, stamp: Stamp | None = None, address: str = "") -> Printed:
    with override(sheet.language):
        frame = _frame(sheet, stamp, address)
        body = _dated(sheet, stamp)
    content = {"frame": plain(frame), "body": body}
    return Printed(content, render(sheet.kind, content, moment), made_with())


def _frame(sheet: Sheet, stamp: Stamp | None, address: str) -> Frame:
    head = letterhead()
    invented = synthetic_regency()
    given = Letterhead(
        head.government,
        head.agency,
        head.address,
        head.contact,
        base64.b64encode(head.logo).decode(),
        LOGOS.get(head.logo_type, ""),
    )
    return Frame(
        language=sheet.language,
        size=sheet.size,
        title=sheet.title,
        author=head.agency or "Berdaya",
        source=sheet.source,
        words=words(),
        letterhead=given if head.agency or head.government else None,
        signature=_signature(sheet, stamp) if stamp else None,
        proof=_proof(sheet, stamp, address) if stamp else None,
        synthetic=_banner(invented) if invented else "",
    )


def words() -> dict[str, str]:
    """What stands around the body of every paper, in the language at hand."""
    return {
        "page": gettext("Halaman {n} dari {all}"),
        "preview": gettext("Pratinjau tanpa nomor dan tanda tangan."),
        "number": gettext("Nomor"),
        "check": gettext("Periksa keasliannya di"),
        "code": gettext("Kode"),
        "fingerprint": gettext("Sidik isi"),
        "qr": gettext("Kode QR ke halaman pemeriksaan"),
        "logo": gettext("Lambang pemerintah daerah"),
        "sample": gettext("REKAAN"),
    }


def _banner(name: str) -> str:
    return f"{name}. " + gettext("Semua desa, angka, dan nama di sini rekaan.")


def _signature(sheet: Sheet, stamp: Stamp) -> Signature:
    who = stamp.signatory
    # On a letter the date stands at its head.
    placed = "" if sheet.kind == letter.KIND else place_and_date(stamp.place, stamp.issued_on, sheet.language)
    return Signature(placed, who.title, who.name, who.rank, who.nip, who.acting_for)


def _proof(sheet: Sheet, stamp: Stamp, address: str) -> Proof:
    return Proof(stamp.number, grouped(stamp.code), address, fingerprint(sheet.body)[:16])


def fingerprint(body: Mapping[str, Any]) -> str:
    """SHA-256 of what a paper says, whatever the order of its parts."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _dated(sheet: Sheet, stamp: Stamp | None) -> Mapping[str, Any]:
    if sheet.kind != letter.KIND or stamp is None:
        return sheet.body
    return {**sheet.body, "place_and_date": place_and_date(stamp.place, stamp.issued_on, sheet.language)}


def place_and_date(place: str, on: date, language: str) -> str:
    """`Tenggarong, 25 November 2026`.

    >>> place_and_date("Muara Kencana", date(2026, 11, 5), "id")
    'Muara Kencana, 5 November 2026'
    """
    return ", ".join(part for part in (place, written_date(on, language)) if part)


def size() -> Size:
    """The sheet that the office prints on."""
    card = office()
    return "A4" if card is not None and card.paper == "A4" else "F4"
