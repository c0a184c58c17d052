"""Putting new files in the place of old ones, all of them or none; the old ones stay beside, so that one can go back."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Swap:
    """A file or folder that was made ready, and the place where it belongs; without one, the place is emptied."""

    ready: Path | None
    place: Path


@contextmanager
def swapped(swaps: list[Swap], mark: str) -> Iterator[list[Path]]:
    """Put everything in place; if anything fails inside or here, everything is as it was.

    Yields where the old ones lie now: beside their place, with `.before-MARK` after their names.
    """
    with ExitStack() as undo:
        aside = []
        for one in swaps:
            one.place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if one.place.exists():
                kept = one.place.with_name(f"{one.place.name}.before-{mark}")
                os.replace(one.place, kept)
                undo.callback(_put_back, kept, one.place)
                aside.append(kept)
            if one.ready is not None:
                undo.callback(_take_away, one.place)
                _move(one.ready, one.place)
        yield aside
        undo.pop_all()


def _move(ready: Path, place: Path) -> None:
    """Put a file or folder in its place; over the edge of a disk it is copied beside the place first."""
    try:
        os.replace(ready, place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = place.with_name(f".{place.name}.restoring")
        shutil.move(ready, near)
        os.replace(near, place)


def _take_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _put_back(kept: Path, place: Path) -> None:
    os.replace(kept, place)
