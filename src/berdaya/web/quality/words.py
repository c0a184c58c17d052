"""What findings are called on pages: the name of each kind, and what it is about in the words of the edition."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from berdaya.records.decisions.findings import Figure, Found
from berdaya.records.decisions.kinds import UNDECIDED, State
from berdaya.web import numerals
from berdaya.web.charts.svg import html
from berdaya.web.measure import Measure, language, words

KINDS: Mapping[str, Promise] = {
    "copied_row": gettext_lazy("Baris tersalin"),
    "dimension_mismatch": gettext_lazy("Dimensi bertentangan"),
    "index_mismatch": gettext_lazy("Indeks bertentangan"),
    "status_mismatch": gettext_lazy("Status bertentangan"),
    "condition_mismatch": gettext_lazy("Keterangan milik skor lain"),
    "score_outside_rubric": gettext_lazy("Skor di luar rubrik"),
    "score_missing": gettext_lazy("Skor belum ada"),
    "answers_missing": gettext_lazy("Desa tanpa jawaban"),
    "figure_unreadable": gettext_lazy("Angka tidak terbaca"),
    "nothing_published": gettext_lazy("Tanpa angka terbit"),
    "conflicting_answers": gettext_lazy("Dua jawaban berbeda"),
    "rule_broken": gettext_lazy("Skor tidak mungkin bersama"),
    "index_jump": gettext_lazy("Lonjakan indeks"),
    "score_swing": gettext_lazy("Skor pergi lalu kembali"),
}


def gravity(code: str) -> int:
    """The place of a kind in a list: contradictions with what was published before gaps, gaps before rare changes."""
    return list(KINDS).index(code) if code in KINDS else len(KINDS)


def kind_name(code: str) -> str:
    """The name of a kind; one that a later version knows is shown by its code."""
    return str(KINDS.get(code, code))


def about(measure: Measure, found: Found) -> str:
    """The indicator, dimension or rule a finding is about, in words."""
    if found.indicator in measure.edition.indicators:
        return f"{found.indicator} {words(measure.edition.indicators[found.indicator].short)}"
    if found.dimension in measure.edition.dimensions:
        return measure.dimension(found.dimension)
    if found.rule:
        return next((words(rule.text) for rule in measure.edition.rules if rule.code == found.rule), found.rule)
    return measure.name if found.dimension == measure.edition.head.code else ""


def figure(measure: Measure, value: Figure) -> str:
    """A figure of the index, a score, or a word, as people write it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return measure.written(value)
    return numerals.number(value, 0, language()) if isinstance(value, int) else value


def state_tag(state: State) -> str:
    """The state as a small tag; what waits for a decision is marked."""
    return html("span", str(state.label), class_="tag tag--waits" if state in UNDECIDED else "tag")
