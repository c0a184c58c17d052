"""Sums of dimensions and index over the scores of a row, and their lowest and highest where scores are missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from berdaya.domain.index.definition import Edition
from berdaya.engine.quoting import name
from berdaya.engine.scores import Columns, Table
from berdaya.engine.sums import DimensionForm, Forms, forms, index_sum, weighted_sum

SIDES = ("low", "high")


@dataclass(frozen=True)
class Totals:
    """The totals of a table. Columns: `sum:`, `low:` and `high:` before a dimension; `points`, `low`, `high`, `rank_…`."""

    table: Table

    @cached_property
    def forms(self) -> Mapping[str, Forms]:
        """The integer forms, by edition. Problem `engine.no_integer_form`."""
        return {edition.code: forms(edition) for edition in self.table.editions}

    @cached_property
    def dimensions(self) -> Sequence[str]:
        return list(dict.fromkeys(code for edition in self.table.editions for code in edition.dimensions))

    def steps(self) -> Iterator[tuple[str, Columns]]:
        """The steps for rows that may lack scores. A sum of which one score is NULL is NULL."""
        sums = self.sums(lambda code: name(f"s:{code}"))
        if self.table.by_year:
            sums = {key: f"CASE WHEN e IS NOT NULL THEN {sql} END" for key, sql in sums.items()}
        yield "sums", sums
        yield "spans", {f"{side}:{code}": self.span(code, side) for code in self.dimensions for side in SIDES}
        yield "points", self.points()
        yield "bounds", {side: self.index_bound(side) for side in SIDES}
        yield "ranks", {f"rank_{side}": self.rank(side) for side in SIDES}

    @property
    def served(self) -> str:
        return "e IS NOT NULL AND " if self.table.by_year else ""

    def sums(self, column: Callable[[str], str]) -> Columns:
        """The sum of each dimension, over the columns of its scores."""

        def plain(edition: Edition, form: DimensionForm) -> str:
            return weighted_sum(edition, form.weights, {code: column(code) for code in form.weights})

        return {f"sum:{code}": self.of_dimension(code, plain) for code in self.dimensions}

    def points(self) -> Columns:
        """The sum of the index."""
        return {"points": self.index_sum(lambda code: name(f"sum:{code}"))}

    def of_dimension(self, code: str, make: Callable[[Edition, DimensionForm], str]) -> str:
        """SQL for a dimension, NULL where the row's edition has no such dimension."""

        def of_edition(edition: Edition) -> str:
            form = self.forms[edition.code].dimensions.get(code)
            return "NULL" if form is None else make(edition, form)

        return self.table.per_edition(of_edition)

    def span(self, code: str, side: str) -> str:
        """The lowest or highest sum of a dimension that lacks a score."""
        place = 0 if side == "low" else -1

        def bound(edition: Edition, form: DimensionForm) -> str:
            ends = {item: edition.indicators[item].scores[place] for item in form.weights}
            filled = {item: f"coalesce({name(f's:{item}')}, {end}::TINYINT)" for item, end in ends.items()}
            return weighted_sum(edition, form.weights, filled)

        return f"CASE WHEN {self.served}{name(f'sum:{code}')} IS NULL THEN {self.of_dimension(code, bound)} END"

    def index_sum(self, column: Callable[[str], str]) -> str:
        def make(edition: Edition) -> str:
            return index_sum(edition, self.forms[edition.code], {code: column(code) for code in edition.dimensions})

        return self.table.per_edition(make)

    def index_bound(self, side: str) -> str:
        total = self.index_sum(lambda code: f"coalesce({name(f'{side}:{code}')}, {name(f'sum:{code}')})")
        return f"CASE WHEN points IS NULL THEN {total} END"

    def rank(self, side: str) -> str:
        """The place, counted from 1, of the lowest or highest status that is possible."""

        def make(edition: Edition) -> str:
            limits = self.forms[edition.code].index.limits
            cases = "".join(f"WHEN {side} <= {limit} THEN {place} " for place, limit in enumerate(limits, start=1))
            return f"CASE {cases}WHEN {side} IS NOT NULL THEN {len(limits) + 1} END"

        return f"CASE WHEN points IS NULL THEN {self.table.per_edition(make)} END::TINYINT"
