"""One seed, one regency: on this run, on the next, and under any hash seed."""

import hashlib
import os
import subprocess
import sys
from collections import Counter

import pytest

from berdaya.demo.regency import DemoRegency, build

DIGEST = (
    "import hashlib; from berdaya.demo.regency import build; "
    "print(hashlib.sha256(repr(build(seed=5, villages=12)).encode()).hexdigest())"
)


def test_the_same_seed_gives_the_same_regency(small: DemoRegency) -> None:
    assert build(seed=7, villages=24) == small


def test_another_seed_gives_another_regency(small: DemoRegency) -> None:
    other = build(seed=8, villages=24)
    assert other.regions != small.regions
    assert other.boundaries != small.boundaries
    assert other.submissions != small.submissions


@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_it_does_not_depend_on_the_order_of_sets(hash_seed: str) -> None:
    here = hashlib.sha256(repr(build(seed=5, villages=12)).encode()).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


@pytest.mark.parametrize(("seed", "villages"), [(1, 10), (2, 60), (3, 100), (4, 190)])
def test_any_seed_and_size_gives_a_whole_regency(seed: int, villages: int) -> None:
    regency = build(seed=seed, villages=villages)
    assert len(regency.desa) == villages
    by_year = Counter(item.year for item in regency.submissions)
    assert all(by_year[year] >= villages / 2 for year in range(2021, 2026))
    assert regency.boundaries.keys() == {region.code for region in regency.regions if region.level != "province"}


def test_everything_says_that_it_is_invented(small: DemoRegency) -> None:
    assert "rekaan" in small.source
    assert {region.code[:2] for region in small.regions} == {"99"}
    assert {item.village[:4] for item in small.submissions} == {"9901"}
