"""What an official letter says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

KIND = "letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter without its number and signature, which come when it is issued. `place_and_date` is filled in then too."""

    subject: str
    nature: str
    attachment: str
    addressee: str
    addressee_place: str
    paragraphs: tuple[str, ...]
    copies: tuple[str, ...]
    headings: Mapping[str, str]
    place_and_date: str = ""
