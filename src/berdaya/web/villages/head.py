"""The sentence and the figures at the head of a village's page."""

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from django.utils.translation import gettext, ngettext

from berdaya.domain.index.explanation import Limit, binding, last_limit, next_limit
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.measure import Measure, inside, listed
from berdaya.web.villages import placing
from berdaya.web.villages.reading import Village
from berdaya.web.villages.standing import falls_needed, lowest, raises_needed

TENTH = 0.1
NAMED = 4


@dataclass(frozen=True)
class Figure:
    """A number, what it is, and against what."""

    number: str
    what: str
    meaning: str


def sentence(village: Village, measure: Measure) -> str:
    """What can be said of the village in a breath."""
    row = village.row
    if row is None:
        return gettext("%(name)s belum mempunyai data %(index)s %(year)d.") % {
            "name": village.region.name,
            "index": measure.name,
            "year": village.year,
        }
    if not row.complete:
        return _incomplete(row, measure)
    return f"{_status(village, row, measure)} {_holding(row, measure)}".strip()


def _incomplete(row: ResultRow, measure: Measure) -> str:
    count = len(row.missing)
    missing = ngettext(
        "%(count)d dari %(all)d jawaban %(name)s belum ada.",
        "%(count)d dari %(all)d jawaban %(name)s belum ada.",
        count,
    ) % {"count": count, "all": len(measure.edition.indicators), "name": row.name}
    span = gettext("Indeksnya antara %(low)s dan %(high)s; statusnya %(status)s.") % {
        "low": measure.written(row.index_low),
        "high": measure.written(row.index_high),
        "status": measure.status_name(row),
    }
    return f"{missing} {span}"


def _status(village: Village, row: ResultRow, measure: Measure) -> str:
    details = {"name": row.name, "status": measure.status_name(row)}
    weak = weakest_dimension(village, row, measure)
    if weak is not None:
        code, place, peers = weak
        found = {**details, "dimension": inside(measure.dimension(code)), "place": place, "count": peers}
        return _weak_words(place, contrast=_is_above(village, row)) % found
    words = {
        1: gettext("%(name)s berstatus %(status)s, di atas median %(count)d desa."),
        0: gettext("%(name)s berstatus %(status)s, tepat pada median %(count)d desa."),
        -1: gettext("%(name)s berstatus %(status)s, di bawah median %(count)d desa."),
    }
    values = known_values(village)
    side = _side(row.index or 0.0, median(values)) if len(values) > 1 else None
    if side is None:
        return gettext("%(name)s berstatus %(status)s.") % details
    return words[side] % {**details, "count": len(values)}


def _is_above(village: Village, row: ResultRow) -> bool:
    return (row.index or 0.0) >= median(known_values(village))


def _weak_words(place: int, *, contrast: bool) -> str:
    """A weak dimension stands against a good index with "but", beside a low one with "and"."""
    if place == 1 and contrast:
        return gettext("%(name)s berstatus %(status)s, tetapi %(dimension)snya paling rendah dari %(count)d desa.")
    if place == 1:
        return gettext("%(name)s berstatus %(status)s; %(dimension)snya paling rendah dari %(count)d desa.")
    if contrast:
        return gettext(
            "%(name)s berstatus %(status)s, tetapi %(dimension)snya termasuk %(place)d terendah dari %(count)d desa."
        )
    return gettext("%(name)s berstatus %(status)s; %(dimension)snya termasuk %(place)d terendah dari %(count)d desa.")


def _side(value: float, middle: float) -> int:
    return (value > middle) - (value < middle)


def known_values(village: Village) -> list[float]:
    """The index of every village of the regency where it is known."""
    return [peer.index for peer in village.peers if peer.index is not None]


def weakest_dimension(village: Village, row: ResultRow, measure: Measure) -> tuple[str, int, int] | None:
    """The main dimension in which the village is among the lowest tenth: code, among how many, of how many."""
    places = []
    for dimension in measure.edition.main_dimensions:
        value = row.dimension(dimension.code)
        peers = [known for peer in village.peers if (known := peer.dimension(dimension.code)) is not None]
        if value is not None and len(peers) >= 1 / TENTH:
            places.append((lowest(value, peers), dimension.code, len(peers)))
    if not places:
        return None
    place, code, count = min(places)
    return (code, place, count) if place <= TENTH * count else None


def _holding(row: ResultRow, measure: Measure) -> str:
    """The indicators that take most from the index, by their short names."""
    edition = measure.edition
    scores = {code: score for code, score in (row.scores or {}).items() if score is not None}
    if not edition.is_additive or len(scores) < len(edition.indicators):
        return ""
    held = [one.indicator for one in binding(edition, scores, NAMED)]
    if not held:
        return gettext("Semua indikatornya sudah di skor teratas.")
    names = [inside(measure.short(edition.indicators[code])) for code in held]
    return gettext("Yang paling menahan: %(names)s.") % {"names": listed(names)}


def figures(village: Village, measure: Measure) -> list[Figure]:
    """Index, distance to the limits on both sides, rank with its ties."""
    row = village.row
    if row is None:
        return []
    found = [_index(village, row, measure)]
    if row.complete:
        index = Fraction(row.exact)
        below, above = last_limit(measure.edition, index), next_limit(measure.edition, index)
        found += [_above(row, measure, below)] if below else []
        found += [_below(row, measure, above)] if above else []
    found.append(_rank(village, row, measure))
    return found[:4]


def _index(village: Village, row: ResultRow, measure: Measure) -> Figure:
    notes = [_contradicted(village, row, measure), _since(village, row, measure)]
    values = known_values(village)
    if len(values) > 1:
        notes.append(gettext("median kabupaten %(value)s") % {"value": measure.written(median(values))})
    what = gettext("%(index)s %(year)d") % {"index": measure.name, "year": row.year}
    return Figure(measure.span(row.index_low, row.index_high), what, "; ".join(note for note in notes if note))


def _contradicted(village: Village, row: ResultRow, measure: Measure) -> str:
    """Both figures where the answers do not give the published one."""
    if row.verdict != "inconsistent" or village.printed is None:
        return ""
    details = {"printed": measure.written(village.printed), "computed": measure.span(row.index_low, row.index_high)}
    if details["printed"] == details["computed"]:
        return ""
    return gettext("terbit %(printed)s, dihitung %(computed)s") % details


def _since(village: Village, row: ResultRow, measure: Measure) -> str:
    before = village.before
    if before is None or before.index is None or row.index is None:
        return ""
    return since(row.index - before.index, before.year, measure)


def since(change: float, year: int, measure: Measure) -> str:
    """A change since another year, in words."""
    details = {"change": measure.written(abs(change)), "year": year}
    if not round(change, measure.decimals):
        return gettext("tetap sejak %(year)d") % details
    return (
        gettext("naik %(change)s dari %(year)d") if change > 0 else gettext("turun %(change)s dari %(year)d")
    ) % details


def _above(row: ResultRow, measure: Measure, limit: Limit) -> Figure:
    what = gettext("di atas batas %(status)s") % {"status": measure.status(limit.lower.code).name}
    count = falls_needed(measure.edition, row.scores or {}, -limit.distance)
    meaning = ""
    if count is not None:
        meaning = ngettext(
            "kelas dapat turun bila %(count)d indikator turun satu langkah rubrik",
            "kelas dapat turun bila sedikitnya %(count)d indikator masing-masing turun satu langkah rubrik",
            count,
        ) % {"count": count}
    return Figure(measure.written(-limit.distance), what, meaning)


def _below(row: ResultRow, measure: Measure, limit: Limit) -> Figure:
    what = gettext("di bawah batas %(status)s") % {"status": measure.status(limit.upper.code).name}
    count = raises_needed(measure.edition, row.scores or {}, limit.distance)
    meaning = ""
    if count is not None:
        meaning = ngettext(
            "paling sedikit %(count)d indikator harus mencapai skor teratas",
            "paling sedikit %(count)d indikator harus mencapai skor teratas",
            count,
        ) % {"count": count}
    return Figure(measure.written(limit.distance), what, meaning)


def _rank(village: Village, row: ResultRow, measure: Measure) -> Figure:
    what = gettext("Peringkat dari %(count)d desa") % {"count": len(village.peers)}
    places = placing.ranked(measure.edition, row, village.peers)
    return Figure(placing.written(places), what, placing.meaning(measure.edition))
