"""What stands on every paper, as frozen values: whose it is, who signs it, and what proves it.

Everything is text in the language of the paper, worded before it comes here: a frozen paper never changes its words.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Size = Literal["F4", "A4"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an office's letter. `logo` is base64, empty where there is none."""

    government: str
    agency: str
    address: str = ""
    contact: str = ""
    logo: str = ""
    logo_type: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, as they were on the day. `acting_for` begins with "a.n." where somebody signs for another."""

    place_and_date: str
    title: str
    name: str
    rank: str = ""
    nip: str = ""
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What tells a paper from a forgery: its number, its code, where to look it up, and the print of its content."""

    number: str
    code: str
    address: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the body. Without a proof the paper is a preview and says so."""

    language: str
    size: Size
    title: str
    author: str
    source: str
    words: Mapping[str, str]
    letterhead: Letterhead | None = None
    signature: Signature | None = None
    proof: Proof | None = None
    synthetic: str = ""


Content = Mapping[str, Any]


def plain(value: Any) -> dict[str, Any]:
    """A frozen value as it is kept in JSON."""
    return asdict(value)
