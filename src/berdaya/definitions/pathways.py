"""The pathways of mentoring that ship with Berdaya. A case keeps the version it is judged by, so none is ever changed."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from berdaya.definitions.shape import checked_shape, read_yaml
from berdaya.domain.mentoring.loading import pathway_from
from berdaya.domain.mentoring.pathway import Pathway, Subject
from berdaya.domain.problems import Problem


@lru_cache
def pathways() -> tuple[Pathway, ...]:
    """Every shipped pathway, by subject, the oldest first."""
    folder = files("berdaya.definitions") / "mentoring"
    found = [_read(file.read_bytes(), file.name) for file in folder.iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda one: (one.subject, one.since, one.code)))


def pathway(code: str) -> Pathway:
    """A pathway by its code. Problem `definition.unknown_edition` where there is none."""
    for one in pathways():
        if one.code == code:
            return one
    raise Problem("definition.unknown_edition", code=code, known=", ".join(one.code for one in pathways()))


def newest_pathway(subject: Subject) -> Pathway:
    """The version by which a new case of a subject is judged."""
    return next(one for one in reversed(pathways()) if one.subject == subject)


def pathway_from_file(path: Path) -> Pathway:
    """A pathway of an office's own."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    return _read(path.read_bytes(), path.name)


def _read(raw: bytes, name: str) -> Pathway:
    return pathway_from(checked_shape(read_yaml(raw, file=name), file=name, kind="pathway"), file=name)
