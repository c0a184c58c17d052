"""What a line of the catalogue holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One line of the catalogue. `status` is the HTTP status that fits it; templates name details in braces."""

    status: int
    id: str
    en: str
