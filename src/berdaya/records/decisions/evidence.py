"""What helps to decide on a finding: the scores it is about in the years around, and which single score would explain it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.suspects import suspects
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.findings import Found, Row, rows
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.selectors import Statement, statements
from berdaya.records.runs.reading import publication, read

# As many of the changes behind a jump as a reader takes in.
MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One score: in the year before, as the source has it, as it is shown now, in the year after, and what would explain."""

    indicator: str
    before: int | None
    printed: int | None
    shown: int | None
    after: int | None
    would_be: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether a year beside has the score that would explain the finding."""
        return self.would_be is not None and self.would_be in (self.before, self.after)


def evidence(scope: Scope, found: Found) -> list[Line]:
    """The scores a finding is about; leads that a year beside agrees with come first. Nothing outside the scope."""
    if not scope.covers(found.village):
        return []
    edition = catalogue.edition(found.edition)
    year, region = found.key.year, found.key.region_id
    around = rows(scope, found.key.family, (year - 1, year, year + 1), found.village)
    before, now, after = (around[one].get(region) for one in (year - 1, year, year + 1))
    known = statements(found.village, year, found.edition).get(region, [])
    printed = read(edition, [said for said in known if said.source != Source.REPAIR]).scores
    shown = read(edition, known).scores
    leads = _leads(edition, found, known, printed)
    codes = list(leads) or _about(edition, found, before, now)
    lines = [
        Line(code, _score(before, code), printed.get(code), shown.get(code), _score(after, code), leads.get(code))
        for code in codes
    ]
    return sorted(lines, key=lambda line: not line.agrees)


def _score(row: Row | None, code: str) -> int | None:
    return row.scores.get(code) if row else None


def _leads(
    edition: Edition, found: Found, known: Sequence[Statement], printed: Mapping[str, int | None]
) -> dict[str, int]:
    """By indicator, the score that alone would explain the published figure."""
    if found.repaired_to is not None and found.indicator:
        return {found.indicator: found.repaired_to}
    official = next((said for said in known if said.source == Source.OFFICIAL), None)
    if found.key.code != "dimension_mismatch" or official is None:
        return {}
    said = publication(edition, found.village, official, read(edition, known))
    return {one.indicator: one.would_be for one in suspects(edition, printed, found.dimension, said.figures)}


def _about(edition: Edition, found: Found, before: Row | None, now: Row | None) -> list[str]:
    """The indicators of a finding that names no score of its own."""
    if found.indicator:
        return [found.indicator]
    if found.rule:
        return sorted(name for rule in edition.rules if rule.code == found.rule for name in rule.rule.names)
    if found.key.code != "index_jump" or before is None or now is None:
        return []
    moved = {code: _moved(before, now, code) for code in edition.indicators}
    return [code for code in sorted(moved, key=lambda code: -moved[code]) if moved[code]][:MOST_CHANGES]


def _moved(before: Row, now: Row, code: str) -> int:
    """By how many steps a score changed."""
    first, last = before.scores.get(code), now.scores.get(code)
    return abs(last - first) if first is not None and last is not None else 0
