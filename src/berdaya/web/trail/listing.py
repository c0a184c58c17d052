"""The list of the trail, paged in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.records.access.scope import Scope
from berdaya.records.audit import actions
from berdaya.records.audit.kinds import EntryKind
from berdaya.records.audit.selectors import EntryRow, Sought, actors, count_entries, entries
from berdaya.records.regions.choosing import Territories
from berdaya.records.regions.names import names
from berdaya.web.lists.asked import Order
from berdaya.web.lists.columns import Column, Kind, Listing
from berdaya.web.lists.filters import Choice, Chosen, Conditions, Containing, Period, Search, Within
from berdaya.web.measure import language
from berdaya.web.trail import words

PERSON, SUBJECT = "orang", "perihal"
NOBODY = "0"
ORDERS = {"waktu": "at", PERSON: "actor", "tindakan": "action", SUBJECT: "subject", "wilayah": "territory"}


@dataclass(frozen=True)
class TrailLine:
    """An entry, and the name of its territory."""

    row: EntryRow
    place: str


@dataclass(frozen=True)
class Trail:
    """The paged source of the list."""

    scope: Scope

    def count(self, conditions: Conditions) -> int:
        return count_entries(self.scope, _sought(conditions))

    def rows(self, conditions: Conditions, order: Order | None, start: int, stop: int) -> Sequence[TrailLine]:
        by, descending = (ORDERS[order.key], order.descending) if order else ("at", True)
        found = entries(self.scope, _sought(conditions), start, stop, by, descending=descending)
        known = names(row.territory for row in found)
        return [TrailLine(row, known.get(row.territory, "")) for row in found]


def _sought(conditions: Conditions) -> Sought:
    period, about = conditions.get("waktu"), conditions.get(SUBJECT)
    person = _chosen(conditions, PERSON)
    return Sought(
        since=period.low if isinstance(period, Within) else None,
        until=period.high if isinstance(period, Within) else None,
        actor=int(person) if person else None,
        action=_chosen(conditions, "tindakan"),
        kind=_chosen(conditions, "jenis"),
        subject=words.subject_meant(" ".join(about.words)) if isinstance(about, Containing) else "",
        territory=_chosen(conditions, "wilayah").replace(".", ""),
    )


def _chosen(conditions: Conditions, key: str) -> str:
    condition = conditions.get(key)
    return condition.value if isinstance(condition, Chosen) else ""


def by(row: EntryRow) -> str:
    return row.by or gettext("Baris perintah")


def listing(scope: Scope, territories: Territories, asked: Mapping[str, str]) -> Listing[TrailLine]:
    """The columns of the trail, with who is in it and where to choose from."""
    said = sorted((text.in_(language()), code) for code, text in actions.ACTIONS.items())
    places = Choice(
        tuple((words.territory(code), f"{words.territory(code)} {name}") for code, name in territories.options)
    )
    columns = (
        Column[TrailLine]("waktu", gettext("Waktu"), lambda line: line.row.at, Kind.DATE, href=_href, filter=Period()),
        Column[TrailLine](
            PERSON,
            gettext("Siapa"),
            lambda line: by(line.row),
            note=lambda line: words.roles(line.row.held),
            filter=_people(scope, asked),
        ),
        Column[TrailLine](
            "tindakan",
            gettext("Tindakan"),
            lambda line: actions.words(line.row.action).in_(language()),
            note=lambda line: gettext("memuat data pribadi") if line.row.personal else "",
            filter=Choice(tuple((code, name) for name, code in said)),
        ),
        Column[TrailLine](
            "jenis",
            gettext("Jenis"),
            lambda line: str(EntryKind(line.row.kind).label),
            filter=Choice(tuple((kind.value, str(kind.label)) for kind in EntryKind)),
            sortable=False,
            only_wide=True,
        ),
        Column[TrailLine](SUBJECT, gettext("Perihal"), lambda line: words.subject(line.row.subject), filter=Search()),
        Column[TrailLine](
            "wilayah",
            gettext("Wilayah"),
            lambda line: words.territory(line.row.territory),
            note=lambda line: line.place,
            filter=places,
        ),
        Column[TrailLine]("catatan", gettext("Catatan"), lambda line: line.row.note, sortable=False, only_wide=True),
        Column[TrailLine](
            "peran", gettext("Peran"), lambda line: words.roles(line.row.held), sortable=False, listed=False
        ),
    )
    return Listing(
        gettext("Jejak"),
        columns,
        order="-waktu",
        empty=gettext("Belum ada jejak"),
        advice=gettext("Setiap perubahan, pembacaan data pribadi, dan ekspor tercatat di sini."),
        unmatched=gettext("Longgarkan masa, orang, atau tindakannya."),
        action="trail.export",
        file_name="jejak",
    )


def _people(scope: Scope, asked: Mapping[str, str]) -> Choice:
    """Those in the trail, and whoever is asked for: one who did nothing must not be answered with everybody's deeds."""
    people = [(str(pk), name) for pk, name in actors(scope)]
    wanted = asked.get(PERSON, "")
    if wanted.isdecimal() and len(wanted) < 10 and wanted not in dict(people):
        people.append((wanted, gettext("Pengguna %(number)s") % {"number": wanted}))
    return Choice((*people, (NOBODY, gettext("Baris perintah"))))


def _href(line: TrailLine) -> str:
    return reverse("trail-entry", args=[line.row.id])
