"""Grown lines keep their ends and their measure."""

import math
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.lines import meander, roughen

COORDINATE = st.integers(-50, 50).map(float)
POINT = st.tuples(COORDINATE, COORDINATE)


@given(st.integers(0, 10_000), st.lists(POINT, min_size=2, max_size=5), st.floats(0, 0.2))
def test_roughening_keeps_every_given_point_and_no_piece_is_longer_than_the_grain(
    seed: int, points: list[tuple[float, float]], roughness: float
) -> None:
    rough = roughen(Random(seed), points, roughness, 1.5)
    remaining = iter(rough)
    assert all(any(point == here for here in remaining) for point in points)
    assert all(math.dist(*piece) <= 1.5 for piece in pairwise(rough))


@given(st.integers(0, 10_000), st.lists(POINT, min_size=2, max_size=5))
def test_roughening_without_roughness_only_adds_points_on_the_line(
    seed: int, points: list[tuple[float, float]]
) -> None:
    length = sum(math.dist(*piece) for piece in pairwise(points))
    rough = roughen(Random(seed), points, 0.0, 1.5)
    assert math.isclose(sum(math.dist(*piece) for piece in pairwise(rough)), length, abs_tol=1e-9)


@given(st.integers(0, 10_000), st.floats(0.1, 4))
def test_a_meander_joins_its_ends_by_a_longer_way(seed: int, amplitude: float) -> None:
    line = meander(Random(seed), (0.0, 0.0), (60.0, 0.0), [(amplitude, 12.0)])
    assert math.dist(line[0], (0, 0)) < 1e-9
    assert math.dist(line[-1], (60, 0)) < 1e-9
    assert sum(math.dist(*piece) for piece in pairwise(line)) > 60
    assert max(abs(y) for _, y in line) <= amplitude + 1e-9
