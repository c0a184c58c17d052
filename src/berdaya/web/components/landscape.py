"""An invented map for the style guide: a bent grid whose borders wander, cut into villages and kecamatan."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import sin
from random import Random
from typing import Any

Place = tuple[float, float]
COLUMNS, ROWS = 14, 9
BLOCK = (3, 2)
PIECES = 6


@dataclass(frozen=True)
class Cell:
    """One village area: its place on the grid, the kecamatan it lies in, its outline."""

    column: int
    row: int
    district: int
    geometry: dict[str, Any]


def corner(column: int, row: int) -> Place:
    """A corner of the grid, moved aside and bent along an invented river."""
    noise = Random(column * 101 + row * 7919)  # noqa: S311 - a drawing, not a secret
    x = column + noise.uniform(-0.32, 0.32) + 0.9 * sin(row / 1.7)
    y = row + noise.uniform(-0.32, 0.32) + 1.3 * sin(column / 2.6)
    return 116 + x * 0.09, -0.2 - y * 0.11


def border(one: Place, two: Place) -> list[Place]:
    """A wandering line; the same from both sides, so that neighbours share it."""
    start, end = sorted((one, two))
    noise = Random(f"{start}{end}")  # noqa: S311 - a drawing, not a secret
    steps = [index / PIECES for index in range(PIECES + 1)]
    sway = [0.0, *(noise.uniform(-0.009, 0.009) for _ in steps[1:-1]), 0.0]
    points = [
        (start[0] + (end[0] - start[0]) * step + side, start[1] + (end[1] - start[1]) * step - side)
        for step, side in zip(steps, sway, strict=True)
    ]
    return points if (start, end) == (one, two) else points[::-1]


def outline(corners: list[Place]) -> dict[str, Any]:
    ring = [point for one, two in pairwise([*corners, corners[0]]) for point in border(one, two)[:-1]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def inland(column: int, row: int) -> bool:
    """The two lower corners are sea."""
    return not (row >= ROWS - 2 and (column < 3 or column > COLUMNS - 4)) and not (row == 0 and column > COLUMNS - 3)


def cells() -> Iterator[Cell]:
    for row in range(ROWS):
        for column in range(COLUMNS):
            if inland(column, row):
                around = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
                district = (row // BLOCK[1]) * (COLUMNS // BLOCK[0] + 1) + column // BLOCK[0]
                yield Cell(column, row, district, outline([corner(*place) for place in around]))


def edges(cell: Cell) -> set[tuple[Place, Place]]:
    ring = cell.geometry["coordinates"][0]
    return {(min(pair), max(pair)) for pair in pairwise(ring)}


def district_outline(members: list[Cell]) -> dict[str, Any]:
    """The outer border of a kecamatan: the pieces of border that only one of its villages has, joined to rings."""
    seen: dict[tuple[Place, Place], int] = {}
    for cell in members:
        for edge in edges(cell):
            seen[edge] = seen.get(edge, 0) + 1
    ways: dict[Place, list[Place]] = {}
    for one, two in (edge for edge, times in seen.items() if times == 1):
        ways.setdefault(one, []).append(two)
        ways.setdefault(two, []).append(one)
    rings = []
    while ways:
        ring = [next(iter(ways))]
        while ways.get(ring[-1]):
            following = ways[ring[-1]].pop()
            ways[following].remove(ring[-1])
            ring.append(following)
        rings.append(ring)
        ways = {place: others for place, others in ways.items() if others}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
