"""How an edition is shown: its classes as chips, its figures with its own decimals, its words in the page's language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from berdaya.domain.index.definition import Edition, Indicator
from berdaya.domain.values import Text
from berdaya.records.runs.selectors import ResultRow
from berdaya.web import numerals
from berdaya.web.charts import marks

CODE = re.compile(r"\b[A-Z]+[0-9]+\b")


def language() -> str:
    """The language of the page."""
    return get_language() or "id"


def words(text: Text) -> str:
    """A text of the edition in the language of the page."""
    return text.in_(language())


def listed(names: Sequence[str]) -> str:
    """Names in running text: `A`, `A dan B`, `A, B, dan C`."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:
        return gettext("%(first)s dan %(last)s") % {"first": names[0], "last": names[1]}
    return gettext("%(first)s, dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def inside(name: str) -> str:
    """A name as it stands inside a sentence: small at its beginning, unless it begins with an abbreviation.

    >>> inside("Jalan roda empat"), inside("SMA/SMK")
    ('jalan roda empat', 'SMA/SMK')
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@dataclass(frozen=True)
class Measure:
    """One edition on a page."""

    edition: Edition

    @property
    def name(self) -> str:
        return self.edition.short_name

    @property
    def decimals(self) -> int:
        return self.edition.head.decimals

    @property
    def scale(self) -> Fraction:
        return self.edition.head.scale

    def written(self, value: numerals.Number | None, fewer: int = 0) -> str:
        """A figure of the index or a dimension, with the decimals of the edition or `fewer`."""
        return numerals.number(value, max(self.decimals - fewer, 0), language())

    def change(self, value: numerals.Number | None) -> str:
        return numerals.signed(value, self.decimals, language())

    def span(self, low: float, high: float) -> str:
        """One figure, or the two ends of an interval."""
        first, last = self.written(low), self.written(high)
        return first if first == last else f"{first}–{last}"

    @property
    def statuses(self) -> tuple[marks.Status, ...]:
        """The classes in the language of the page, weakest first."""
        classes = self.edition.statuses
        return tuple(marks.Status(level, words(one.name), len(classes)) for level, one in enumerate(classes, 1))

    @cached_property
    def levels(self) -> dict[str, int]:
        """The place of each class from the weakest (1), by code."""
        return {one.code: level for level, one in enumerate(self.edition.statuses, 1)}

    def status(self, code: str) -> marks.Status:
        level = self.levels[code]
        classes = self.edition.statuses
        return marks.Status(level, words(classes[level - 1].name), len(classes))

    def status_name(self, row: ResultRow) -> str:
        """The class in words; told too where there is none."""
        return self.status_words(row.statuses) or gettext("belum ada")

    def chip(self, row: ResultRow, *, large: bool = False) -> SafeString:
        return self.chip_of(row.statuses, large=large)

    def chip_of(self, statuses: Sequence[str], *, large: bool = False) -> SafeString:
        """The class as a chip; an open one where missing answers leave more than one."""
        if len(statuses) == 1:
            return marks.chip(self.status(statuses[0]), large=large)
        return marks.chip_between(self.status(statuses[0]), self.status(statuses[-1]))

    def status_words(self, statuses: Sequence[str]) -> str:
        """The class in words; both ends where missing answers leave more than one, nothing where none is published."""
        names = [self.status(code).name for code in dict.fromkeys((*statuses[:1], *statuses[-1:]))]
        return (
            gettext("%(low)s sampai %(high)s") % {"low": names[0], "high": names[1]}
            if len(names) > 1
            else "".join(names)
        )

    def dimension(self, code: str) -> str:
        return words(self.edition.dimensions[code].short)

    def short(self, indicator: Indicator) -> str:
        return words(indicator.short)

    def told(self, message: str) -> str:
        """A message of the audit, which names indicators by their codes, with their short names."""
        return CODE.sub(lambda found: self._named(found[0]), message)

    def _named(self, code: str) -> str:
        indicator = self.edition.indicators.get(code)
        return f"“{self.short(indicator)}” ({code})" if indicator else code
