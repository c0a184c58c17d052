"""What a document is known by, so that the same bytes are kept once."""

import hashlib

from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.vault import services as vault


def identity(kind: str, content: bytes) -> str:
    """The SHA-256 of an official answer, which anybody may hold against the ministry's; of any other file, a keyed one.

    An official answer is published and about a village. A file from a sender may hold little more than a person's
    number: its plain hash would tell whoever reads the database that a guess is right.
    """
    if kind == DocumentKind.OFFICIAL_ANSWER:
        return hashlib.sha256(content).hexdigest()
    return vault.fingerprint("document", content)


def belongs(digest: str) -> str:
    """What the sealed bytes are bound to: another document's do not open in this one's place."""
    return f"document/{digest}"
