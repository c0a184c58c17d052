"""What is shown of many villages in one year, and beside it what each source says: for templates and imports."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from berdaya.records.access.scope import Scope
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.precedence import Said, ordered
from berdaya.records.observations.standing import is_withdrawn, with_standing
from berdaya.records.observations.values import Scalar, read

# As many ids as one statement takes on every database.
FEW = 500
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """A village in a year: by kind and code the value that is shown with its source, and the newest of each source.

    `passing` are shown values of repairs that step back once a newer official answer is recorded.
    """

    shown: Mapping[Key, tuple[Scalar, str]] = field(default_factory=dict)
    said: Mapping[str, Mapping[Key, Scalar]] = field(default_factory=dict)
    passing: frozenset[Key] = frozenset()


def held_values(
    scope: Scope, year: int, edition: str, kinds: Collection[str], regions: Collection[int] | None = None
) -> dict[int, Held]:
    """By village, within the scope; only these villages where some are named. Two queries."""
    submissions = scope.filter(with_standing(Submission.objects.filter(year=year, edition=edition)))
    observations = scope.filter(
        Observation.objects.filter(submission__year=year, submission__edition=edition, kind__in=list(kinds)),
        "submission__region__code",
    )
    if regions is not None and len(regions) <= FEW:
        submissions = submissions.filter(region_id__in=list(regions))
        observations = observations.filter(submission__region_id__in=list(regions))
    texts: dict[int, dict[Key, str]] = {}
    for submission_id, kind, code, text in observations.values_list("submission_id", "kind", "code", "text"):
        texts.setdefault(submission_id, {})[kind, code] = text
    by_village: dict[int, list[Said]] = {}
    for item in submissions:
        said = Said(item.pk, item.source, item.recorded_at, item.repairs_id, is_withdrawn(item))
        by_village.setdefault(item.region_id, []).append(said)
    return {region: _held(said, texts) for region, said in by_village.items()}


def _held(submissions: list[Said], texts: Mapping[int, Mapping[Key, str]]) -> Held:
    shown: dict[Key, tuple[Scalar, str]] = {}
    said: dict[str, dict[Key, Scalar]] = {}
    passing: set[Key] = set()
    for one in ordered(submissions):
        own = said.setdefault(one.source, {})
        for key, text in texts.get(one.id, {}).items():
            value = read(text)
            own.setdefault(key, value)
            if key not in shown and one.repairs_id is not None:
                passing.add(key)
            shown.setdefault(key, (value, one.source))
    return Held(shown, said, frozenset(passing))
