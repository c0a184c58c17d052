"""Writes on the office and its signatories: the administrator's alone, each with its line in the audit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.office.logos import logo
from berdaya.records.office.models import Office, Signatory
from berdaya.records.office.selectors import territory
from berdaya.records.office.zones import zone_of
from berdaya.records.regions.models import Region

SUBJECT = "office"


def _held() -> Office:
    found = Office.objects.select_for_update().first()
    if found is None:
        raise Problem("office.not_set_up")
    return found


def _kept(record: Office | Signatory, actor: Scope, action: str, subject: str, given: Mapping[str, Any]) -> None:
    """Check and write a record with the values given, and note what they were before."""
    before = {name: _plain(getattr(record, name)) for name in given}
    for name, value in given.items():
        setattr(record, name, value)
    after = {name: _plain(getattr(record, name)) for name in given}
    if before == after and record.version:
        return
    record.version += 1
    record.full_clean()
    record.save()
    moved = [name for name in given if before[name] != after[name]]
    changed(
        actor,
        action,
        subject=subject,
        territory=territory(),
        before={name: before[name] for name in moved},
        after={name: after[name] for name in moved},
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _unchanged_since(record: Office | Signatory, seen: int | None) -> None:
    """Somebody who saw an older version must look again before overwriting it."""
    if seen is not None and seen != record.version:
        raise Problem("office.changed_meanwhile")


@transaction.atomic
def set_regency(*, actor: Scope, code: object, name: str = "") -> str:
    """Say which regency the office serves; makes the office on the first call. Returns the code in plain digits.

    Without a name, the region list's is taken. Problem `office.not_a_regency`, `region.code_not_understood`.
    """
    regency = RegionCode.parse(code)
    if regency.level != "regency":
        raise Problem("office.not_a_regency", code=regency.dotted)
    actor.require(regency.plain, Role.ADMINISTRATOR)
    record = Office.objects.select_for_update().first()
    if record is None:
        record = Office(regency_code=regency.plain, time_zone=zone_of(regency.plain))
    else:
        actor.require(record.regency_code, Role.ADMINISTRATOR)
    listed = Region.objects.filter(code=regency.plain).values_list("name", flat=True).first()
    called = name.strip() or listed or (record.regency_name if record.regency_code == regency.plain else "")
    _kept(
        record,
        actor,
        "office.change",
        SUBJECT,
        {"regency_code": regency.plain, "regency_name": called or f"Kabupaten {regency.dotted}"},
    )
    return regency.plain


@transaction.atomic
def change_office(*, actor: Scope, seen: int | None = None, **given: str) -> None:
    """Change what stands on letters, the time zone or the paper. `seen` is the version that the editor looked at.

    Problem `office.not_set_up`, `office.changed_meanwhile`; ValidationError where a value does not fit.
    """
    record = _held()
    actor.require(record.regency_code, Role.ADMINISTRATOR)
    _unchanged_since(record, seen)
    allowed = {"government", "agency", "short_name", "address", "contact", "time_zone", "paper"}
    if unknown := given.keys() - allowed:
        raise TypeError(f"not a field of the office: {sorted(unknown)}")
    _kept(record, actor, "office.change", SUBJECT, given)


@transaction.atomic
def set_logo(*, actor: Scope, content: bytes) -> None:
    """Put a logo on the letterhead, or take it off with nothing. The audit notes its type and size, not its bytes."""
    record = _held()
    actor.require(record.regency_code, Role.ADMINISTRATOR)
    before = {"logo": _told(record.logo_type, bytes(record.logo))}
    record.logo, record.logo_type = (content, logo(content).type) if content else (b"", "")
    record.version += 1
    record.full_clean()
    record.save()
    after = {"logo": _told(record.logo_type, record.logo)}
    changed(actor, "office.logo", subject=SUBJECT, territory=record.regency_code, before=before, after=after)


def _told(kind: str, content: bytes) -> str:
    return f"{kind}, {len(content)} byte" if content else ""


@transaction.atomic
def finish_step(*, actor: Scope, step: str) -> None:
    """Note that a step of the first set-up is done or was left out on purpose. Nothing else changes."""
    record = _held()
    actor.require(record.regency_code, Role.ADMINISTRATOR)
    if step not in record.steps_done:
        Office.objects.filter(pk=record.pk).update(steps_done=[*record.steps_done, step])


@transaction.atomic
def add_signatory(
    *,
    actor: Scope,
    name: str,
    title: str,
    valid_from: date,
    rank: str = "",
    nip: str = "",
    acting_for: str = "",
    valid_until: date | None = None,
) -> int:
    """Add an official who may sign."""
    actor.require(_held().regency_code, Role.ADMINISTRATOR)
    given = {
        "name": name,
        "rank": rank,
        "nip": nip,
        "title": title,
        "acting_for": acting_for,
        "valid_from": valid_from,
        "valid_until": valid_until,
    }
    record = Signatory()
    for field, value in given.items():
        setattr(record, field, value)
    record.version = 1
    record.full_clean()
    record.save()
    after = {field: _plain(value) for field, value in given.items()}
    changed(actor, "signatory.add", subject=_subject(record), territory=territory(), after=after)
    return record.pk


@transaction.atomic
def change_signatory(*, actor: Scope, signatory_id: int, seen: int | None = None, **given: Any) -> None:
    """Change an official, or end their time. Letters they signed keep what stood on them."""
    actor.require(_held().regency_code, Role.ADMINISTRATOR)
    record = Signatory.objects.select_for_update().filter(pk=signatory_id).first()
    if record is None:
        raise Problem("office.no_such_signatory")
    _unchanged_since(record, seen)
    allowed = {"name", "rank", "nip", "title", "acting_for", "valid_from", "valid_until"}
    if unknown := given.keys() - allowed:
        raise TypeError(f"not a field of a signatory: {sorted(unknown)}")
    _kept(record, actor, "signatory.change", _subject(record), given)


def _subject(record: Signatory) -> str:
    return f"signatory:{record.pk}"
