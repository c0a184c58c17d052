"""When a case is to be visited, and how much of the agreed rhythm was kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Due:
    """The day a visit is due, and by how many days it is overdue (0 where it is not yet)."""

    on: date
    overdue: int


def due(every: int, *, since: date, visits: Sequence[date], today: date, agreed: date | None = None) -> Due:
    """The next visit: the day agreed at the last one, else the rhythm of the stage counted from the last visit.

    `every` is in days; `since` the day the case entered the stage, from which the first visit is counted. What was
    agreed before the last visit is spent.

    >>> due(14, since=date(2026, 1, 1), visits=[date(2026, 1, 10)], today=date(2026, 1, 27))
    Due(on=datetime.date(2026, 1, 24), overdue=3)
    """
    last = max((day for day in visits if day <= today), default=None)
    on = agreed if agreed is not None and (last is None or agreed > last) else (last or since) + timedelta(days=every)
    return Due(on, max(0, (today - on).days))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Visits planned and made in a period."""

    planned: int
    made: int

    @property
    def share(self) -> float | None:
        """The share of the plan that was kept, at most 1; None where nothing was planned."""
        return min(1.0, self.made / self.planned) if self.planned else None


def rhythm(every: int, *, start: date, end: date, visits: Iterable[date]) -> Rhythm:
    """How many visits the rhythm asks for in a period (both days included), and how many were made.

    Two visits on one day are one: a second one the same day keeps no rhythm.

    >>> rhythm(7, start=date(2026, 1, 1), end=date(2026, 1, 28), visits=[date(2026, 1, 2), date(2026, 1, 2)])
    Rhythm(planned=4, made=1)
    """
    days = (end - start).days + 1
    return Rhythm(max(0, days // every), len({day for day in visits if start <= day <= end}))
