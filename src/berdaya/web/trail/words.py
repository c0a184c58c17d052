"""How the trail's codes are said: what an entry is about, the roles it was done in, and the names of values."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.web.measure import listed

SUBJECTS: Mapping[str, Promise] = {
    "account": _("Akun"),
    "boundaries": _("Batas wilayah"),
    "decision": _("Keputusan"),
    "entry": _("Entri jejak"),
    "finding": _("Temuan"),
    "grant": _("Hak akses"),
    "import": _("Impor"),
    "job": _("Pekerjaan"),
    "key": _("Kunci induk"),
    "mapping": _("Pemetaan kolom"),
    "office": _("Kantor"),
    "paper": _("Surat"),
    "person": _("Orang"),
    "region": _("Wilayah"),
    "regions": _("Daftar wilayah"),
    "run": _("Hasil"),
    "series": _("Seri nomor"),
    "session": _("Sesi"),
    "signatory": _("Penanda tangan"),
    "submission": _("Catatan nilai"),
    "user": _("Pengguna"),
}
# Subjects that have a page of their own, by the name of its address.
PAGES: Mapping[str, str] = {"entry": "trail-entry", "import": "import", "user": "person"}
VALUES: Mapping[str, Promise] = {
    "action": _("tindakan"),
    "added": _("desa baru"),
    "changed": _("desa berubah"),
    "bytes": _("ukuran (bita)"),
    "choice": _("keputusan"),
    "code": _("kode"),
    "created": _("baru"),
    "dimension": _("dimensi"),
    "documents": _("dokumen"),
    "edition": _("edisi"),
    "editions": _("edisi"),
    "email": _("surel"),
    "factor": _("langkah kedua"),
    "findings": _("temuan"),
    "from_year": _("sejak tahun"),
    "full_name": _("nama lengkap"),
    "index": _("indeks"),
    "indicator": _("indikator"),
    "input": _("jawaban"),
    "input_hash": _("sidik data masukan"),
    "level": _("tingkat"),
    "name": _("nama"),
    "names": _("nama"),
    "phone": _("telepon"),
    "published": _("hasil yang terbit"),
    "reason": _("alasan"),
    "removed": _("desa hilang"),
    "renamed": _("berganti nama"),
    "role": _("peran"),
    "rows": _("baris"),
    "score": _("skor"),
    "sessions": _("sesi"),
    "source": _("sumber"),
    "sources": _("sumber"),
    "state": _("keadaan"),
    "status": _("status"),
    "submissions": _("catatan"),
    "territory": _("wilayah"),
    "updated": _("diperbarui"),
    "username": _("nama pengguna"),
    "valid_from": _("berlaku sejak"),
    "valid_until": _("berlaku sampai"),
    "villages": _("desa"),
    "year": _("tahun"),
    "years": _("tahun"),
}


def subject(written: str) -> str:
    """`run:12` is said “Hasil 12”; a kind without words stands as it was written."""
    kind, _colon, number = written.partition(":")
    return f"{SUBJECTS[kind]} {number}".strip() if kind in SUBJECTS else written


def subject_meant(text: str) -> str:
    """What somebody looks for in their own words: “hasil 12” is `run:12`; what is written as a code stays so."""
    for kind, name in sorted(SUBJECTS.items(), key=lambda pair: len(str(pair[1])), reverse=True):
        rest = text[len(str(name)) :]
        if text.casefold().startswith(str(name).casefold()) and not rest[:1].isalpha():
            return f"{kind}:{rest.strip()}" if rest.strip() else kind
    return text


def subject_page(written: str) -> str:
    """The address of the page of what an entry is about; empty where it has none."""
    kind, _colon, number = written.partition(":")
    return reverse(PAGES[kind], args=[int(number)]) if kind in PAGES and number.isdecimal() else ""


def value_name(path: tuple[str, ...]) -> str:
    """The name of a value within values: “skor, IKS01”."""
    return ", ".join(str(VALUES.get(part, part)) for part in path)


def territory(code: str) -> str:
    return RegionCode(code).dotted if code else gettext("seluruhnya")


def roles(held: str) -> str:
    """`analyst 9901` is said “Analis di 99.01”."""
    return listed([_role(*one.rpartition(" ")[::2]) for one in held.split(", ")]) if held else ""


def _role(code: str, prefix: str) -> str:
    name = Role(code).label if code in Role.values else code
    if prefix == "*":
        return str(name)
    return gettext("%(role)s di %(place)s") % {"role": name, "place": RegionCode(prefix).dotted}
