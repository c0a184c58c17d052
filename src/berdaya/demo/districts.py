"""Villages gathered into kecamatan: each in one piece, of uneven but comparable size."""

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random

Neighbours = Mapping[int, frozenset[int]]
Between = Callable[[int, int], float]


def group_villages(
    rng: Random, neighbours: Neighbours, sites: Sequence[tuple[float, float]], count: int, capital: int
) -> list[list[int]]:
    """So many groups of villages, the capital's group first; each group is connected through common borders."""

    def between(one: int, other: int) -> float:
        return math.dist(sites[one], sites[other])

    appetites = [rng.uniform(0.75, 1.35) for _ in range(count)]
    seeds = _spread_seeds(neighbours, count, capital)
    for _ in range(4):
        groups = _grow(neighbours, between, seeds, appetites)
        seeds = [capital, *(_middle(group, between) for group in groups[1:])]
    return _grow(neighbours, between, seeds, appetites)


def steps_from(neighbours: Neighbours, start: int) -> dict[int, int]:
    """Borders to cross from one village to each other one."""
    steps, wave = {start: 0}, [start]
    while wave:
        following = []
        for village in wave:
            for neighbour in sorted(neighbours[village]):
                if neighbour not in steps:
                    steps[neighbour] = steps[village] + 1
                    following.append(neighbour)
        wave = following
    return steps


def _spread_seeds(neighbours: Neighbours, count: int, capital: int) -> list[int]:
    """Villages as many borders apart as possible, so that each seed has about the same number around it."""
    seeds, nearest = [capital], steps_from(neighbours, capital)
    while len(seeds) < count:
        seeds.append(max(sorted(nearest), key=nearest.__getitem__))
        for village, steps in steps_from(neighbours, seeds[-1]).items():
            nearest[village] = min(nearest[village], steps)
    return seeds


def _grow(
    neighbours: Neighbours, between: Between, seeds: Sequence[int], appetites: Sequence[float]
) -> list[list[int]]:
    """Let the group that is smallest for its appetite take the nearest free neighbour, until none is free."""
    groups, taken = [[seed] for seed in seeds], set(seeds)
    hungry = set(range(len(seeds)))
    while hungry:
        group = min(sorted(hungry), key=lambda number: len(groups[number]) / appetites[number])
        free = sorted({near for village in groups[group] for near in neighbours[village]} - taken)
        if not free:
            hungry.discard(group)
            continue
        chosen = min(free, key=lambda village: between(village, seeds[group]))
        groups[group].append(chosen)
        taken.add(chosen)
    return groups


def _middle(group: Sequence[int], between: Between) -> int:
    return min(group, key=lambda village: sum(between(village, other) for other in group))
