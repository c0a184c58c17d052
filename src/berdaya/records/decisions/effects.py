"""What a decision does to the ledger: which scores a repair has to write, so that what was decided is what is shown.

A score is repaired by a submission beside the printed one. It is given back by a newer one with the printed score; nothing
is ever removed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.scoring import checked_score
from berdaya.domain.problems import Problem
from berdaya.records.decisions.findings import Found
from berdaya.records.decisions.kinds import Choice
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.selectors import Statement
from berdaya.records.observations.services import SubmissionEntry
from berdaya.records.runs.reading import Reading, read

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """The repair a person chose: an indicator and its right score."""

    indicator: str
    score: int


def chosen(found: Found, indicator: str, score: int | None) -> Wanted:
    """The repair asked for, or the one the finding proposes. Problem `decision.no_score`, or `answer.*` for a wrong score."""
    edition = catalogue.edition(found.edition)
    indicator = indicator or found.indicator
    score = found.repaired_to if score is None and indicator == found.indicator else score
    if indicator not in edition.indicators or score is None:
        raise Problem("decision.no_score")
    checked = checked_score(edition.indicators[indicator], score)
    assert checked is not None
    return Wanted(indicator, checked)


def repair(
    found: Found, choice: str, wanted: Wanted | None, repaired_before: str, statements: Sequence[Statement]
) -> SubmissionEntry | None:
    """The submission a decision needs; None where the scores shown already are as decided.

    `repaired_before` is the indicator that an earlier repair of this finding touched. `statements` are those of the
    village, year and edition, the strongest first. Problem `decision.no_score` where the indicator has no score to repair.
    """
    edition = catalogue.edition(found.edition)
    shown = read(edition, statements)
    base = read(edition, [said for said in statements if said.source != Source.REPAIR])
    scores = _scores(found, choice, wanted, repaired_before, base.scores)
    changed = {code: score for code, score in scores.items() if shown.scores.get(code) != score}
    if not changed:
        return None
    return SubmissionEntry(
        region_id=found.key.region_id,
        year=found.key.year,
        edition=edition.code,
        source=Source.REPAIR,
        scores=changed,
        repairs_id=_repaired_submission(edition, changed, base, statements),
        note=f"{found.key.code}: {choice}"[:LONGEST_NOTE],
    )


def _scores(
    found: Found, choice: str, wanted: Wanted | None, repaired_before: str, base: Mapping[str, int | None]
) -> dict[str, int | None]:
    """The score that has to be shown of each indicator the decision touches."""
    scores = {repaired_before: base.get(repaired_before)} if repaired_before else {}
    if found.repaired_to is not None:
        # Until somebody accepts what was printed, the known repair is in force.
        scores[found.indicator] = base.get(found.indicator) if choice == Choice.ACCEPT else found.repaired_to
    if wanted is not None:
        if base.get(wanted.indicator) is None:
            raise Problem("decision.no_score")
        scores[wanted.indicator] = wanted.score
    return {code: score for code, score in scores.items() if score is not None}


def _repaired_submission(
    edition: Edition, changed: Mapping[str, int | None], base: Reading, statements: Sequence[Statement]
) -> int | None:
    """The newest submission of the source whose score is repaired: when a newer one arrives, the repair steps back."""
    source = next((base.sources[code] for code in changed if code in base.sources), None)
    of_source = [said for said in statements if said.source == source]
    newest = max(of_source, key=lambda said: (said.recorded_at, said.id), default=None)
    return newest.id if newest else None
