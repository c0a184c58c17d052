"""The page on which a village is supposed otherwise: what can be changed, what follows, and the address that says it all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from berdaya.domain.index.definition import Value
from berdaya.web.measure import Measure
from berdaya.web.published import Choice, Published, address
from berdaya.web.villages.reading import Village
from berdaya.web.villages.scores import is_scored
from berdaya.web.villages.supposing import Supposed, supposed
from berdaya.web.villages.whatif import Outcome, outcome
from berdaya.web.villages.whatif_controls import Group, answer_controls, groups, score_controls

BY_ANSWER: Final = "jawaban"
LONGEST: Final = 60


@dataclass(frozen=True)
class WhatIfPage:
    """Everything the template shows."""

    name: str
    code: str
    index: str
    year: int
    path: str
    back: str
    share: str
    reset: str
    families: tuple[Choice, ...]
    by_answer: bool
    sought: str
    below_top: bool
    outcome: Outcome | None
    groups: tuple[Group, ...]
    kept: tuple[tuple[str, str], ...]
    meaning: str
    supposed: bool


@dataclass(frozen=True)
class Asked:
    """What the address asks: the supposition, the way to change it, and what is searched for."""

    supposed: Supposed
    by_answer: bool
    sought: str
    below_top: bool

    @property
    def rest(self) -> dict[str, str]:
        return {
            "cara": BY_ANSWER if self.by_answer else "",
            "cari": self.sought,
            "hanya": "kurang" if self.below_top else "",
        }


def asked(village: Village, measure: Measure, given: QueryDict) -> Asked:
    """Read the address."""
    scores = village.row.scores or {} if village.row else {}
    return Asked(
        supposed(measure.edition, given, scores),
        (given.get("ke") or given.get("cara")) == BY_ANSWER,
        given.get("cari", "").strip()[:LONGEST],
        given.get("hanya") == "kurang",
    )


def canonical(
    shown: Published, village: Village, question: Asked, *, without: Collection[str] = (), **rest: str
) -> str:
    """The shortest address that says the same."""
    path = reverse("what-if", args=[village.region.dotted])
    own = shown.asked(village.family, village.year)
    return address(path, own, {**question.rest, **rest}, question.supposed.parameters(without=without))


def is_canonical(shown: Published, village: Village, question: Asked, given: QueryDict) -> bool:
    own = shown.asked(village.family, village.year)
    said = {key: value for key, value in {**own, **question.rest}.items() if value} | question.supposed.parameters()
    return dict(given.items()) == said


def whatif_page(
    shown: Published,
    village: Village,
    measure: Measure,
    said: Mapping[str, Value | None],
    question: Asked,
    meaning: str,
) -> WhatIfPage:
    """The page of a village whose scores are known; without an outcome where they are not."""
    row = village.row
    scored = is_scored(row)
    controls = (
        answer_controls(measure, said, question.supposed)
        if question.by_answer
        else score_controls(measure, (row.scores or {}) if row else {}, question.supposed)
    )
    found = groups(controls, measure, question.sought, below_top=question.below_top) if scored else []
    displayed = {control.key for group in found for control in group.controls}
    own = shown.asked(village.family, village.year)

    def undo(keys: Collection[str]) -> str:
        return canonical(shown, village, question, without=keys) + "#andai"

    return WhatIfPage(
        name=village.region.name,
        code=village.region.dotted,
        index=measure.name,
        year=village.year,
        path=reverse("what-if", args=[village.region.dotted]),
        back=address(reverse("village", args=[village.region.dotted]), own),
        share=canonical(shown, village, question, cara="", cari="", hanya=""),
        reset=canonical(shown, village, question, without=question.supposed.parameters()),
        families=_families(shown, village),
        by_answer=question.by_answer,
        sought=question.sought,
        below_top=question.below_top,
        outcome=outcome(village, row, measure, said, question.supposed, undo) if row and scored else None,
        groups=tuple(found),
        kept=(
            *own.items(),
            *(pair for pair in question.supposed.parameters().items() if pair[0] not in displayed),
        ),
        meaning=meaning,
        supposed=bool(question.supposed),
    )


def _families(shown: Published, village: Village) -> tuple[Choice, ...]:
    """The newest year of each index in which the village has scores."""
    path = reverse("what-if", args=[village.region.dotted])
    newest = {
        one.row.family: one.row.year for one in village.own if is_scored(one.row) and one.row.family in shown.years
    }
    return tuple(
        Choice(
            gettext("%(index)s %(year)d") % {"index": shown.name(family), "year": year},
            address(path, shown.asked(family, year)),
            (family, year) == (village.family, village.year),
        )
        for family, year in newest.items()
    )
