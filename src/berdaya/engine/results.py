"""The columns of the result, in their order."""

from dataclasses import dataclass

from berdaya.domain.index.definition import Edition
from berdaya.engine.quoting import name, text, texts, total
from berdaya.engine.refusals import refused_count
from berdaya.engine.scores import Columns
from berdaya.engine.totals import SIDES, Totals

NOTHING_MISSING = {"missing": "0::SMALLINT", "refused": "0::SMALLINT"}


@dataclass(frozen=True)
class Results:
    """What is told of a row, from its totals."""

    totals: Totals

    def known(self, *, sure: str = "") -> Columns:
        """Village, year and edition; sums and values of dimensions and index (NULL where scores are missing); status.

        `sure` is the status of a row whose missing scores cannot change it.
        """
        table, totals = self.totals.table, self.totals
        found = {"village_code": "village_code"} | ({"year": "year"} if table.layout.year else {})
        found["edition"] = self._edition()
        found |= {f"{code}_points": name(f"sum:{code}") for code in totals.dimensions}
        found["points"] = "points"
        found |= {code: self._dimension(code, "sum") for code in totals.dimensions}
        return found | {self.index: self._index("points"), "status": table.per_edition(lambda e: self._status(e, sure))}

    def about_missing(self) -> Columns:
        """How many scores are missing and values were not used, and between what the figures lie."""
        found = {"missing": self._missing(), "refused": refused_count(self.totals.table)}
        return (
            found
            | {key: sql for side in SIDES for key, sql in self._ends(side).items()}
            | {"statuses": self._statuses()}
        )

    def nothing_missing(self) -> Columns:
        """The same columns for rows known to be whole."""
        kinds = {key: "BIGINT" if key.startswith("points") else "DOUBLE" for side in SIDES for key in self._ends(side)}
        ends = {key: f"NULL::{kind}" for key, kind in kinds.items()}
        return NOTHING_MISSING | ends | {"statuses": "NULL::VARCHAR"}

    @property
    def index(self) -> str:
        return self.totals.table.editions[0].head.code

    def sure_status(self) -> str:
        """The status where the lowest and the highest possible one are the same."""
        codes = self.totals.table.per_edition(_codes)
        return f"WHEN rank_low = rank_high THEN {codes}[rank_low] "

    def _edition(self) -> str:
        table = self.totals.table
        if not table.by_year:
            return text(table.editions[0].code)
        cases = " ".join(f"WHEN {place} THEN {text(item.code)}" for place, item in enumerate(table.editions))
        return f"CASE e {cases} END"

    def _dimension(self, code: str, part: str) -> str:
        column = name(f"{part}:{code}")
        return self.totals.of_dimension(code, lambda edition, form: _value(edition, column, form.denominator))

    def _index(self, column: str) -> str:
        denominators = {code: item.index.denominator for code, item in self.totals.forms.items()}
        return self.totals.table.per_edition(lambda edition: _value(edition, column, denominators[edition.code]))

    def _ends(self, side: str) -> Columns:
        ends = {f"{code}_{side}": self._dimension(code, side) for code in self.totals.dimensions}
        return ends | {f"points_{side}": f"{side}::BIGINT", f"{self.index}_{side}": self._index(side)}

    def _status(self, edition: Edition, sure: str) -> str:
        *lower, last = edition.statuses
        limits = self.totals.forms[edition.code].index.limits
        cases = (f"WHEN points <= {up_to} THEN {text(item.code)}" for up_to, item in zip(limits, lower, strict=True))
        return f"CASE {' '.join(cases)} WHEN points IS NOT NULL THEN {text(last.code)} {sure}END"

    def _statuses(self) -> str:
        codes = self.totals.table.per_edition(_codes)
        return f"CASE WHEN rank_low IS NOT NULL THEN array_to_string({codes}[rank_low:rank_high], '|') END"

    def _missing(self) -> str:
        """How many scores are missing; NULL where no edition serves the row."""

        def lacking(edition: Edition) -> str:
            return total([f"({name(f's:{code}')} IS NULL)::SMALLINT" for code in edition.indicators])

        unserved = "WHEN e IS NULL THEN NULL " if self.totals.table.by_year else ""
        lacks = self.totals.table.per_edition(lacking)
        return f"CASE WHEN points IS NOT NULL THEN 0 {unserved}ELSE {lacks} END::SMALLINT"


def _codes(edition: Edition) -> str:
    return f"[{texts(item.code for item in edition.statuses)}]"


def _value(edition: Edition, points: str, denominator: int) -> str:
    """A sum on the edition's scale: one division of whole numbers, so the float nearest to the exact value."""
    share = edition.head.scale / denominator
    times = "" if share.numerator == 1 else f"::BIGINT * {share.numerator}"
    return f"({points}{times})::DOUBLE / {share.denominator}"
