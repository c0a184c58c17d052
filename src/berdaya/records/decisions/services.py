"""Writes on findings: a decision with its reason, a remark, one decision for many equal findings. Entries are only added."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.domain.values import masked
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.audit.log import changed
from berdaya.records.decisions import findings
from berdaya.records.decisions.effects import Wanted, chosen, repair
from berdaya.records.decisions.findings import Found, Key
from berdaya.records.decisions.kinds import DECIDERS, REMARKERS, UNDECIDED, Choice
from berdaya.records.decisions.models import Decision
from berdaya.records.decisions.selectors import DecisionRow, Standing, entries_of, finding, standings
from berdaya.records.inbox.recipients import people_over
from berdaya.records.inbox.services import tell
from berdaya.records.observations.selectors import Statement, statements
from berdaya.records.observations.services import SubmissionEntry, record_submissions
from berdaya.records.regions.models import Region


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a finding: the choice, why, and for a repair the indicator and its right score."""

    choice: str
    reason: str
    indicator: str = ""
    score: int | None = None


@transaction.atomic
def decide(*, actor: Scope, key: Key, said: Said, expected: int, href: str = "") -> int:
    """Write a decision on a finding; returns its version.

    `expected` is the version the person saw: where somebody wrote since, Problem `decision.meanwhile` and nothing is
    written. Further Problems: `decision.unknown_finding`, `decision.no_reason`, `decision.no_score`.
    """
    village = _locked(key)
    actor.require(village, *DECIDERS)
    before = _standing(actor, key, village)
    _unchanged(actor, before, expected)
    wanted = chosen(before.found, said.indicator, said.score) if said.choice == Choice.REPAIR else None
    known = statements(village, key.year, before.found.edition).get(key.region_id, [])
    entry = repair(before.found, said.choice, wanted, _repaired_before(before.last), known)
    submission = record_submissions(actor=actor, entries=[entry])[0].id if entry else None
    decision = _decision(actor, before, said, wanted, submission)
    _save(decision)
    _audited(actor, "finding.decide", before, decision, village)
    _tell_concerned(actor, before, "finding.decided", href)
    return decision.version


@transaction.atomic
def remark(*, actor: Scope, key: Key, reason: str, href: str = "") -> int:
    """Add a remark or a proposal to a finding; it decides nothing. Returns its version."""
    village = _locked(key)
    actor.require(village, *REMARKERS)
    before = _standing(actor, key, village)
    decision = _decision(actor, before, Said(Choice.REMARK, reason), None, None)
    _save(decision)
    _audited(actor, "finding.remark", before, decision, village)
    _tell_concerned(actor, before, "finding.comment", href)
    return decision.version


def equal(scope: Scope, like: Key, territory: str = "", batch: str = "") -> list[Standing]:
    """The findings of the same kind and subject in the scope that wait for a decision, by village.

    With a `batch`, those whose decision in force is of that batch: what was decided together can be taken back together.
    """
    every = [
        one
        for one in findings.found(scope, like.family, like.year, territory)
        if (one.key.code, one.key.subject) == (like.code, like.subject)
    ]
    found = standings(scope, every, like.family, like.year)
    if batch:
        return [one for one in found if one.last is not None and one.last.batch == batch and one.state not in UNDECIDED]
    return [one for one in found if one.state in UNDECIDED]


def token(those: Sequence[Standing]) -> str:
    """What a list of findings was when it was shown; it changes with every entry about one of them."""
    told = [(one.found.key, one.found.fingerprint, one.version) for one in those]
    return f"{len(those)}-{hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:24]}"


@transaction.atomic
def decide_all(
    *, actor: Scope, like: Key, said: Said, expected: str, territory: str = "", batch: str = "", href: str = ""
) -> int:
    """Write one decision for every equal finding that waits; returns how many. All of them or none.

    `expected` is the `token` of the list the person saw; Problem `decision.changed_list` where it has changed since.
    """
    actor = _over(actor, territory)
    list(Region.objects.select_for_update().filter(code__startswith=territory).values_list("pk", flat=True))
    those = equal(actor, like, territory, batch)
    if token(those) != expected or not those:
        raise Problem("decision.changed_list", before=expected.partition("-")[0], now=len(those))
    if said.choice == Choice.REPAIR and any(one.found.repaired_to is None for one in those):
        raise Problem("decision.not_for_many")
    together = uuid.uuid4().hex
    wrote = _repairs(actor, those, said, territory)
    decisions = [
        _decision(actor, one, said, _proposed(one, said), wrote.get(one.found.key.region_id), together) for one in those
    ]
    _save_all(decisions)
    changed(
        actor,
        "finding.decide",
        subject=f"{like.family} {like.year} {like.code} {like.subject}".strip(),
        territory=territory,
        after={"choice": said.choice, "findings": len(those), "batch": together},
        note=said.reason,
    )
    tell(
        set(people_over(territory, DECIDERS)) - {actor.user_id or 0},
        "findings.decided",
        subject=f"{len(those)}{_about(like)}",
        territory=territory,
        href=href,
    )
    return len(those)


def _over(actor: Scope, territory: str) -> Scope:
    """The actor where they may decide, within a territory; they must hold that over all of it."""
    actor.require(territory, *DECIDERS)
    return actor.acting_as(*DECIDERS)


def _repairs(actor: Scope, those: Sequence[Standing], said: Said, territory: str) -> Mapping[int, int]:
    """Record the repairs of many findings at once; the submission by village."""
    first = those[0].found
    known = statements(territory, first.key.year, first.edition)
    entries: list[SubmissionEntry] = []
    for one in those:
        said_there: Sequence[Statement] = known.get(one.found.key.region_id, [])
        entry = repair(one.found, said.choice, _proposed(one, said), _repaired_before(one.last), said_there)
        if entry is not None:
            entries.append(entry)
    recorded = record_submissions(actor=actor, entries=entries) if entries else []
    return {entry.region_id: kept.id for entry, kept in zip(entries, recorded, strict=True)}


def _proposed(one: Standing, said: Said) -> Wanted | None:
    return chosen(one.found, "", None) if said.choice == Choice.REPAIR else None


def _locked(key: Key) -> str:
    """The village's code, with its row held until the transaction ends: decisions on a village are made one by one."""
    region = Region.objects.select_for_update().filter(pk=key.region_id).first()
    if region is None:
        raise Problem("decision.unknown_finding")
    return region.code


def _standing(actor: Scope, key: Key, village: str) -> Standing:
    found = finding(actor, key, village)
    if found is None:
        raise Problem("decision.unknown_finding")
    return found


def _unchanged(actor: Scope, before: Standing, expected: int) -> None:
    if before.version != expected:
        newest = entries_of(actor, before.found.key)[-1:]
        raise Problem("decision.meanwhile", name=newest[0].by if newest and newest[0].by else "Berdaya")


def _repaired_before(last: DecisionRow | None) -> str:
    return last.indicator if last is not None and last.choice == Choice.REPAIR else ""


def _decision(
    actor: Scope, before: Standing, said: Said, wanted: Wanted | None, submission: int | None, batch: str = ""
) -> Decision:
    # A number of a person does not help to judge a figure.
    reason = masked(said.reason).strip()
    if not reason:
        raise Problem("decision.no_reason")
    found = before.found
    return Decision(
        **found.key._asdict(),
        edition=found.edition,
        fingerprint=found.fingerprint,
        version=before.version + 1,
        choice=said.choice,
        reason=reason,
        indicator=wanted.indicator if wanted else "",
        score=wanted.score if wanted else None,
        submission_id=submission,
        batch=batch,
        decided_at=timezone.now(),
        decided_by_id=actor.user_id,
        role=_role(actor, found),
    )


def _role(actor: Scope, found: Found) -> str:
    """The role in which a person writes about a village: the first of theirs that may."""
    held = {role for role, prefix in actor.held if found.village.startswith(prefix)}
    return next((role for role in REMARKERS if role in held), Role.PUBLIC)


def _save(decision: Decision) -> None:
    decision.full_clean(validate_constraints=False)
    _save_all([decision])


def _save_all(decisions: Sequence[Decision]) -> None:
    """Insert; where somebody took the version in the same moment, nothing of this is written."""
    try:
        with transaction.atomic():
            Decision.objects.bulk_create(decisions, batch_size=500)
    except IntegrityError as error:
        raise Problem("decision.meanwhile", name="Berdaya") from error


def _audited(actor: Scope, action: str, before: Standing, decision: Decision, village: str) -> None:
    changed(
        actor,
        action,
        subject=f"{decision.family} {decision.year} {decision.code} {decision.subject}".strip(),
        territory=village,
        before={"state": str(before.state), "version": before.version},
        after={"choice": decision.choice, "indicator": decision.indicator, "score": decision.score},
        note=decision.reason,
    )


def _about(key: Key) -> str:
    """What a finding is about in signs that need no language: `, IKS30, IDM 2024`."""
    index = f"{catalogue.edition_for(key.family, key.year).short_name} {key.year}"
    return ", " + ", ".join(part for part in (key.subject, index) if part)


def _tell_concerned(actor: Scope, before: Standing, kind: str, href: str) -> None:
    """Tell those who wrote about the finding, and whoever decides over the village; not the one who writes."""
    found = before.found
    wrote = {entry.by_id for entry in entries_of(actor, found.key) if entry.by_id}
    concerned = wrote | set(people_over(found.village, DECIDERS))
    if kind == "finding.decided":
        concerned |= set(
            people_over(found.village, (Role.VERIFIER, Role.MENTOR, Role.VILLAGE_HEAD, Role.VILLAGE_OPERATOR))
        )
    subject = f"{found.name}{_about(found.key)}"
    tell(concerned - {actor.user_id or 0}, kind, subject=subject, territory=found.village, href=href)
