"""The list of people: what each does where, and how they come in. Nobody is looked for by name in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.records.access.selectors import PersonRow
from berdaya.web.account.holdings import names
from berdaya.web.lists.columns import Column, Kind, Listing
from berdaya.web.lists.filters import Choice

QUIET = ("active",)


@dataclass(frozen=True)
class Line:
    """A user with the words for where they work."""

    row: PersonRow
    places: Mapping[str, str]

    @property
    def roles(self) -> tuple[str, ...]:
        held = dict.fromkeys(str(grant.role.label) for grant in self.row.lasting)
        chief = (gettext("Pengelola utama"),) if self.row.is_superuser else ()
        return (*chief, *held)

    @property
    def where(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.places[grant.territory] for grant in self.row.lasting))


def lines(rows: list[PersonRow]) -> list[Line]:
    told = names({grant.territory for row in rows for grant in row.grants})
    return [Line(row, told) for row in rows]


def state_name(state: str) -> str:
    return {
        "active": gettext("Aktif"),
        "invited": gettext("Diundang, belum masuk"),
        "shut": gettext("Terkunci sementara"),
        "inactive": gettext("Nonaktif"),
        "erased": gettext("Terhapus"),
    }[state]


def state_tag(state: str) -> SafeString | str:
    if state in QUIET:
        return state_name(state)
    return format_html('<span class="tag{}">{}</span>', " tag--waits" if state == "shut" else "", state_name(state))


def few(names: tuple[str, ...]) -> str:
    """As many as a line holds; a mentor may work in many villages.

    >>> few(("Desa A", "Desa B", "Desa C", "Desa D"))
    'Desa A; Desa B; +2'
    """
    return "; ".join(names) if len(names) <= 3 else "; ".join((*names[:2], f"+{len(names) - 2}"))


def last_login(line: Line) -> datetime | None:
    return line.row.last_login


def listing() -> Listing[Line]:
    factor = (gettext("ada"), gettext("belum"))
    columns = (
        Column[Line](
            "nama",
            gettext("Nama"),
            lambda line: line.row.full_name,
            href=lambda line: reverse("person", args=[line.row.id]),
            note=lambda line: line.row.username,
        ),
        Column[Line](
            "peran",
            gettext("Peran"),
            lambda line: "; ".join(line.roles) or gettext("tidak ada"),
            filter=Choice(of=lambda line: line.roles),
        ),
        Column[Line](
            "wilayah", gettext("Wilayah"), lambda line: "; ".join(line.where), show=lambda line: few(line.where) or "–"
        ),
        Column[Line](
            "keadaan",
            gettext("Keadaan"),
            lambda line: state_name(line.row.state),
            show=lambda line: state_tag(line.row.state),
            filter=Choice(),
        ),
        Column[Line](
            "langkah",
            gettext("Langkah kedua"),
            lambda line: factor[0] if line.row.has_factor else factor[1],
            filter=Choice(),
            only_wide=True,
        ),
        Column[Line]("masuk", gettext("Terakhir masuk"), last_login, Kind.DATE),
    )
    return Listing(
        gettext("Pengguna"),
        columns,
        order="nama",
        empty=gettext("Belum ada pengguna di wilayah Anda"),
        advice=gettext("Undang seorang dari kantor Anda."),
        source=gettext("daftar pengguna"),
        action="user.export",
        file_name="pengguna",
    )
