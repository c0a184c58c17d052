"""Fills a template for somebody: the villages they work in, and the values that are shown now where they ask for them."""

from datetime import datetime

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets.layout import Contents
from berdaya.exchange.spreadsheets.template import VillageLine, template
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import exported
from berdaya.records.imports.services import SENDERS
from berdaya.records.observations.current import Held, held_values
from berdaya.records.observations.kinds import Kind
from berdaya.records.regions.selectors import villages

KINDS: dict[Contents, Kind] = {"answers": Kind.INPUT, "scores": Kind.SCORE}


def filled_template(
    *,
    actor: Scope,
    family: str,
    year: int,
    contents: Contents,
    territory: str,
    filled: bool,
    language: str,
    at: datetime,
) -> bytes:
    """The workbook of the edition that serves a year, for the desa of a territory that the actor works in.

    Problem `definition.no_edition_for_year` where none does. The trail keeps that data left the system.
    """
    working = actor.acting_as(*SENDERS)
    if not working.held:
        raise Problem("access.not_allowed", territory=territory or "Indonesia")
    edition = catalogue.edition_for(family, year)
    listed = [row for row in villages(working) if row.code.startswith(territory)]
    held = held_values(working, year, edition.code, (KINDS[contents],), [row.id for row in listed]) if filled else {}
    lines = [
        VillageLine(
            row.dotted,
            row.name,
            row.district,
            {key: value for key, (value, _) in held.get(row.id, Held()).shown.items()},
        )
        for row in listed
    ]
    made = template(edition, year, contents, lines, language=language, made_at=at)
    exported(actor, "template.export", territory=territory, rows=len(lines), note=f"{edition.code} {year} {contents}")
    return made
