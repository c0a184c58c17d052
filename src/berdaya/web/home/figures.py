"""The sentence and the four figures at the head of Beranda, from the villages of one year and of the year before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from statistics import mean, median

from django.utils.translation import gettext, ngettext

from berdaya.domain.index.definition import StatusClass
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.charts.bars import Spread
from berdaya.web.home.spread import gap, spread
from berdaya.web.measure import Measure, listed

NAMED = 3  # places named in a sentence; of more with equal counts none is picked out
ENOUGH = Fraction(4, 5)  # with a smaller share of the villages nothing is said of how they differ or changed


@dataclass(frozen=True)
class Figure:
    """A number, what it is, and against what."""

    number: str
    what: str
    meaning: str


@dataclass(frozen=True)
class Comparison:
    """The villages of a year beside those of the year before (none where nothing is published for it).

    `desa` is how many villages the territory has, with or without a result; 0 where only those with one are known.
    `in_district` says that the territory is one kecamatan, which its own page need not name again.
    """

    measure: Measure
    year: int
    rows: Sequence[ResultRow]
    before_year: int | None = None
    before_rows: Sequence[ResultRow] = ()
    desa: int = 0
    in_district: bool = False

    @property
    def all(self) -> int:
        """How many villages the territory has."""
        return max(self.desa, len(self.rows))

    @property
    def is_whole(self) -> bool:
        """Whether the index is known for enough villages to speak of all of them: for four fifths."""
        return len(self.values) >= ENOUGH * self.all

    @property
    def is_settled(self) -> bool:
        """Whether every village of the territory has a class."""
        return sum(self.counts.values()) == self.all

    @cached_property
    def same(self) -> "Comparison":
        """Only the villages known in both years: every change on a page is told of these. All where none is compared."""
        if not self.before_rows:
            return self
        before = {row.region_id for row in self.before_rows if row.index is not None}
        rows = [row for row in self.rows if row.index is not None and row.region_id in before]
        both = {row.region_id for row in rows}
        return replace(self, rows=rows, before_rows=[row for row in self.before_rows if row.region_id in both])

    @property
    def is_paired(self) -> bool:
        """Whether a village with an index or a class in either year is missing from what is compared."""
        if not self.before_rows:
            return False
        both = {row.region_id for row in self.same.rows}
        return any(row.region_id not in both for row in (*self.rows, *self.before_rows) if row.complete or row.status)

    @cached_property
    def values(self) -> list[float]:
        """The index of every village where it is known."""
        return [row.index for row in self.rows if row.index is not None]

    def pairs(self, dimension: str | None = None) -> list[tuple[float, float]]:
        """The index (or a dimension) of the year before and of this year, of the villages that have both.

        Every change is computed over pairs: otherwise a kecamatan that did not answer would look like a change.
        """
        before = {row.region_id: _value(row, dimension) for row in self.before_rows}
        both = ((before.get(row.region_id), _value(row, dimension)) for row in self.rows)
        return [(old, new) for old, new in both if old is not None and new is not None]

    @cached_property
    def spread(self) -> Spread:
        return spread(self.values)

    def gap_change(self, dimension: str | None = None) -> float | None:
        """How much the distance between P10 and P90 changed, as the table of gaps prints both; None without a pair."""
        pairs = self.same.pairs(dimension)
        if len(pairs) < 2:
            return None
        digits = max(self.measure.decimals - 1, 0)
        old, new = (round(gap(spread([pair[year] for pair in pairs])), digits) for year in (0, 1))
        return round(new - old, digits)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(row.status for row in self.rows if row.status)

    @cached_property
    def before_counts(self) -> Counter[str]:
        return Counter(row.status for row in self.before_rows if row.status)

    @cached_property
    def moves(self) -> Counter[tuple[str, str]]:
        """How many villages went from one class to another, of those known in both years."""
        before = {row.region_id: row.status for row in self.same.before_rows}
        pairs = ((before.get(row.region_id, ""), row.status) for row in self.same.rows)
        return Counter(pair for pair in pairs if pair[0] and pair[0] != pair[1])

    def moved(self, *, up: bool) -> int:
        levels = self.measure.levels
        return sum(count for (old, new), count in self.moves.items() if (levels[new] > levels[old]) == up)

    @property
    def classes(self) -> tuple[StatusClass, ...]:
        return self.measure.edition.statuses


def two_years(
    measure: Measure,
    year: int,
    rows: Sequence[ResultRow],
    before_year: int | None,
    before_rows: Sequence[ResultRow],
    desa: int = 0,
) -> Comparison:
    """Two years side by side, where they can be compared.

    The rule: the index is known this year for at least four fifths of the territory's villages, and the villages known
    in both years are at least four fifths of those known in either. Otherwise the earlier year is left out whole: its
    rows and its number, so that nothing on the page names it.
    """
    compared = Comparison(measure, year, rows, before_year, before_rows, desa)
    known = [{row.region_id for row in part if row.index is not None} for part in (rows, before_rows)]
    both, either = known[0] & known[1], known[0] | known[1]
    if not both or not compared.is_whole or len(both) < ENOUGH * len(either):
        return replace(compared, before_year=None, before_rows=())
    return compared


def _value(row: ResultRow, dimension: str | None) -> float | None:
    return row.index if dimension is None else row.dimension(dimension)


def sentence(shown: Comparison) -> str:
    """What a regent can repeat: how the gap moved, who changed class, where the weakest villages are."""
    first = _movement(shown) if shown.before_rows else _state(shown) if shown.is_whole else _part(shown)
    return f"{first} {_weakest(shown)}".strip()


def _part(shown: Comparison) -> str:
    """A year that knows a part of the villages: first of all, how few."""
    if not shown.values:
        return gettext("Indeks tahun %(year)d belum dapat dihitung untuk satu desa pun.") % {"year": shown.year}
    few = ngettext(
        "Baru %(count)d dari %(all)d desa punya %(index)s %(year)d.",
        "Baru %(count)d dari %(all)d desa punya %(index)s %(year)d.",
        len(shown.values),
    ) % {"count": len(shown.values), "all": shown.all, "index": shown.measure.name, "year": shown.year}
    value = ngettext("Nilainya %(mean)s.", "Rata-ratanya %(mean)s.", len(shown.values))
    return f"{few} {value % {'mean': shown.measure.written(mean(shown.values))}}"


def _state(shown: Comparison) -> str:
    details = {
        "year": shown.year,
        "index": shown.measure.name,
        "villages": known(shown),
        "mean": shown.measure.written(mean(shown.values)),
    }
    return (
        ngettext(
            "Tahun %(year)d %(index)s %(villages)s adalah %(mean)s.",
            "Tahun %(year)d rata-rata %(index)s %(villages)s adalah %(mean)s.",
            len(shown.values),
        )
        % details
    )


def known(shown: Comparison) -> str:
    """How many villages have a value, and of how many where not all have one."""
    details = {"count": len(shown.values), "all": shown.all}
    if len(shown.values) < shown.all:
        words = ngettext("%(count)d dari %(all)d desa", "%(count)d dari %(all)d desa", shown.all)
    else:
        words = ngettext("%(count)d desa", "%(count)d desa", len(shown.values))
    return words % details


def on_the_same(shown: Comparison) -> str:
    """The words that a change is told of fewer villages than have a value; empty where it is of all of them."""
    if not shown.is_paired:
        return ""
    count = len(shown.same.rows)
    return ngettext("pada %(count)d desa yang sama", "pada %(count)d desa yang sama", count) % {"count": count}


def _movement(shown: Comparison) -> str:
    return gettext("Tahun %(year)d %(gap)s: %(movement)s.") % {
        "year": shown.year,
        "gap": _gap_words(shown),
        "movement": _moved_words(shown.moved(up=True), shown.moved(up=False)),
    }


def _gap_words(shown: Comparison) -> str:
    difference = shown.gap_change()
    if difference is None or len(shown.values) < 2:
        return gettext("dibandingkan tahun sebelumnya")
    if difference < 0:
        return gettext("jarak antardesa menyempit")
    return gettext("jarak antardesa melebar") if difference > 0 else gettext("jarak antardesa tetap")


def _moved_words(up: int, down: int) -> str:
    if not up and not down:
        return gettext("tidak ada desa yang berganti kelas")
    risen = ngettext("%(count)d desa naik kelas", "%(count)d desa naik kelas", up) % {"count": up}
    fallen = ngettext("%(count)d desa turun kelas", "%(count)d desa turun kelas", down) % {"count": down}
    if not down:
        return gettext("%(risen)s, tidak ada yang turun") % {"risen": risen}
    if not up:
        return gettext("%(fallen)s, tidak ada yang naik") % {"fallen": fallen}
    return gettext("%(risen)s, %(fallen)s") % {"risen": risen, "fallen": fallen}


def _weakest(shown: Comparison) -> str:
    """Where the villages of the lowest class in use are; the praise where all are in the highest."""
    code = next((one.code for one in shown.classes if shown.counts[one.code]), None)
    if code is None:
        return ""
    count, status = shown.counts[code], shown.measure.status(code)
    if code == shown.classes[-1].code:
        words = gettext("Semua desa berstatus %(status)s.")
        if not shown.is_settled:
            words = gettext("Semua desa yang punya nilai berstatus %(status)s.")
        return words % {"status": status.name}
    start = ngettext("Masih %(count)d desa berstatus %(status)s", "Masih %(count)d desa berstatus %(status)s", count)
    told = start % {"count": count, "status": status.name}
    if shown.in_district:
        return f"{told}."
    places = _places(Counter(row.district for row in shown.rows if row.status == code))
    return f"{told}, {places}."


def _places(places: Counter[str]) -> str:
    """Where most of them are, in few words."""
    ranked = sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) == 1:
        words = gettext("di %(place)s") if ranked[0][1] == 1 else gettext("semuanya di %(place)s")
        return words % {"place": ranked[0][0]}
    shown = _first(ranked)
    if len(shown) > NAMED or (ranked[0][1] == 1 and len(ranked) > 2):
        return gettext("tersebar di %(count)d kecamatan") % {"count": len(ranked)}
    named = [f"{place} ({count})" for place, count in shown]
    words = gettext("di %(places)s") if len(ranked) == len(shown) else gettext("terbanyak di %(places)s")
    return words % {"places": listed(named)}


def _first(ranked: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The places with the most, and with the next number where all of those can be named too."""
    counts = sorted({count for _, count in ranked}, reverse=True)
    most = [pair for pair in ranked if pair[1] == counts[0]]
    next_most = [pair for pair in ranked if pair[1] == counts[1]] if len(counts) > 1 else []
    return [*most, *next_most] if len(most) + len(next_most) <= NAMED else most


def figures(shown: Comparison) -> list[Figure]:
    """At most four: the mean, the gap, the highest class, the kecamatan farthest apart; no gaps of too few villages."""
    if not shown.values:
        return []
    if not shown.is_whole:
        return [_mean_figure(shown), _highest_figure(shown)]
    made = (_mean_figure(shown), _gap_figure(shown), _highest_figure(shown), _district_figure(shown))
    return [figure for figure in made if figure is not None]


def compared(shown: Comparison, change: float) -> str:
    """A change since the year before, in words."""
    details = {"change": shown.measure.written(abs(change)), "year": shown.before_year}
    if not round(change, shown.measure.decimals):
        return gettext("tetap sejak %(year)d") % details
    words = gettext("naik %(change)s dari %(year)d") if change > 0 else gettext("turun %(change)s dari %(year)d")
    return words % details


def _mean_figure(shown: Comparison) -> Figure:
    here = mean(shown.values)
    what = gettext("Rata-rata %(index)s") % {"index": shown.measure.name}
    pairs = shown.pairs()
    if not pairs:
        words = gettext("rata-rata %(villages)s") if not shown.is_whole and len(shown.values) > 1 else "%(villages)s"
        return Figure(shown.measure.written(here), what, words % {"villages": known(shown)})
    change = compared(shown, mean(new - old for old, new in pairs))
    if len(pairs) < len(shown.values):
        change = f"{change} {on_the_same(shown)}"
    return Figure(shown.measure.written(here), what, f"{change}; {known(shown)}")


def _gap_figure(shown: Comparison) -> Figure | None:
    """The gap that the table of gaps has: of the villages in both years where those are compared."""
    if len(shown.same.values) < 2:
        return None
    part, measure = shown.same.spread, shown.measure
    ends = gettext("dari %(low)s (desa ke-10%% terbawah) sampai %(high)s (10%% teratas)") % {
        "low": measure.written(part.p10, 1),
        "high": measure.written(part.p90, 1),
    }
    change = shown.gap_change()
    return Figure(
        measure.written(gap(part), 1),
        gettext("Jarak antardesa"),
        ends if change is None else f"{ends}; {gap_moved(shown, change)} {on_the_same(shown)}".strip(),
    )


def gap_moved(shown: Comparison, change: float) -> str:
    details = {"change": shown.measure.written(abs(change), 1), "year": shown.before_year}
    if change < 0:
        return gettext("menyempit %(change)s dari %(year)d") % details
    return (gettext("melebar %(change)s dari %(year)d") if change > 0 else gettext("tetap sejak %(year)d")) % details


def _highest_figure(shown: Comparison) -> Figure:
    highest = shown.classes[-1].code
    number = str(shown.counts[highest])
    what = gettext("Desa %(status)s") % {"status": shown.measure.status(highest).name}
    notes = []
    if shown.before_rows:
        notes.append(_highest_before(shown, highest))
    notes.append(_lowest_note(shown))
    return Figure(number, what, "; ".join(note for note in notes if note))


def _highest_before(shown: Comparison, highest: str) -> str:
    same = shown.same
    details = {"before": same.before_counts[highest], "now": same.counts[highest], "year": shown.before_year}
    if not shown.is_paired:
        return gettext("%(before)d pada %(year)d") % details
    moved = gettext("dari %(before)d pada %(year)d menjadi %(now)d") % details
    return f"{moved} {on_the_same(shown)}"


def _lowest_note(shown: Comparison) -> str:
    """The weakest classes: how many villages are in the lowest in use, or that none is below the middle."""
    empty = [one for one in shown.classes[:2] if not shown.counts[one.code]]
    if len(empty) == 2:
        return gettext("tidak ada desa %(status)s") % {"status": shown.measure.status(empty[-1].code).name}
    code = next(one.code for one in shown.classes if shown.counts[one.code])
    details = {"count": shown.counts[code], "status": shown.measure.status(code).name}
    return ngettext("%(count)d desa %(status)s", "%(count)d desa %(status)s", shown.counts[code]) % details


def district_medians(rows: Sequence[ResultRow]) -> dict[str, tuple[str, float]]:
    """Name and median index of each kecamatan that has a village with a known index, by code."""
    groups: dict[str, list[float]] = {}
    names = {row.district_code: row.district for row in rows}
    for row in rows:
        if row.index is not None:
            groups.setdefault(row.district_code, []).append(row.index)
    return {code: (names[code], median(values)) for code, values in groups.items()}


def _district_figure(shown: Comparison) -> Figure | None:
    medians = sorted(district_medians(shown.rows).values(), key=lambda pair: pair[1])
    if len(medians) < 2:
        return None
    (low_name, low), (high_name, high) = medians[0], medians[-1]
    return Figure(
        shown.measure.written(high - low, 1),
        gettext("Jarak median kecamatan"),
        gettext("%(low_name)s %(low)s, %(high_name)s %(high)s")
        % {
            "low_name": low_name,
            "low": shown.measure.written(low, 1),
            "high_name": high_name,
            "high": shown.measure.written(high, 1),
        },
    )
