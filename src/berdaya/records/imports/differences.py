"""What the values of a file would change: each held against what is shown now and what its own source said before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from berdaya.records.imports.contents import Change, GivenEntry, GivenValue
from berdaya.records.imports.kinds import Outcome
from berdaya.records.observations.current import Held
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.precedence import RANK
from berdaya.records.observations.values import Scalar, read, written

Key = tuple[str, int, int]
# A spreadsheet keeps sixteen digits; what differs beyond them is the same value.
PRECISION = Decimal("1e-15")


def is_same(one: Scalar, other: Scalar) -> bool:
    """Whether two values are one, as far as a spreadsheet can carry them.

    >>> is_same(Decimal("0.3333333333333333333"), Decimal("0.3333333333333333")), is_same(1, True), is_same("a", "b")
    (True, False, False)
    """
    if isinstance(one, bool | str) or isinstance(other, bool | str):
        return type(one) is type(other) and one == other
    first, second = Decimal(one), Decimal(other)
    return abs(first - second) <= PRECISION * max(abs(first), abs(second))


def differences(
    entries: Iterable[GivenEntry], source: Source, held: Mapping[Key, Held]
) -> tuple[list[GivenEntry], list[Change], int]:
    """What has to be written, what that changes, and how many values are there already.

    An official statement is audited as a whole, so one that differs anywhere is written whole; from the field only what
    differs is written, for a prefilled form repeats what others said.
    """
    kept: list[GivenEntry] = []
    changes: list[Change] = []
    same = 0
    for entry in entries:
        here = held.get((entry.edition, entry.year, entry.region_id), Held())
        judged = [_judged(entry, value, source, here) for value in entry.values]
        if source == Source.OFFICIAL and any(change.outcome != Outcome.SAME for change in judged):
            # A newer official answer: repairs of the one before step back, also where the answers agree.
            judged = [_without_repair(change, here) for change in judged]
        differing = [change for change in judged if change.outcome != Outcome.SAME]
        same += len(judged) - len(differing)
        changes += differing
        if differing:
            kept.append(entry if source == Source.OFFICIAL else _only(entry, differing))
    return kept, changes, same


def _without_repair(change: Change, held: Held) -> Change:
    """The change as it comes about once the repair that is shown steps back."""
    if (change.kind, change.code) not in held.passing or change.value_before is None:
        return change
    agrees = is_same(change.value_before, change.value_after)
    return replace(change, outcome=Outcome.SAME if agrees else Outcome.CHANGED)


def _only(entry: GivenEntry, changes: Iterable[Change]) -> GivenEntry:
    wanted = {(change.kind, change.code) for change in changes}
    return replace(entry, values=tuple(value for value in entry.values if (value.kind, value.code) in wanted))


def _judged(entry: GivenEntry, value: GivenValue, source: Source, held: Held) -> Change:
    key = (value.kind, value.code)
    shown, own = held.shown.get(key), held.said.get(source, {}).get(key)
    given = read(value.text)
    return Change(
        region_id=entry.region_id,
        village=entry.village,
        name=entry.name,
        year=entry.year,
        edition=entry.edition,
        kind=value.kind,
        code=value.code,
        before=written(shown[0]) if shown else "",
        before_source=shown[1] if shown else "",
        after=value.text,
        outcome=_outcome(given, source, shown, own),
    )


def _outcome(given: Scalar, source: Source, shown: tuple[Scalar, str] | None, own: Scalar | None) -> Outcome:
    if own is not None and is_same(own, given):
        return Outcome.SAME
    if shown is None:
        return Outcome.NEW
    if is_same(shown[0], given):
        return Outcome.SAME
    return Outcome.OVERSHADOWED if RANK[Source(shown[1])] < RANK[source] else Outcome.CHANGED
