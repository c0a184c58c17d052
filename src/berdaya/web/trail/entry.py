"""One entry as the page shows it: its facts, and the values before and after side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from berdaya.records.audit import actions
from berdaya.records.audit.kinds import EntryKind
from berdaya.records.audit.selectors import EntryDetail
from berdaya.records.audit.written import SEALED, Erased, Personal
from berdaya.records.regions.names import names
from berdaya.web.lists.cells import written
from berdaya.web.lists.columns import Kind
from berdaya.web.measure import language
from berdaya.web.numerals import NOTHING
from berdaya.web.published import address
from berdaya.web.trail import words
from berdaya.web.trail.listing import PERSON, SUBJECT, by

Path = tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """A value on one side. `state` is empty, or `sealed`, `personal`, `erased`."""

    text: str = NOTHING
    state: str = ""


@dataclass(frozen=True)
class Line:
    """One value by name, before and after."""

    name: str
    before: Side
    after: Side

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class EntryPage:
    """What the template shows."""

    id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    sealed: bool
    opened: bool
    has_before: bool
    has_after: bool
    subject: str
    subject_page: str
    same_subject: str
    same_person: str
    chain: str


def entry_page(detail: EntryDetail, *, opened: bool = False) -> EntryPage:
    row = detail.row
    place = names([row.territory]).get(row.territory, "")
    before, after = dict(_flat(detail.before)), dict(_flat(detail.after))
    facts = (
        (gettext("Kapan"), written(Kind.DATE, row.at)),
        (gettext("Siapa"), by(row)),
        (gettext("Sebagai"), words.roles(row.held)),
        (gettext("Perihal"), words.subject(row.subject)),
        (gettext("Wilayah"), f"{words.territory(row.territory)} {place}".strip()),
        (gettext("Jenis"), str(EntryKind(row.kind).label)),
        (gettext("Catatan"), row.note),
    )
    lines = [Line(words.value_name(path), _side(before, path), _side(after, path)) for path in {**before, **after}]
    return EntryPage(
        id=row.id,
        title=actions.words(row.action).in_(language()),
        facts=tuple(fact for fact in facts if fact[1]),
        lines=tuple(lines),
        sealed=row.personal and not opened,
        opened=row.personal and opened,
        has_before=bool(before),
        has_after=bool(after),
        subject=words.subject(row.subject),
        subject_page=words.subject_page(row.subject),
        same_subject=address(reverse("trail"), {SUBJECT: row.subject}) if row.subject else "",
        same_person=address(reverse("trail"), {PERSON: str(row.actor_id or 0)}),
        chain=_chain(detail),
    )


def _chain(detail: EntryDetail) -> str:
    if detail.number is None:
        return gettext("Entri ini menunggu dirantai.")
    place = {"number": detail.number, "hash": detail.hash[:16]}
    return gettext("Mata rantai %(number)s, sidik %(hash)s…") % place


def _flat(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Values within values, one by one, in the order of their names."""
    if isinstance(value, Mapping) and value.keys() != {SEALED}:
        for key, item in value.items():
            yield from _flat(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, Mapping | Personal | Erased) for item in value):
        for number, item in enumerate(value, 1):
            yield from _flat(item, (*path, str(number)))
    else:
        yield path, value


def _side(values: Mapping[Path, Any], path: Path) -> Side:
    if path not in values:
        return Side()
    match values[path]:
        case Personal(text=text):
            return Side(text, "personal")
        case Erased():
            return Side(gettext("sudah dihapus"), "erased")
        case Mapping():
            return Side(gettext("terkunci"), "sealed")
        case None | "" | []:
            return Side(gettext("kosong"))
        case True:
            return Side(gettext("ya"))
        case False:
            return Side(gettext("tidak"))
        case list(items):
            return Side(", ".join(map(str, items)))
        case value:
            return Side(str(value))
