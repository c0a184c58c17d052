"""Opening the personal values of an entry, which is itself written into the trail."""

from dataclasses import replace

from django.db import transaction

from berdaya.records.audit.log import viewed
from berdaya.records.audit.selectors import EntryDetail, Reader, entry
from berdaya.records.audit.written import opened, sealed_parts
from berdaya.records.vault import services as vault


@transaction.atomic
def open_entry(*, actor: Reader, entry_id: int) -> EntryDetail:
    """The entry with its personal values in clear; those of erased people say so. Problem `trail.unknown`."""
    found = entry(actor, entry_id)
    if not found.row.personal:
        return found
    viewed(actor, "trail.view", subject=f"entry:{entry_id}", territory=found.row.territory)
    parts = sealed_parts(dict(found.before)) + sealed_parts(dict(found.after))
    known = dict(zip(parts, vault.unseal_many(parts), strict=True))
    return replace(found, before=opened(dict(found.before), known), after=opened(dict(found.after), known))
