"""The catalogue: which editions of which index ship with this version, and which results were computed with them."""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalks
from berdaya.domain.index.crosswalk import Crosswalk
from berdaya.domain.index.definition import Dimension, Edition, Indicator, StatusClass
from berdaya.domain.problems import Problem
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.runs.selectors import RunRow, runs
from berdaya.web.account.guard import only
from berdaya.web.account.reader import reader

READERS = (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST)


@dataclass(frozen=True)
class EditionLine:
    """One edition of the list: how many runs used it, and whether the rules are still those they used."""

    edition: Edition
    items: int
    runs: int
    published: tuple[int, ...]
    # Runs whose edition had other rules; a published edition never changes, so this stays empty.
    differing: int

    @property
    def hash(self) -> str:
        return self.edition.hash[:12]


@dataclass(frozen=True)
class Limit:
    """A class of the index with the limits it lies between; None where it is open."""

    status: StatusClass
    above: object
    up_to: object


@dataclass(frozen=True)
class Group:
    """The indicators that hang on one dimension."""

    dimension: Dimension
    indicators: tuple[Indicator, ...]


def _lines(scope: Scope) -> list[EditionLine]:
    used: dict[str, list[RunRow]] = {}
    for run in runs(scope):
        used.setdefault(run.edition, []).append(run)
    return [_line(edition, used.get(edition.code, [])) for edition in catalogue.editions()]


def _line(edition: Edition, used: list[RunRow]) -> EditionLine:
    years = Counter(run.year for run in used if run.state == "published")
    differing = sum(run.edition_hash != edition.hash for run in used)
    return EditionLine(edition, len(edition.indicators), len(used), tuple(sorted(years)), differing)


@dataclass(frozen=True)
class Bridge:
    """A crosswalk in figures: links by how alike their items are."""

    crosswalk: Crosswalk
    same: int
    similar: int
    none: int


def _bridges() -> list[Bridge]:
    return [
        Bridge(one, counts["same"], counts["similar"], counts["none"])
        for one in crosswalks()
        for counts in [Counter(link.kind for link in one.links)]
    ]


@only(*READERS)
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Every edition, newest last within its index."""
    return render(request, "berdaya/office/catalogue.html", {"lines": _lines(reader(request)), "bridges": _bridges()})


@only(*READERS)
def edition_page(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: its sources, status limits, items, and the runs that used it."""
    try:
        edition = catalogue.edition(code)
    except Problem as problem:
        raise Http404 from problem
    used = [run for run in runs(reader(request), edition.family) if run.edition == code]
    context = {
        "edition": edition,
        "line": _line(edition, used),
        "limits": _limits(edition),
        "groups": [
            Group(one, leaves) for one in edition.dimensions.values() if (leaves := edition.leaves_of(one.code))
        ],
        "used": used,
    }
    return render(request, "berdaya/office/edition.html", context)


def _limits(edition: Edition) -> list[Limit]:
    bounds = [None, *(status.up_to for status in edition.statuses)]
    return [Limit(status, above, status.up_to) for status, above in zip(edition.statuses, bounds, strict=False)]
