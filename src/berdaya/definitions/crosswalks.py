"""The crosswalks that ship with Berdaya, found by the two families they join, or read from a file of one's own."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from berdaya.definitions import catalogue
from berdaya.definitions.shape import checked_shape, read_yaml
from berdaya.domain.index.crosswalk import Crosswalk
from berdaya.domain.index.crosswalk_loading import crosswalk_from
from berdaya.domain.problems import Problem


@lru_cache
def crosswalks() -> tuple[Crosswalk, ...]:
    """Every shipped crosswalk, oldest first."""
    folder = files("berdaya.definitions") / "crosswalk"
    found = [_read(file.read_bytes(), file.name) for file in folder.iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda one: (one.dated, one.code)))


def crosswalk(earlier: str, later: str) -> Crosswalk | None:
    """The newest crosswalk from one family to another; None where they are not joined."""
    found = [one for one in crosswalks() if (one.before.family, one.after.family) == (earlier, later)]
    return found[-1] if found else None


def crosswalk_from_file(path: Path) -> Crosswalk:
    """A crosswalk of one's own between shipped editions."""
    if not path.is_file():
        raise Problem("file.not_found", path=path)
    return _read(path.read_bytes(), path.name)


def _read(raw: bytes, name: str) -> Crosswalk:
    source = checked_shape(read_yaml(raw, file=name), file=name, kind="crosswalk")
    return crosswalk_from(source, {code: catalogue.edition(code) for code in catalogue.codes()}, file=name)
