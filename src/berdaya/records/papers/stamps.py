"""What is added to a paper when it is issued, and what comes back from the press, as frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as they were on the day; later changes of name, rank or post do not reach an issued paper."""

    title: str
    name: str
    rank: str = ""
    nip: str = ""
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Number, code, date and signer of one paper."""

    number: str
    code: str
    issued_on: date
    issued_at: datetime
    place: str
    signatory: Signer


@dataclass(frozen=True, slots=True)
class Printed:
    """The frozen content, the PDF made from it, and what made it (program, templates, fonts)."""

    content: Mapping[str, Any]
    pdf: bytes
    made_with: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as the press takes it: `content` is what it says, not yet on the office's paper."""

    id: int
    kind: str
    subject: str
    territory: str
    language: str
    content: Mapping[str, Any]


Press = Callable[[Drafted, Stamp], Printed]
