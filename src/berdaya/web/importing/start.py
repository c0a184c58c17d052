"""The form that a template is asked for with, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from berdaya.definitions import catalogue
from berdaya.exchange.spreadsheets.layout import Contents
from berdaya.records.access.scope import Scope
from berdaya.records.imports.services import SENDERS
from berdaya.records.regions.selectors import districts

OLDEST = 10  # years back that a template is offered for


@dataclass(frozen=True, slots=True)
class AskedTemplate:
    """Which template is wanted."""

    family: str
    year: int
    contents: Contents
    territory: str
    filled: bool


@dataclass(frozen=True, slots=True)
class TemplateForm:
    """What the form offers: pairs of a value and a name, and what is chosen."""

    asked: AskedTemplate
    indices: list[tuple[str, str]]
    territories: list[tuple[str, str]]

    @property
    def index(self) -> str:
        return f"{self.asked.family}:{self.asked.year}"


def asked_template(scope: Scope, given: Mapping[str, str]) -> AskedTemplate:
    """Read the form; what cannot be read falls back to what is offered first."""
    offered = [value for value, _ in _indices()]
    family, _, year = (given.get("data", "") if given.get("data", "") in offered else offered[0]).partition(":")
    territory = given.get("wilayah", "").replace(".", "")
    if territory not in [code for code, _ in _territories(scope)]:
        territory = ""
    contents: Contents = "scores" if given.get("isi") == "scores" else "answers"
    return AskedTemplate(family, int(year), contents, territory, given.get("terisi") == "1")


def template_form(scope: Scope, given: Mapping[str, str]) -> TemplateForm:
    return TemplateForm(asked_template(scope, given), _indices(), _territories(scope))


def _indices() -> list[tuple[str, str]]:
    """Index and year, the newest first; an index nobody is judged by comes last."""
    this_year = timezone.localdate().year
    found = []
    for family in catalogue.FAMILIES:
        for year in range(this_year, this_year - OLDEST, -1):
            serving = [code for code in catalogue.codes() if catalogue.family_of(code) == family]
            if any(catalogue.edition(code).serves(year) for code in serving):
                edition = catalogue.edition_for(family, year)
                found.append((family == "contoh", -year, f"{family}:{year}", f"{edition.short_name} {year}"))
    return [(value, name) for _, _, value, name in sorted(found)]


def _territories(scope: Scope) -> list[tuple[str, str]]:
    """All that the person works in, or one kecamatan of it."""
    every = [("", gettext("Semua desa wilayah kerja saya"))]
    rows = districts(scope.acting_as(*SENDERS))
    return every + [(row.code, gettext("Kecamatan %(name)s") % {"name": row.name}) for row in rows if len(rows) > 1]
