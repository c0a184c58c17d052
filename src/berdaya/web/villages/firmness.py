"""How firmly the status of a village stands: which single answers would flip it, how far the limits are, weights, ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from berdaya.domain.index.aggregation import integer_form
from berdaya.domain.index.sensitivity import Change, Robustness, robustness
from berdaya.records.runs.selectors import ResultRow
from berdaya.web import numerals
from berdaya.web.charts import marks
from berdaya.web.measure import Measure, language, words
from berdaya.web.villages.placing import ranked, ranked_if_off_by_one, written
from berdaya.web.villages.reading import Village

SHOWN = 6


@dataclass(frozen=True)
class Flip:
    """One answer, scored one class otherwise, that would give another status."""

    name: str
    href: str
    step: SafeString
    condition: str
    index: str
    status: SafeString


@dataclass(frozen=True)
class Firmness:
    """What the page says of how firm a status is: a sentence, pairs of what and how much, the answers that flip it."""

    sentence: str
    pairs: tuple[tuple[str, str], ...]
    flips: tuple[Flip, ...]
    further: tuple[Flip, ...]


def firmness(village: Village, measure: Measure, links: Mapping[str, str]) -> Firmness | None:
    """How firm the status shown is; None where answers are missing, so that no status is settled."""
    row = village.row
    if row is None or not row.complete or not measure.edition.is_ordinal:
        return None
    scores = {code: score for code, score in (row.scores or {}).items() if score is not None}
    if len(scores) < len(measure.edition.indicators):
        return None
    found = robustness(measure.edition, scores)
    flips = [_flip(measure, row, one, links) for one in sorted(found.flips, key=lambda one: abs(one.by))]
    return Firmness(
        sentence=_sentence(measure, found),
        pairs=tuple(_pairs(village, measure, row, found)),
        flips=tuple(flips[:SHOWN]),
        further=tuple(flips[SHOWN:]),
    )


def _sentence(measure: Measure, found: Robustness) -> str:
    details = {"status": measure.status(found.status).name, "held": found.held, "all": found.scenarios}
    if found.held == found.scenarios:
        return (
            gettext(
                "Status %(status)s bertahan dalam semua %(all)d pengandaian: setiap jawaban satu kelas di atas atau di "
                "bawahnya, dan setiap indikator ditinggalkan satu per satu."
            )
            % details
        )
    return (
        gettext(
            "Status %(status)s bertahan dalam %(held)d dari %(all)d pengandaian: setiap jawaban satu kelas di atas atau "
            "di bawahnya, dan setiap indikator ditinggalkan satu per satu."
        )
        % details
    )


def _pairs(village: Village, measure: Measure, row: ResultRow, found: Robustness) -> list[tuple[str, str]]:
    form = integer_form(measure.edition)
    pairs = []
    if form is not None:
        unit = numerals.number(form.denominator, 0, language())
        pairs += [
            (what, _points(count, unit))
            for what, count in (
                (gettext("Turun kelas bila kehilangan"), found.to_fall),
                (gettext("Naik kelas bila bertambah"), found.to_rise),
            )
            if count is not None
        ]
        pairs.append((gettext("Bobot tiap indikator boleh meleset"), _margin(found.weights)))
        places = written(ranked(measure.edition, row, village.peers))
        pairs.append((gettext("Peringkat, bobot meleset sampai 10 persen"), places))
    slipped = ranked_if_off_by_one(measure.edition, row, village.peers)
    if slipped is not None:
        pairs.append((gettext("Peringkat, satu jawaban tiap desa salah satu kelas"), written(slipped)))
    return pairs


def _points(count: int, unit: str) -> str:
    return ngettext("%(count)s dari %(unit)s poin", "%(count)s dari %(unit)s poin", count) % {
        "count": numerals.number(count, 0, language()),
        "unit": unit,
    }


def _margin(share: Fraction | None) -> str:
    """By how much weights may err, rounded down: more would be said than holds."""
    if share is None:
        return gettext("berapa pun; statusnya tetap")
    share = Fraction(floor(share * 1000), 1000)
    if not share:
        return gettext("hampir tidak sama sekali")
    return gettext("kurang dari %(share)s") % {"share": numerals.percent(share, 1, language())}


def _flip(measure: Measure, row: ResultRow, one: Change, links: Mapping[str, str]) -> Flip:
    indicator = measure.edition.indicators[one.indicator]
    return Flip(
        name=measure.short(indicator),
        href=links[one.indicator],
        step=marks.step(one.score, one.to, indicator.top),
        condition=words(indicator.band(one.to).condition),
        index=measure.written(Fraction(row.exact) + one.by),
        status=marks.chip(measure.status(one.status)),
    )
