"""Whether a submission stands or was withdrawn: the newest word on it tells."""

from django.db.models import OuterRef, QuerySet, Subquery

from berdaya.records.observations.models import Submission, Withdrawal

MARK = "withdrawn_now"


def with_standing(queryset: QuerySet[Submission]) -> QuerySet[Submission]:
    """The submissions, each with the newest word on it; for `is_withdrawn`. It costs no query of its own."""
    words = Withdrawal.objects.filter(submission=OuterRef("pk")).order_by("-pk")
    return queryset.annotate(**{MARK: Subquery(words.values("withdrawn")[:1])})


def withdrawn() -> QuerySet[Submission]:
    """The submissions that are withdrawn now, to be left out of another query."""
    spoken_of = Submission.objects.filter(pk__in=Withdrawal.objects.values("submission"))
    return with_standing(spoken_of).filter(**{MARK: True}).values("pk")  # type: ignore[return-value]  # ids, for a subquery


def is_withdrawn(submission: Submission) -> bool:
    """Whether a submission that `with_standing` read is withdrawn now."""
    return bool(getattr(submission, MARK))
