"""Which column of a table holds what: the village, the year, given scores and raw answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.domain.index.definition import Edition
from berdaya.domain.problems import Problem

VILLAGE = ("village_code", "kode_desa", "kode", "id_desa")
YEAR = ("year", "tahun")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns by what they hold; `ignored` hold nothing an edition asks for."""

    village: str
    year: str | None
    scores: Mapping[str, str]
    answers: Mapping[str, str]
    ignored: tuple[str, ...]


def layout(columns: Sequence[str], editions: Sequence[Edition], *, by_year: bool, path: str) -> Layout:
    """Find the columns, whatever their case; an indicator's may carry a name behind its code (`IKS01_AKSES_SARKES`).

    Problem `table.missing_columns` where there is no village, no year although each year has its own edition, or
    neither a score nor an answer of the editions.
    """
    by_name = {column.casefold(): column for column in columns}
    by_code = {column.casefold().partition("_")[0]: column for column in columns}

    def first(*names: str) -> str | None:
        return next((by_name[name] for name in names if name in by_name), None)

    indicators = {code: None for edition in editions for code in edition.indicators}
    inputs = {name: None for edition in editions for name in edition.inputs}
    answers = {name: by_name[name.casefold()] for name in inputs if name.casefold() in by_name}
    scores = {
        code: by_name.get(code.casefold()) or by_code[code.casefold()]
        for code in indicators
        if code.casefold() in by_name or code.casefold() in by_code
    }
    village, year = first(*VILLAGE), first(*YEAR)
    wanted = [" / ".join(VILLAGE)] if village is None else []
    wanted += [" / ".join(YEAR)] if year is None and by_year else []
    wanted += [", ".join([*list(indicators)[:2], "…", *list(inputs)[:2], "…"])] if not scores and not answers else []
    if village is None or wanted:
        raise Problem("table.missing_columns", path=path, columns="; ".join(wanted), found=", ".join(columns[:12]))
    used = {village, year, *scores.values(), *answers.values()}
    return Layout(village, year, scores, answers, tuple(column for column in columns if column not in used))
