"""The editions that ship with Berdaya, found by their code, by family and year, or from a file of one's own."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from berdaya.definitions.shape import checked_shape, read_yaml
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.faults import invalid
from berdaya.domain.index.loading import edition_from, merged
from berdaya.domain.problems import Problem

FAMILIES = ("idm", "indeks_desa", "contoh")


@lru_cache
def _files() -> Mapping[str, Traversable]:
    """Every edition file of the package, by the edition's code, oldest first within a family."""
    root = files("berdaya.definitions")
    found = {}
    for family in FAMILIES:
        folder = root / family
        for file in sorted(folder.iterdir() if folder.is_dir() else (), key=lambda item: item.name):
            if file.name.endswith(".yaml") and file.name.startswith(family.replace("_", "-")):
                found[file.name.removesuffix(".yaml")] = file
    return found


def codes() -> list[str]:
    """The codes of all shipped editions."""
    return list(_files())


def editions() -> list[Edition]:
    """All shipped editions."""
    return [edition(code) for code in codes()]


@lru_cache
def edition(code: str) -> Edition:
    """A shipped edition by its code. Problem `definition.unknown_edition` where there is none."""
    if code not in _files():
        raise Problem("definition.unknown_edition", code=code, known=", ".join(codes()))
    return edition_from(_resolved(code), file=f"{code}.yaml")


@lru_cache
def edition_for(family: str, year: int) -> Edition:
    """The edition of a family that serves a year, the latest where several do: a newer one ends an open one untouched.

    Problem `definition.no_edition_for_year` where none does.
    """
    own = [code for code in codes() if family_of(code) == family]
    serving = [item for item in map(edition, own) if item.serves(year)]
    if serving:
        return max(serving, key=lambda item: item.first_year)
    raise Problem("definition.no_edition_for_year", family=family, year=year, known=", ".join(own))


def newest(family: str) -> Edition:
    """The newest edition of a family."""
    return edition([code for code in codes() if family_of(code) == family][-1])


def family_of(code: str) -> str:
    """The family of an edition's code.

    >>> family_of("indeks-desa-2025")
    'indeks_desa'
    """
    return code.rpartition("-")[0].replace("-", "_")


def find(name: str) -> Edition | str:
    """What a user means by a name: an edition (`idm-2023`), an edition by a year it serves (`idm-2024`), or a family.

    A family is returned as its name: each year then takes its own edition.

    >>> find("IDM"), find("idm-2024").code, find("Indeks Desa")
    ('idm', 'idm-2023', 'indeks_desa')
    """
    wanted = "-".join(name.strip().casefold().replace("_", " ").replace("/", " ").split())
    if wanted in _files():
        return edition(wanted)
    family, _, year = wanted.rpartition("-")
    if year.isdigit() and family.replace("-", "_") in FAMILIES:
        return edition_for(family.replace("-", "_"), int(year))
    if wanted.replace("-", "_") in FAMILIES:
        return wanted.replace("-", "_")
    raise Problem("definition.unknown_edition", code=name, known=", ".join((*codes(), *FAMILIES)))


def edition_from_file(path: Path) -> Edition:
    """An edition of one's own from a YAML file; `based_on` may name a shipped edition."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    source = read_yaml(path.read_bytes(), file=path.name)
    return edition_from(_with_base(source, file=path.name), file=path.name)


@lru_cache
def _resolved(code: str) -> Mapping[str, Any]:
    file = f"{code}.yaml"
    return _with_base(read_yaml(_files()[code].read_bytes(), file=file), file=file)


def _with_base(source: Any, *, file: str) -> Mapping[str, Any]:
    base = source.get("based_on") if isinstance(source, dict) else None
    if base is None:
        return checked_shape(source, file=file)
    if not isinstance(base, str) or base not in _files():
        raise invalid("unknown_base", file=file, path="based_on", name=base, known=", ".join(codes()))
    try:
        whole = merged(_resolved(base), source)
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ):  # lists or items of the wrong shape: the schema says which
        whole = {**_resolved(base), **source}
    return checked_shape(whole, file=file)


@lru_cache
def printed_conditions(family: str) -> Mapping[str, Mapping[int, frozenset[str]]]:
    """Fingerprints of the conditions the source prints for each score of an indicator; empty where none are known."""
    file = files("berdaya.definitions") / family / "printed_conditions.yaml"
    if not file.is_file():
        return {}
    conditions = read_yaml(file.read_bytes(), file=file.name)["conditions"]
    return {
        code: {int(score): frozenset(prints) for score, prints in by_score.items()}
        for code, by_score in conditions.items()
    }
