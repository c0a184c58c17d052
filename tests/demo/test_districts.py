"""Kecamatan hold every village once, and each is in one piece."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.districts import Neighbours, group_villages, steps_from


def chessboard(width: int, height: int) -> tuple[Neighbours, list[tuple[float, float]]]:
    """Villages as squares of a board."""
    squares = list(product(range(width), range(height)))
    number = {square: index for index, square in enumerate(squares)}
    sides = ((0, 1), (1, 0), (0, -1), (-1, 0))
    near = {
        number[x, y]: frozenset(number[x + dx, y + dy] for dx, dy in sides if (x + dx, y + dy) in number)
        for x, y in squares
    }
    return near, [(float(x), float(y)) for x, y in squares]


@given(st.integers(0, 1000), st.integers(3, 9), st.integers(3, 9), st.integers(1, 8))
def test_groups_are_connected_and_cover_all(seed: int, width: int, height: int, count: int) -> None:
    neighbours, sites = chessboard(width, height)
    groups = group_villages(Random(seed), neighbours, sites, count, capital=0)
    assert sorted(village for group in groups for village in group) == list(range(width * height))
    assert 0 in groups[0]
    for group in groups:
        inside = {village: neighbours[village] & frozenset(group) for village in group}
        assert steps_from(inside, group[0]).keys() == set(group)


@pytest.mark.parametrize("seed", range(5))
def test_no_group_starves(seed: int) -> None:
    neighbours, sites = chessboard(14, 14)
    sizes = [len(group) for group in group_villages(Random(seed), neighbours, sites, 18, capital=90)]
    assert min(sizes) >= 4
    assert max(sizes) <= 24
