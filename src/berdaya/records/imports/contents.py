"""What a preview holds: the values a file gives, what they would change, and what could not be used, as plain JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any, Self

from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.records.imports.kinds import Outcome
from berdaya.records.observations.values import Scalar, read


@dataclass(frozen=True, slots=True)
class GivenValue:
    """One value of a file: what kind, which code, and the value as the ledger writes it."""

    kind: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenEntry:
    """What a file says about one village and year, and the first row that says so."""

    region_id: int
    village: str
    name: str
    year: int
    edition: str
    sheet: str
    row: int
    values: tuple[GivenValue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a file beside what is shown now. `before` is empty where nothing is shown."""

    region_id: int
    village: str
    name: str
    year: int
    edition: str
    kind: str
    code: str
    before: str
    before_source: str
    after: str
    outcome: str

    @property
    def key(self) -> tuple[int, int, str, str]:
        return self.region_id, self.year, self.kind, self.code

    @property
    def value_before(self) -> Scalar | None:
        return read(self.before) if self.before else None

    @property
    def value_after(self) -> Scalar:
        return read(self.after)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell or row that could not be used: where it stands, what is in it, and what to do, in both languages."""

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    code: str
    id: str
    en: str

    @property
    def message(self) -> Text:
        return Text(self.id, self.en)

    @classmethod
    def of(
        cls, problem: Problem, *, sheet: str, row: int, column: str = "", heading: str = "", value: str = ""
    ) -> Self:
        words = (problem.message("id"), problem.message("en"))
        return cls(sheet, row, column, heading[:120], value[:120], problem.code, *words)


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole of it: `entries` are all values of the file, `changes` those that differ from what is shown.

    `conflicts` are the changes that are others than in an earlier preview, for somebody recorded something in between.
    """

    entries: tuple[GivenEntry, ...] = ()
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    rows: int = 0
    same: int = 0
    unused: tuple[str, ...] = ()
    conflicts: tuple[Change, ...] = ()
    # Faults beyond those that are told one by one.
    untold: int = 0

    def count(self, outcome: Outcome) -> int:
        return sum(change.outcome == outcome for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        outcomes = {str(outcome): self.count(outcome) for outcome in Outcome}
        villages = len({change.region_id for change in self.changes})
        return {
            **outcomes,
            Outcome.SAME: self.same,
            "faults": len(self.faults) + self.untold,
            "rows": self.rows,
            "villages": villages,
        }

    @property
    def years(self) -> list[tuple[str, int]]:
        """The editions and years that would change."""
        return sorted({(change.edition, change.year) for change in self.changes})

    def packed(self) -> bytes:
        parts = dict(zip((part.name for part in fields(self)), astuple(self), strict=True))
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def mark(self) -> str:
        """Changes with every value, so that nobody saves what they did not see."""
        return hashlib.sha256(self.packed()).hexdigest()


def unpacked(content: bytes) -> Preview:
    """Read what `packed` wrote, by this version or an earlier one."""
    held = json.loads(content)
    return Preview(
        entries=tuple(_entry(one) for one in held["entries"]),
        changes=tuple(Change(*one) for one in held["changes"]),
        faults=tuple(Fault(*one) for one in held["faults"]),
        rows=held["rows"],
        same=held["same"],
        unused=tuple(held["unused"]),
        conflicts=tuple(Change(*one) for one in held["conflicts"]),
        untold=held.get("untold", 0),
    )


def _entry(given: Sequence[Any]) -> GivenEntry:
    region_id, village, name, year, edition, sheet, row, values = given
    return GivenEntry(region_id, village, name, year, edition, sheet, row, tuple(GivenValue(*one) for one in values))


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a file is understood: edition, year where no column tells it, source, and what each column holds.

    Keys are "sheet.column", counted from 0; targets "village", "year", "input:…" or "score:…".
    """

    edition: str
    year: int | None
    source: str
    targets: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"edition": self.edition, "year": self.year, "source": self.source, "targets": dict(self.targets)}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "ColumnMapping | None":
        return cls(held["edition"], held["year"], held["source"], held["targets"]) if held else None
