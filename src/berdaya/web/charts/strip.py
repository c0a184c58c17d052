"""The heat strip: every indicator a column, every year a row, the score's digit in each cell.

On a telephone each indicator is a row of 44 px, folded by group.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.web.charts.svg import html

NARROW_GROUP = 5  # columns under which a name does not fit
WIDEST = 52  # columns of one line that still hold a digit each at 1296 px


@dataclass(frozen=True)
class Column:
    """One indicator: a score per year (None where there is no answer), the reference score below, its page."""

    name: str
    scores: tuple[int | None, ...]
    href: str = ""
    reference: int | None = None


@dataclass(frozen=True)
class Group:
    """The indicators of one section."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class HeatStrip:
    """All groups in the order of the edition. `reference` names the last row, for example the median."""

    years: tuple[str, ...]
    groups: tuple[Group, ...]
    reference: str = ""
    top: int = 5


def lines(groups: tuple[Group, ...]) -> Iterator[tuple[Group, ...]]:
    """Break the groups into lines of at most 52 columns; a longer group is divided."""
    line: list[Group] = []
    room = WIDEST
    for group in groups:
        for part in divided(group):
            if len(part.columns) > room and line:
                yield tuple(line)
                line, room = [], WIDEST
            line.append(part)
            room -= len(part.columns)
    if line:
        yield tuple(line)


def divided(group: Group) -> list[Group]:
    """Equal parts of at most 52 columns."""
    count = -(-len(group.columns) // WIDEST) or 1
    size = -(-len(group.columns) // count)
    return [Group(group.name, group.columns[start : start + size]) for start in range(0, len(group.columns), size or 1)]


def cell(score: int | None) -> SafeString:
    if score is None:
        return html("i", class_="cell cell--none")
    return html("i", str(score), class_=f"cell cell--{score}")


def spoken(column: Column, strip: HeatStrip) -> str:
    """One column in words, because a digit alone does not say its year."""
    years = [
        f"{year} {gettext('belum ada') if score is None else score}"
        for year, score in zip(strip.years, column.scores, strict=True)
    ]
    if strip.reference and column.reference is not None:
        years.append(f"{strip.reference} {column.reference}")
    return f"{column.name}: {', '.join(years)}"


def drawn_column(column: Column, strip: HeatStrip) -> SafeString:
    cells = [cell(score) for score in column.scores]
    if strip.reference:
        cells.append(
            html("i", "" if column.reference is None else str(column.reference), class_="cell cell--reference")
        )
    name = html("span", column.name, class_="strip__name")
    return html(
        "a" if column.href else "span",
        name,
        *cells,
        href=column.href or None,
        class_="strip__column",
        aria_label=spoken(column, strip),
        role=None if column.href else "img",
    )


def held_back(group: Group, top: int) -> int:
    """How many indicators of the group are below the top in the last year."""
    return sum(
        1 for column in group.columns if column.scores and column.scores[-1] is not None and column.scores[-1] < top
    )


def drawn_group(group: Group, strip: HeatStrip) -> SafeString:
    below = held_back(group, strip.top)
    count = html(
        "span",
        gettext("%(below)d dari %(all)d belum penuh") % {"below": below, "all": len(group.columns)},
        class_="strip__count",
    )
    summary = html("summary", html("span", group.name, class_="strip__group-name"), count, class_="strip__title")
    columns = html("span", *(drawn_column(column, strip) for column in group.columns), class_="strip__columns")
    return html("details", summary, columns, class_="strip__group", open="", style=f"--n:{len(group.columns)}")


def width_of(groups: tuple[Group, ...]) -> int:
    return sum(len(group.columns) for group in groups)


def drawn_line(groups: tuple[Group, ...], strip: HeatStrip, widest: int) -> SafeString:
    """One line; a shorter one keeps the cells of the widest. A narrow last group has its name at the right edge."""
    names = [html("span", year) for year in strip.years]
    if strip.reference:
        names.append(html("span", strip.reference, class_="strip__reference"))
    years = html("div", *names, class_="strip__years", aria_hidden="true")
    rest = widest - width_of(groups)
    end = " strip--end" if not rest and len(groups[-1].columns) <= NARROW_GROUP < widest else ""
    drawn = (drawn_group(group, strip) for group in groups)
    return html("div", years, *drawn, class_=f"strip{end}", style=f"--y:{len(names)};--rest:{rest}")


def heat_strip(strip: HeatStrip) -> SafeString:
    """Lines of groups, each with its years at the left."""
    drawn = list(lines(strip.groups))
    widest = max(map(width_of, drawn), default=0)
    return html("div", *(drawn_line(line, strip, widest) for line in drawn), class_="strips", data_fold="narrow")
