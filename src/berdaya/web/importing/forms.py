"""The form of an import's columns: edition, year, source, and one field for each column of the file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets.importing import Opened
from berdaya.exchange.spreadsheets.layout import DISTRICT, NAME, VILLAGE, YEAR, columns_of

SILENT = (NAME, DISTRICT)  # known, and of no use: the code tells the village


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the file with what it is taken for."""

    key: str
    id: str
    letters: str
    label: str
    example: str
    written: str
    meaning: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one sheet."""

    name: str
    line: int
    fields: tuple[Field, ...]
    taken: int


def tables(opened: Opened, wrong: Mapping[str, Problem], given: Mapping[str, str], language: str) -> list[Table]:
    """The sheets of the file as the form shows them; `given` is what was sent where the form comes back."""
    known = columns_of(opened.edition)
    found = []
    for heading in opened.headings:
        fields = []
        for column in heading.columns:
            target = opened.mapping.targets.get(column.key, "")
            written = given.get(column.key, _written(target)) if given else _written(target)
            meaning = known[target].heading(language) if target in known else ""
            fault = wrong[column.key].message(language) if column.key in wrong else ""
            fields.append(
                Field(column.key, f"kolom-{column.sheet}-{column.column}", column.letters, column.label, column.example,
                      written, meaning, fault)
            )  # fmt: skip
        taken = sum(bool(field.written) for field in fields)
        found.append(Table(heading.name, heading.line + 1, tuple(fields), taken))
    return found


def _written(target: str) -> str:
    """What stands in the field: people know a column by its code."""
    if target in SILENT:
        return ""
    return {VILLAGE: gettext("kode desa"), YEAR: gettext("tahun")}.get(target, target.partition(":")[2])


def targets(opened: Opened, language: str) -> list[tuple[str, str]]:
    """What a field offers: the code and its words."""
    fixed = [
        (gettext("kode desa"), gettext("kode sepuluh angka")),
        (gettext("tahun"), gettext("tahun data di tiap baris")),
    ]
    return fixed + [(column.code, column.heading(language)) for column in columns_of(opened.edition).values()]


def read_targets(given: Mapping[str, str], opened: Opened) -> dict[str, str]:
    """What was sent, by column; words for code and year in either language."""
    words = {gettext("kode desa").casefold(): VILLAGE, gettext("tahun").casefold(): YEAR}
    keys = [column.key for heading in opened.headings for column in heading.columns]
    return {
        key: words.get(given[f"kolom-{key}"].strip().casefold(), given[f"kolom-{key}"])
        for key in keys
        if f"kolom-{key}" in given
    }


def editions() -> list[tuple[str, str]]:
    """The definitions a file can belong to, newest first, with the years they serve."""
    every = sorted(
        (catalogue.edition(code) for code in catalogue.codes()), key=lambda one: (one.family, -one.first_year)
    )
    return [(one.code, f"{one.short_name} {one.first_year}–{one.last_year or ''}") for one in every]
