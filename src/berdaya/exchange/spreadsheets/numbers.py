"""What a person meant by a cell: numbers as Indonesians and spreadsheets write them, years, codes, and no answer."""

import re

from berdaya.domain.index.definition import Indicator, Input, Value
from berdaya.domain.index.scoring import answer, checked_score
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text
from berdaya.exchange.spreadsheets.book import Cell, Oddity

NO_ANSWER = frozenset({"-", "–", "—", "n/a", "#n/a"})
INTEGRAL = ("integer",)
THOUSANDS_POINT = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
THOUSANDS_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_no_answer(cell: Cell) -> bool:
    """Whether the cell is blank or holds a dash that stands for "not known"."""
    return cell.is_blank or (cell.oddity is None and cell.text.casefold() in NO_ANSWER)


def read_answer(asked: Input, cell: Cell, point: str = "") -> Value | None:
    """The answer that a cell gives to an input; None where it gives none. Problem `cell.*` or `answer.*`."""
    if is_no_answer(cell):
        return None
    _check(cell)
    if asked.type in ("boolean", "category"):
        return answer(asked, cell.text)
    return answer(asked, _number(cell, point, whole=asked.type in INTEGRAL, unit=asked.unit, share=_is_share(asked)))


def read_score(indicator: Indicator, cell: Cell, point: str = "") -> int | None:
    """The score that a cell gives; None where it gives none. Problem `cell.*` or `score.outside_rubric`."""
    if is_no_answer(cell):
        return None
    _check(cell)
    return checked_score(indicator, _number(cell, point, whole=True))


def read_year(cell: Cell) -> int | None:
    """The year of a cell, also of a date or of a text with one year in it; None where it is blank. Problem `row.year`.

    >>> read_year(Cell("Tahun 2024")), read_year(Cell(2023.0)), read_year(Cell("2024-12-31", Oddity.DATE))
    (2024, 2023, 2024)
    """
    if cell.is_blank:
        return None
    found = set(YEAR.findall(cell.text))
    if len(found) != 1 or cell.oddity not in (None, Oddity.DATE):
        raise Problem("row.year")
    return int(found.pop())


def plain_number(text: str, *, point: str = "", whole: bool = False) -> str:
    """Rewrite a number with a decimal point and no thousands; what is no such number stays as it is.

    `point` is the decimal sign where the file tells it; `whole` that only whole numbers make sense.

    >>> plain_number("1.250.000,50"), plain_number("0,7072"), plain_number("Rp 2.500", whole=True)
    ('1250000.50', '0.7072', '2500')
    >>> plain_number("1.250", point=","), plain_number("1.250", point=".")
    ('1250', '1.250')

    Problem `cell.ambiguous` where "1.250" may be a thousand and more, or one and a quarter.
    """
    text = re.sub(r"^Rp\.?|[\s\u00a0']", "", text.strip())
    points, commas = THOUSANDS_POINT.fullmatch(text), THOUSANDS_COMMA.fullmatch(text)
    if (points and _unsure(text, ".", point)) or (commas and _unsure(text, ",", point)):
        if not whole:
            digits = text.replace(".", "").replace(",", "")
            raise Problem("cell.ambiguous", whole=digits, part=text.replace(".", ","))
        return text.replace(".", "").replace(",", "")
    if points and point != ".":
        return text.replace(".", "").replace(",", ".")
    if commas and point != ",":
        return text.replace(",", "")
    return text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text


def _unsure(text: str, sign: str, point: str) -> bool:
    """Whether one sign with three digits behind it could be either thousands or a fraction."""
    other = "," if sign == "." else "."
    return not point and text.count(sign) == 1 and other not in text


def _number(cell: Cell, point: str, *, whole: bool, unit: Text | None = None, share: bool = False) -> object:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # What Excel shows as 85 % it keeps as 0.85.
        return f"{value * 100:.10g}" if cell.percent and share else cell.text
    text = cell.text
    for word in ("%", *((unit.id, unit.en) if unit else ())):
        text = text[: -len(word)] if word and text.casefold().endswith(word.casefold()) else text
    return plain_number(text, point=point, whole=whole)


def _is_share(asked: Input) -> bool:
    return asked.type == "percent" and asked.maximum == 100


def _check(cell: Cell) -> None:
    if cell.oddity is Oddity.ERROR:
        raise Problem("cell.error", value=cell.text)
    if cell.oddity is Oddity.NOT_CALCULATED:
        raise Problem("cell.not_calculated")
    if cell.oddity is Oddity.DATE:
        raise Problem("cell.date")
