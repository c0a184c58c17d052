"""Where the figures of a section come from, in the words of its last line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.runs.selectors import ResultRow
from berdaya.records.runs.summaries import Origin, PublishedRun
from berdaya.web.measure import Measure, listed


@dataclass(frozen=True)
class Provenance:
    """The parts of the line, in order; empty parts are left out by the template."""

    parts: tuple[str, ...]

    @property
    def line(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if part)


def source_words(said: Iterable[Origin]) -> str:
    """Who says what is shown, in few words."""
    parts = [part for one in said for part in _origin(one)]
    return gettext("sumber: %(sources)s") % {"sources": listed(parts)} if parts else ""


def _origin(one: Origin) -> list[str]:
    """Tables by their names while they are few; official answers counted."""
    count = {"count": one.documents}
    if one.kind == DocumentKind.OFFICIAL_ANSWER:
        return [ngettext("%(count)d jawaban resmi", "%(count)d jawaban resmi", one.documents) % count]
    if one.documents <= len(one.names):
        return [name.rsplit("/", 1)[-1] for name in one.names]
    return [ngettext("%(count)d tabel", "%(count)d tabel", one.documents) % count]


def day(moment: datetime | None) -> str:
    """A date in full, in the office's time zone."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


def provenance(
    measure: Measure, rows: Sequence[ResultRow], runs: Iterable[PublishedRun], said: Iterable[Origin] = ()
) -> Provenance:
    """Edition, source, run and date of what is shown, and how many answers were repaired."""
    ids = {row.run_id for row in rows}
    shown = [run for run in runs if run.id in ids]
    newest = max(shown, key=lambda run: run.published_at, default=None)
    repaired = Counter(row.verdict for row in rows)["repaired"]
    return Provenance(
        (
            gettext("Edisi %(edition)s") % {"edition": measure.edition.code},
            source_words(said),
            ngettext("dihitung dari %(count)d desa", "dihitung dari %(count)d desa", len(rows)) % {"count": len(rows)}
            if len(rows) > 1
            else "",
            gettext("terbit %(date)s") % {"date": day(newest.published_at)} if newest else "",
            gettext("hasil %(hash)s") % {"hash": newest.input_hash[:8]} if newest else "",
            ngettext("%(count)d jawaban diperbaiki", "%(count)d jawaban diperbaiki", repaired) % {"count": repaired}
            if repaired
            else "",
        )
    )


def published_line(measure: Measure, runs: Iterable[PublishedRun]) -> str:
    """Edition, date and run in one line, for a list that is read page by page."""
    newest = max(runs, key=lambda run: run.published_at, default=None)
    parts = [
        gettext("Edisi %(edition)s") % {"edition": measure.edition.code},
        gettext("terbit %(date)s") % {"date": day(newest.published_at)} if newest else "",
        gettext("hasil %(hash)s") % {"hash": newest.input_hash[:8]} if newest else "",
    ]
    return ", ".join(part for part in parts if part)
