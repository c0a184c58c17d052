"""Whether the parts of an edition fit together: names, years, statuses, tree, sections, defects. Bands: `coverage`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NoReturn

from berdaya.domain.index.definition import Dimension, Edition
from berdaya.domain.values import Text

Fail = Callable[..., NoReturn]


def check(edition: Edition, fail: Fail) -> None:
    """Call `fail(path, fault, **details)` for the first contradiction between the parts of an edition."""
    if edition.last_year is not None and edition.last_year < edition.first_year:
        fail("years", "years_reversed")
    _check_statuses(edition, fail)
    _check_tree(edition.dimensions, fail)
    _check_names(edition, fail)
    _check_use(edition, fail)
    _check_indicators(edition, fail)
    _check_defects(edition, fail)


def _check_statuses(edition: Edition, fail: Fail) -> None:
    _no_duplicates((item.code for item in edition.statuses), "statuses", fail)
    *lower, last = (item.up_to for item in edition.statuses)
    limits = [limit for limit in lower if limit is not None]
    if last is not None or len(limits) < len(lower):
        fail("statuses", "open_class_inside")
    if limits != sorted(set(limits)):
        fail("statuses", "limits_not_rising")


def _check_tree(dimensions: Mapping[str, Dimension], fail: Fail) -> None:
    for code in dimensions:
        above: str | None = code
        seen: set[str] = set()
        while above is not None:
            if above in seen:
                fail(f"dimensions[{code}].parent", "cyclic_parents")
            if above not in dimensions:
                fail(f"dimensions[{code}].parent", "unknown_name", name=above, known=", ".join(dimensions))
            seen.add(above)
            above = dimensions[above].parent


def _check_names(edition: Edition, fail: Fail) -> None:
    """Figures are kept by the codes of index and dimensions, tables by those of indicators and inputs: all differ."""
    groups: tuple[tuple[str, Text, Iterable[str]], ...] = (
        ("index", Text("indeks", "the index"), [edition.head.code]),
        ("dimensions", Text("dimensi", "a dimension"), edition.dimensions),
        ("indicators", Text("indikator", "an indicator"), edition.indicators),
        ("inputs", Text("masukan", "an input"), edition.inputs),
    )
    taken: dict[str, Text] = {}
    for part, what, codes in groups:
        for code in codes:
            if code.casefold() in taken:
                fail(f"{part}[{code}]", "name_taken", name=code, what=taken[code.casefold()])
        taken |= {code.casefold(): what for code in codes}


def _check_use(edition: Edition, fail: Fail) -> None:
    used = {indicator.dimension for indicator in edition.indicators.values()}
    used |= {dimension.parent for dimension in edition.dimensions.values() if dimension.parent}
    for code in edition.dimensions:
        if code not in used:
            fail(f"dimensions[{code}]", "empty_dimension")
    read = {name for indicator in edition.indicators.values() for name in indicator.value.names}
    for name in edition.inputs:
        if name not in read:
            fail(f"inputs[{name}]", "unused_input")


def _check_indicators(edition: Edition, fail: Fail) -> None:
    for dimension in edition.dimensions:
        leaves = edition.leaves_of(dimension)
        _no_duplicates((item.number for item in leaves), f"dimensions[{dimension}].number", fail)
    labels = (folded(item.row_label) for item in edition.indicators.values() if item.row_label)
    _no_duplicates(labels, "indicators.row_label", fail)
    for code, item in edition.indicators.items():
        if item.section is None:
            continue
        home = edition.sections[item.section].dimension
        if home not in (item.dimension, *_ancestors(edition.dimensions, item.dimension)):
            fail(f"indicators[{code}].section", "section_elsewhere", name=item.section, what=home)


def _ancestors(dimensions: Mapping[str, Dimension], code: str) -> Iterator[str]:
    above = dimensions[code].parent
    while above is not None:
        yield above
        above = dimensions[above].parent


def _check_defects(edition: Edition, fail: Fail) -> None:
    for item in edition.defects:
        parts = (item.indicator, item.copy_of, item.repair_from, item.years)
        if item.kind == "copied_row" and not (all(parts) and item.indicator != item.copy_of):
            fail(f"defects[{item.code}]", "defect_incomplete")


def _no_duplicates(items: Iterable[object], path: str, fail: Fail) -> None:
    for name, count in Counter(items).items():
        if count > 1:
            fail(path, "duplicate", name=name, count=count)


def folded(label: str) -> str:
    """A row label as it is compared: letters and digits only, whatever the case."""
    return "".join(sign for sign in label.casefold() if sign.isascii() and sign.isalnum())
