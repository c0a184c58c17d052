"""Reads of a person's own inbox."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from berdaya.domain.values import Text
from berdaya.records.access.models import User
from berdaya.records.access.scope import Scope, scope_of
from berdaya.records.inbox.kinds import KINDS
from berdaya.records.inbox.models import Message

MOST = 500


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message with its words."""

    id: int
    kind: str
    words: Text
    territory: str
    href: str
    told_at: datetime
    read: bool
    archived: bool


def messages(scope: Scope, *, archived: bool = False, unread: bool = False) -> list[MessageRow]:
    """The newest messages of who reads, put away or not."""
    queryset = _own(scope).filter(archived_at__isnull=not archived)
    if unread:
        queryset = queryset.filter(read_at=None)
    return [_row(message) for message in queryset.order_by("-told_at", "-pk")[:MOST]]


def message(scope: Scope, message_id: int) -> MessageRow | None:
    """One message of who reads; None where it is not theirs."""
    found = _own(scope).filter(pk=message_id).first()
    return _row(found) if found else None


def unread_count(scope: Scope) -> int:
    """How many messages wait for who reads. One query; none for a visitor."""
    if scope.user_id is None:
        return 0
    return _own(scope).filter(read_at=None, archived_at=None).count()


@dataclass(frozen=True, slots=True)
class Reader:
    """A person whom a digest can be written for."""

    id: int
    username: str
    scope: Scope


def readers(username: str = "") -> list[Reader]:
    """The active people who work somewhere today, by name; one of them where a name is given. For the command line."""
    people = User.objects.filter(is_active=True).order_by("username")
    if username:
        people = people.filter(username__iexact=username)
    found = [Reader(person.pk, person.username, scope_of(person)) for person in people]
    return [reader for reader in found if username or not reader.scope.is_public]


def _own(scope: Scope) -> QuerySet[Message]:
    return Message.objects.filter(user_id=scope.user_id or 0)


def _row(message: Message) -> MessageRow:
    known = KINDS.get(message.kind, Text("{subject}", "{subject}"))
    words = Text(known.id.format(subject=message.subject), known.en.format(subject=message.subject))
    return MessageRow(
        id=message.pk,
        kind=message.kind,
        words=words,
        territory=message.territory,
        href=message.href,
        told_at=message.told_at,
        read=message.read_at is not None,
        archived=message.archived_at is not None,
    )
