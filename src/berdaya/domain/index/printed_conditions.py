"""Whether a condition printed beside a score belongs to it, told by fingerprints: the source's sentences are not shipped."""

import hashlib
import unicodedata
from collections.abc import Mapping

Prints = Mapping[str, Mapping[int, frozenset[str]]]


def fingerprint(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text, whatever its case, width and spacing.

    >>> fingerprint("Ada  pasar ") == fingerprint("ADA PASAR")
    True
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def belongs_to_another_score(text: str, score: int, known: Mapping[int, frozenset[str]]) -> int | None:
    """The other score a printed condition is known to belong to; None where it fits its own, or is not known at all.

    >>> known = {5: frozenset({fingerprint("ada")}), 1: frozenset({fingerprint("tidak ada")})}
    >>> belongs_to_another_score("Ada", 1, known), belongs_to_another_score("Ada", 5, known)
    (5, None)
    """
    own = fingerprint(text)
    if own in known.get(score, frozenset()):
        return None
    return next((other for other, prints in known.items() if own in prints), None)
