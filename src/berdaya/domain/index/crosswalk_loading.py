"""From the mapping of a crosswalk file to a Crosswalk: its meaning is checked here, its shape by the JSON Schema before.

Each fault is a Problem `definition.invalid` that names the file, the path in it, what is wrong and how to mend it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from berdaya.domain.index.crosswalk import Crosswalk, Link, Side, steps
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.faults import Fault, fault, refused
from berdaya.domain.values import Text

Source = Mapping[str, Any]

FAULTS: Mapping[str, Fault] = {
    "bad_date": fault(
        "“{value}” bukan tanggal.", "“{value}” is no date.",
        "tulis tahun-bulan-hari, misalnya 2026-01-31.", "write year-month-day, such as 2026-01-31.",
    ),
    "unknown_edition": fault(
        "Edisi “{name}” tidak ada dalam keluarga {family}.", "There is no edition “{name}” in the family {family}.",
        "pakai salah satu: {known}.", "use one of: {known}.",
    ),
    "one_sided": fault(
        "Pasangan {kind} ini hanya mempunyai satu sisi.", "The {kind} link has only one side.",
        "beri from dan to; butir tanpa padanan ditulis dengan kind none.",
        "give from and to; an item without a counterpart is written with kind none.",
    ),
    "two_sided": fault(
        "Butir tanpa padanan ditulis dengan dua sisi.", "Items without a counterpart are written with two sides.",
        "beri from atau to saja.", "give only from or only to.",
    ),
    "unknown_item": fault(
        "“{name}” bukan butir edisi {edition}.", "“{name}” is no item of the edition {edition}.",
        "betulkan kodenya.", "correct the code.",
    ),
    "item_twice": fault(
        "“{name}” muncul {count} kali.", "“{name}” occurs {count} times.",
        "sandingkan setiap butir tepat satu kali.", "let each item stand in exactly one link.",
    ),
    "item_absent": fault(
        "“{name}” dari edisi {edition} tidak disandingkan.", "“{name}” of the edition {edition} stands in no link.",
        "sandingkan, atau tulis dengan kind none dan alasannya.", "link it, or write it with kind none and the reason.",
    ),
    "cut_elsewhere": fault(
        "“{name}” dipotong tetapi bukan butir pasangan ini.", "“{name}” is cut but is no item of the link.",
        "hapus, atau tambahkan butirnya.", "remove it, or add the item.",
    ),
    "cut_useless": fault(
        "Skor {value} tidak membagi kelas “{name}” menjadi dua.",
        "The score {value} does not divide the classes of “{name}” in two.",
        "pakai salah satu: {known}.", "use one of: {known}.",
    ),
    "classes_differ": fault(
        "Kelasnya tidak sama banyak: {before} langkah dan {after} langkah.",
        "The classes are not equally many: {before} steps and {after} steps.",
        "potong butir yang lebih rinci dengan cut, atau tulis similar.",
        "cut the finer item with cut, or write similar.",
    ),
}  # fmt: skip


def crosswalk_from(source: Source, editions: Mapping[str, Edition], *, file: str) -> Crosswalk:
    """Build the crosswalk from a mapping of checked shape and the editions that ship, by code.

    Problem `definition.invalid` where it contradicts itself or them.
    """
    try:
        dated = date.fromisoformat(source["date"])
    except ValueError:
        raise refused(FAULTS, "bad_date", file=file, path="date", value=source["date"]) from None
    before, after = (_side(source, key, editions, file) for key in ("from", "to"))
    named = [[editions[code] for code in side.editions] for side in (before, after)]
    links = tuple(_link(item, f"links[{place}]", named, file) for place, item in enumerate(source["links"]))
    for later, key in enumerate(("from", "to")):
        _cover(links, bool(later), named[later], key, file)
    return Crosswalk(source["code"], _text(source["name"]), _text(source["summary"]), dated, before, after, links)


def _text(source: Mapping[str, str]) -> Text:
    return Text(source["id"], source["en"])


def _side(source: Source, key: str, editions: Mapping[str, Edition], file: str) -> Side:
    family, codes = source[key]["family"], source[key]["editions"]
    known = [code for code, edition in editions.items() if edition.family == family]
    for code in codes:
        if code not in known:
            path, listed = f"{key}.editions", ", ".join(known)
            raise refused(FAULTS, "unknown_edition", file=file, path=path, name=code, family=family, known=listed)
    return Side(family, tuple(codes))


def _link(item: Source, path: str, named: Sequence[Sequence[Edition]], file: str) -> Link:
    before, after = tuple(item.get("from", ())), tuple(item.get("to", ()))
    link = Link(item["kind"], before, after, dict(item.get("cut", {})), _text(item["reason"]))
    if link.kind == "none" and before and after:
        raise refused(FAULTS, "two_sided", file=file, path=path)
    if not (before or after) or (link.kind != "none" and not (before and after)):
        raise refused(FAULTS, "one_sided", file=file, path=path, kind=link.kind)
    for later, key in enumerate(("from", "to")):
        _known(link.items(later=bool(later)), named[later], f"{path}.{key}", file)
    _cuts(link, named, path, file)
    return link


def _known(codes: Sequence[str], editions: Sequence[Edition], path: str, file: str) -> None:
    for edition in editions:
        for code in codes:
            if code not in edition.indicators:
                raise refused(FAULTS, "unknown_item", file=file, path=path, name=code, edition=edition.code)


def _cuts(link: Link, named: Sequence[Sequence[Edition]], path: str, file: str) -> None:
    """Cuts divide items of the link; what is the same has as many steps on both sides, in every pair of editions."""
    for code, score in link.cut.items():
        items = list(_items(code, link, named))
        if not items:
            raise refused(FAULTS, "cut_elsewhere", file=file, path=f"{path}.cut", name=code)
        for scores in items:
            if score not in scores[1:]:
                known = ", ".join(map(str, scores[1:]))
                raise refused(FAULTS, "cut_useless", file=file, path=f"{path}.cut", name=code, value=score, known=known)
    if link.kind != "same":
        return
    for first in named[0]:
        for last in named[1]:
            one, other = _steps(link, first, later=False), _steps(link, last, later=True)
            if one != other:
                raise refused(FAULTS, "classes_differ", file=file, path=path, before=one, after=other)


def _items(code: str, link: Link, named: Sequence[Sequence[Edition]]) -> Iterator[tuple[int, ...]]:
    for later, editions in enumerate(named):
        if code in link.items(later=bool(later)):
            yield from (edition.indicators[code].scores for edition in editions)


def _steps(link: Link, edition: Edition, *, later: bool) -> int:
    return sum(steps(edition.indicators[code], link.cut.get(code)) for code in link.items(later=later))


def _cover(links: Sequence[Link], later: bool, editions: Sequence[Edition], key: str, file: str) -> None:
    """Every item of every edition stands in exactly one link."""
    counted = Counter(code for link in links for code in link.items(later=later))
    for code, count in counted.items():
        if count > 1:
            raise refused(FAULTS, "item_twice", file=file, path=key, name=code, count=count)
    for edition in editions:
        for code in edition.indicators:
            if code not in counted:
                raise refused(FAULTS, "item_absent", file=file, path=key, name=code, edition=edition.code)
