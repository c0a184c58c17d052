"""The regency of the default seed as everybody sees it, and a small one for what only needs some villages."""

import pytest

from berdaya.demo.regency import DemoRegency, build


@pytest.fixture(scope="session")
def regency() -> DemoRegency:
    return build()


@pytest.fixture(scope="session")
def small() -> DemoRegency:
    return build(seed=7, villages=24)
