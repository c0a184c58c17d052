"""An import of one desa at any of its states, sent by somebody of its own; for tables of who may do what."""

import io

from berdaya.exchange.spreadsheets import importing
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope, scope_of
from berdaya.records.imports import selectors, services
from berdaya.records.imports.contents import ColumnMapping, Preview

STATES = ("uploaded", "mapped", "previewed", "committed", "undone")


def sender(territory: str) -> Scope:
    """Who sends it: an operator of the desa."""
    user, made = User.objects.get_or_create(username="pengirim-impor")
    if made:
        Grant.objects.create(user=user, role=Role.VILLAGE_OPERATOR, territory=territory)
    return scope_of(user)


def file_of(village: str, code: str, year: int, score: int = 3) -> bytes:
    return f"Kode Desa;{code};Tahun\n{village};{score};{year}\n".encode()


class Again(io.BytesIO):
    """A file that can be sent many times."""

    name = "uji.csv"

    def read(self, size: int | None = -1, /) -> bytes:
        self.seek(0)
        return super().read(size)


def mapping_of(actor: Scope, batch: int) -> tuple[ColumnMapping, str]:
    opened = importing.open_file(actor, batch)
    return opened.mapping, opened.signature


def preview_of(actor: Scope, batch: int) -> Preview:
    return selectors.preview(actor, batch)


def import_at(state: str, village: str, code: str, year: int) -> int:
    """The number of an import in a state."""
    actor = sender(village)
    batch = importing.upload(actor=actor, name="uji.csv", content=file_of(village, code, year))
    if state == "abandoned":
        services.abandon(actor=actor, batch_id=batch)
        return batch
    steps = STATES.index(state)
    if steps >= 1:
        mapping, signature = mapping_of(actor, batch)
        services.save_mapping(actor=actor, batch_id=batch, mapping=mapping, signature=signature)
    if steps >= 2:
        importing.look(actor=actor, batch_id=batch)
    if steps >= 3:
        importing.save(actor=actor, batch_id=batch, seen=selectors.batch(actor, batch).preview_mark)
    if steps >= 4:
        services.undo(actor=actor, batch_id=batch)
    return batch
