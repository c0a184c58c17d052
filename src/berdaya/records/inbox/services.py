"""Writes to the inbox: tell people something; they read it, put it away, and take it back."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import Scope
from berdaya.records.inbox.kinds import KINDS
from berdaya.records.inbox.models import Message

LONGEST_SUBJECT = 200


def tell(user_ids: Iterable[int], kind: str, *, subject: str, territory: str = "", href: str = "") -> int:
    """Put a message into the inbox of each person, once each; returns how many. Call it inside the act it tells of.

    `kind` is one of `KINDS` (KeyError otherwise), `href` a path of this site. The subject is no place for personal data.
    """
    KINDS[kind]
    if href and (not href.startswith("/") or href.startswith("//")):
        raise Problem("inbox.elsewhere", href=href)
    now = timezone.now()
    messages = [
        Message(
            user_id=user_id, kind=kind, subject=subject[:LONGEST_SUBJECT], territory=territory, href=href, told_at=now
        )
        for user_id in sorted(set(user_ids))
    ]
    Message.objects.bulk_create(messages, batch_size=500)
    return len(messages)


@transaction.atomic
def mark_read(*, actor: Scope, message_ids: Collection[int] | None = None) -> int:
    """Mark a person's own messages as read, all of them where none is named; returns how many were unread."""
    return _own(actor, message_ids).filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def archive(*, actor: Scope, message_ids: Collection[int]) -> int:
    """Put a person's own messages away. They are read by that, and can be taken back."""
    mark_read(actor=actor, message_ids=message_ids)
    return _own(actor, message_ids).filter(archived_at=None).update(archived_at=timezone.now())


@transaction.atomic
def restore(*, actor: Scope, message_ids: Collection[int]) -> int:
    """Take a person's own messages back out of the archive."""
    return _own(actor, message_ids).exclude(archived_at=None).update(archived_at=None)


def _own(actor: Scope, message_ids: Collection[int] | None) -> QuerySet[Message]:
    """A person's own messages; another's are as if they were not there. A visitor has none."""
    if actor.user_id is None:
        raise Problem("access.not_allowed", territory="Indonesia")
    own = Message.objects.filter(user_id=actor.user_id)
    return own if message_ids is None else own.filter(pk__in=message_ids)
