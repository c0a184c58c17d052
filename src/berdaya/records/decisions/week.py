"""What changed in a time in the territories of who reads, as counts: nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from berdaya.records.access.models import Grant
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.findings import found
from berdaya.records.decisions.kinds import REMARKERS, UNDECIDED
from berdaya.records.decisions.selectors import decided_between, standings
from berdaya.records.inbox.selectors import unread_count
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Submission
from berdaya.records.runs.models import Result, Run, State

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PublishedIndex:
    """An index and year that was published: in how many villages, how many of them changed or are new, what was found."""

    family: str
    year: int
    villages: int
    changed: int
    new: int
    findings: int


@dataclass(frozen=True, slots=True)
class Week:
    """The counts of a time. `mine_ends` is when the reader's own access ends, where that is soon."""

    since: datetime
    until: datetime
    published: tuple[PublishedIndex, ...]
    decided: dict[str, int]
    waiting: tuple[tuple[str, int, int], ...]
    answers: int
    villages_answered: int
    unread: int
    ending: int
    mine_ends: date | None


def week(scope: Scope, *, until: datetime, days: int = 7) -> Week:
    """The days before a moment, in the scope."""
    since = until - timedelta(days=days)
    recorded = Submission.objects.filter(recorded_at__gte=since, recorded_at__lt=until)
    said = recorded.filter(source__in=(Source.OFFICIAL, Source.FIELD))
    answered = list(scope.filter(said).values_list("region_id", flat=True))
    return Week(
        since=since,
        until=until,
        published=tuple(_published(scope, since, until)),
        decided=decided_between(scope, since, until),
        waiting=tuple(_waiting(scope)),
        answers=len(answered),
        villages_answered=len(set(answered)),
        unread=unread_count(scope),
        ending=_ending(scope, until),
        mine_ends=_mine_ends(scope, until),
    )


def _published(scope: Scope, since: datetime, until: datetime) -> list[PublishedIndex]:
    """The newest run of each index and year of the time that holds villages of the scope."""
    runs = Run.objects.filter(state=State.PUBLISHED, published_at__gte=since, published_at__lt=until)
    made = [_index(scope, run) for run in runs.order_by("family", "year", "published_at")]
    return [one for one in made if one.villages]


def _index(scope: Scope, run: Run) -> PublishedIndex:
    results = scope.filter(Result.objects.filter(run=run)).values_list("findings", flat=True)
    findings = [len(one) for one in results]
    changed = [item["village"] for item in run.diff.get("changed", ()) if scope.covers(item["village"])]
    new = [code for code in run.diff.get("added", ()) if scope.covers(code)]
    return PublishedIndex(run.family, run.year, len(findings), len(changed), len(new), sum(findings))


def _waiting(scope: Scope) -> list[tuple[str, int, int]]:
    """Family, year and how many findings wait, of the newest published year of each index; for those who work on them."""
    working = scope.acting_as(*REMARKERS, Role.AUDITOR)
    if not working.held:
        return []
    newest: dict[str, int] = {}
    for family, year in Run.objects.filter(state=State.PUBLISHED).order_by("year").values_list("family", "year"):
        newest[family] = year
    counted = []
    for family, year in sorted(newest.items()):
        every = standings(working, found(working, family, year), family, year)
        counted.append((family, year, sum(1 for one in every if one.state in UNDECIDED)))
    return [one for one in counted if one[2]]


def _ending(scope: Scope, now: datetime) -> int:
    """How many people's access ends soon where the reader administers."""
    administered = scope.acting_as(Role.ADMINISTRATOR)
    if not administered.held:
        return 0
    today = timezone.localdate(now)
    ending = Grant.objects.filter(valid_until__gte=today, valid_until__lte=today + SOON, user__is_active=True)
    return len(set(administered.filter(ending, "territory").values_list("user_id", flat=True)))


def _mine_ends(scope: Scope, now: datetime) -> date | None:
    """The last day of the reader's access, where all of it ends soon."""
    today = timezone.localdate(now)
    mine = Grant.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), user_id=scope.user_id or 0)
    ends = list(mine.values_list("valid_until", flat=True))
    if not ends or any(end is None or end > today + SOON for end in ends):
        return None
    return max(end for end in ends if end is not None)
