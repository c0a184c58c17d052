"""Which of several values for one village, year and code is shown. This is the only place that decides it.

1. A repair, while the submission it repairs is still the newest of its source: the audit has shown that what was
   printed there cannot be true. Once a newer official answer arrives, the repair speaks of another one and steps back.
2. The official value: the index is the ministry's, and what counts for a village's status is what it published.
3. A value from the field, where the ministry has none.
4. A value derived from other records.

Within one source the newest wins, code by code. What was withdrawn is shown by nobody until it is restored. Nothing is
lost: the history shows every value with its rank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from berdaya.records.observations.kinds import Source

RANK = {Source.REPAIR: 0, Source.OFFICIAL: 1, Source.FIELD: 2, Source.DERIVED: 3}


@dataclass(frozen=True, slots=True)
class Said:
    """What precedence needs to know of a submission. Later ones have the later time, or the higher id."""

    id: int
    source: str
    recorded_at: datetime
    repairs_id: int | None = None
    withdrawn: bool = False


def ordered(submissions: Iterable[Said]) -> list[Said]:
    """The submissions of one village, year and edition that may be shown, the strongest first."""
    standing = [said for said in submissions if not said.withdrawn]
    newest_first = sorted(standing, key=lambda said: (said.recorded_at, said.id), reverse=True)
    newest: dict[str, int] = {}
    for said in newest_first:
        newest.setdefault(said.source, said.id)
    current = [
        said for said in newest_first if said.source != Source.REPAIR or said.repairs_id in (None, *newest.values())
    ]
    return sorted(current, key=lambda said: RANK[Source(said.source)])
