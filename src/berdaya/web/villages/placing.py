"""Ranks of villages as pages show them: always with the interval that is left when every weight may be a tenth wrong."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext

from berdaya.domain.index.definition import Edition
from berdaya.domain.index.ranks import Parts, Places, parts_by_dimension, parts_of, places, places_in, span_of
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.villages.standing import rank

WEIGHTS_ERR: Final = Fraction(1, 10)

Scores = Mapping[str, int | None]


def is_scored_by_items(rows: Sequence[ResultRow]) -> bool:
    """Whether every row has the scores of its indicators; some results were published as dimensions only."""
    return all(any(score is not None for score in (row.scores or {}).values()) for row in rows)


def parts(edition: Edition, row: ResultRow, *, by_items: bool) -> Parts:
    """What a row gives to the index, by indicator or by main dimension."""
    if by_items:
        return parts_of(edition, row.scores or {})
    values = {code: (Fraction(low), Fraction(high)) for code, (low, high) in row.dimensions.items()}
    return parts_by_dimension(edition, values)


def ranked(edition: Edition, row: ResultRow, peers: Sequence[ResultRow]) -> Places:
    """The places of a village among those of its regency while weights may err; ties and gaps only, where none can."""
    others = [peer for peer in peers if peer.region_id != row.region_id]
    if not edition.is_additive or not edition.is_ordinal:
        return Places(*rank(row, peers))
    by_items = is_scored_by_items([row, *others])
    own = parts(edition, row, by_items=by_items)
    return places(own, (parts(edition, one, by_items=by_items) for one in others), WEIGHTS_ERR)


def ranked_if_off_by_one(edition: Edition, row: ResultRow, peers: Sequence[ResultRow]) -> Places | None:
    """The places when any one answer of each village may be off by one class; None where scores are not known."""
    others = [peer for peer in peers if peer.region_id != row.region_id]
    if not edition.is_additive or not edition.is_ordinal or not is_scored_by_items([row, *others]):
        return None
    return places_in(span_of(edition, row.scores or {}), (span_of(edition, one.scores or {}) for one in others))


def written(found: Places) -> str:
    """One place, or the best and the worst.

    >>> written(Places(3, 3)), written(Places(3, 9))
    ('3', '3–9')
    """
    return str(found.best) if found.best == found.worst else f"{found.best}–{found.worst}"


def meaning(edition: Edition) -> str:
    """Under what the interval of a rank holds."""
    if edition.is_additive and edition.is_ordinal:
        return gettext("selang bila bobot tiap indikator meleset sampai 10 persen; 1 yang tertinggi")
    return gettext("1 yang tertinggi; desa bernilai sama berbagi peringkat")
