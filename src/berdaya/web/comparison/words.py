"""What differs, in words: who is highest and lowest, in which dimension and in which indicators they part most."""

from collections.abc import Sequence

from django.utils.translation import gettext

from berdaya.web.comparison.lines import Line
from berdaya.web.comparison.subjects import Subject
from berdaya.web.measure import Measure, inside, listed

NAMED = 3


def sentences(measure: Measure, compared: Sequence[Subject], made: Sequence[Line]) -> list[str]:
    """The differences, the widest first; nothing to say of one subject alone."""
    index, *rest = made
    said = [_ends(measure, compared, index), _dimension(measure, compared, rest), _indicators(rest)]
    return [one for one in said if one]


def _ends(measure: Measure, compared: Sequence[Subject], line: Line) -> str:
    known = [(one, subject.name) for one, subject in zip(line.values, compared, strict=True) if one is not None]
    if len(known) < 2:
        return ""
    (low, lowest), (high, highest) = min(known), max(known)
    if line.written(line.values.index(low)) == line.written(line.values.index(high)):
        return gettext("%(index)s semuanya sama, %(value)s.") % {"index": measure.name, "value": measure.written(high)}
    return gettext("%(index)s tertinggi di %(highest)s (%(high)s), terendah di %(lowest)s (%(low)s): beda %(gap)s.") % {
        "index": measure.name,
        "highest": highest,
        "high": measure.written(high),
        "lowest": lowest,
        "low": measure.written(low),
        "gap": measure.written(high - low),
    }


def _dimension(measure: Measure, compared: Sequence[Subject], made: Sequence[Line]) -> str:
    parts = [line for line in made if line.code in measure.edition.dimensions and line.spread]
    if not parts:
        return ""
    widest = max(parts, key=lambda line: line.spread or 0)
    known = [(one, subject.name) for one, subject in zip(widest.values, compared, strict=True) if one is not None]
    (low, lowest), (high, highest) = min(known), max(known)
    return gettext("Dimensi yang paling berbeda: %(dimension)s, %(highest)s %(high)s dan %(lowest)s %(low)s.") % {
        "dimension": widest.name,
        "highest": highest,
        "high": measure.written(high),
        "lowest": lowest,
        "low": measure.written(low),
    }


def _indicators(made: Sequence[Line]) -> str:
    names = [inside(line.name) for line in parting(made)[:NAMED]]
    return gettext("Yang paling membedakan: %(names)s.") % {"names": listed(names)} if names else ""


def parting(made: Sequence[Line]) -> list[Line]:
    """The indicators in which the subjects differ, by how much it counts in the index, then by the plain distance."""
    found = [line for line in made if line.weighed is not None and line.spread]
    return sorted(found, key=lambda line: (-(line.weighed or 0), -(line.spread or 0), line.code))
