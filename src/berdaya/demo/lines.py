"""Lines that look grown rather than ruled: meanders and roughened borders on the plane, in kilometres."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]


def meander(
    rng: Random, start: Point, end: Point, sways: Sequence[tuple[float, float]], step: float = 0.6
) -> list[Point]:
    """A winding line from start to end; each sway is (amplitude, wavelength), and all die away at both ends."""
    (x0, y0), (x1, y1) = start, end
    length = math.dist(start, end)
    across, along = ((y0 - y1) / length, (x1 - x0) / length), ((x1 - x0) / length, (y1 - y0) / length)
    waves = [(amplitude, 2 * math.pi / wavelength, rng.uniform(0, 2 * math.pi)) for amplitude, wavelength in sways]
    points = []
    for position in _stations(length, step):
        taper = min(1.0, position / (0.12 * length), (length - position) / (0.12 * length))
        offset = taper * sum(amplitude * math.sin(rate * position + phase) for amplitude, rate, phase in waves)
        forward = position + taper * 0.17 * sum(a * math.sin(2 * (k * position + p)) for a, k, p in waves)
        points.append((x0 + forward * along[0] + offset * across[0], y0 + forward * along[1] + offset * across[1]))
    return points


def _stations(length: float, step: float) -> list[float]:
    count = max(2, round(length / step))
    return [length * index / count for index in range(count + 1)]


def roughen(rng: Random, points: Sequence[Point], roughness: float, grain: float) -> list[Point]:
    """The same line by midpoint displacement: no piece longer than the grain, each bend a share of its piece."""
    rough = [points[0]]
    for start, end in pairwise(points):
        rough.extend(_broken(rng, start, end, roughness, grain))
    return rough


def _broken(rng: Random, start: Point, end: Point, roughness: float, grain: float) -> list[Point]:
    length = math.dist(start, end)
    if length <= grain:
        return [end]
    shift, share = rng.uniform(-roughness, roughness), rng.uniform(0.42, 0.58)
    middle = (
        start[0] + share * (end[0] - start[0]) - shift * (end[1] - start[1]),
        start[1] + share * (end[1] - start[1]) + shift * (end[0] - start[0]),
    )
    return _broken(rng, start, middle, roughness, grain) + _broken(rng, middle, end, roughness, grain)
