"""The demo in the records: whole, once, and never beside real territories."""

from collections import Counter
from dataclasses import replace

import pytest
from django.contrib.auth import authenticate, get_user_model
from pytest_django import Settings

from berdaya.demo.accounts import ACCOUNTS, territories
from berdaya.demo.loading import load
from berdaya.demo.regency import FAMILY_BY_YEAR, DemoRegency
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM, scope_of
from berdaya.records.observations.models import Document, Observation, Submission
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.models import Boundary, Region, RegionCodeEntry, RegionYear
from berdaya.records.regions.services import RegionEntry, import_regions
from berdaya.records.regions.synthetic import synthetic_regency
from berdaya.records.runs.models import Result, Run, State

PASSWORD = "rahasia-contoh"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def loaded(small: DemoRegency) -> DemoRegency:
    assert list(load(small, password=PASSWORD))
    return small


def test_everything_is_there(loaded: DemoRegency) -> None:
    assert Region.objects.count() == len(loaded.regions)
    assert Boundary.objects.count() == len(loaded.boundaries)
    assert RegionYear.objects.count() == 6 * len(loaded.villages)
    assert RegionCodeEntry.objects.filter(system="bps").count() == len(loaded.regions)
    assert Submission.objects.filter(source="official").count() == len(loaded.submissions)
    said = sum(len(item.inputs) for item in loaded.submissions)
    assert Observation.objects.filter(kind="input").count() == said
    assert synthetic_regency() == "Kabupaten Contoh"


def test_every_source_says_that_it_is_invented(loaded: DemoRegency) -> None:
    for model in (Boundary, RegionYear, Document):
        assert set(model.objects.values_list("source", flat=True)) == {loaded.source}
    assert not Submission.objects.exclude(source="repair").filter(document=None).exists()


def test_every_year_has_one_published_run_that_agrees_with_what_was_published(loaded: DemoRegency) -> None:
    runs = Run.objects.all()
    assert sorted((run.year, run.family, run.state) for run in runs) == sorted(
        (year, family, State.PUBLISHED) for year, family in FAMILY_BY_YEAR.items()
    )
    results = {(row.region.code, row.run.year): row for row in Result.objects.select_related("region", "run")}
    assert results.keys() == {(item.village, item.year) for item in loaded.submissions}
    for item in loaded.submissions:
        row = results[item.village, item.year]
        if item.published is None:
            assert row.missing
            assert row.index_low < row.index_high
        else:
            assert row.index_low == row.index_high == pytest.approx(item.published.index, abs=0.0051)
    verdicts = Counter(row.verdict for row in results.values())
    assert verdicts["inconsistent"] == 2
    assert verdicts["repaired"] >= 1


def test_a_village_that_was_moved_is_one_village(loaded: DemoRegency) -> None:
    former = [spell for spell in loaded.codes if spell.valid_until is not None]
    book = code_book()
    for spell in former:
        assert book.region_id(spell.code) == book.region_id(spell.region) == book.current[spell.region]
        assert Submission.objects.filter(region__code=spell.region).values("year").distinct().count() >= 2
    assert not Region.objects.filter(code__in=[spell.code for spell in former]).exists()


def test_people_can_sign_in_and_reach_what_they_should(loaded: DemoRegency) -> None:
    for account in ACCOUNTS:
        user = authenticate(username=account.username, password=PASSWORD)
        assert user is not None
        scope = scope_of(user)
        assert scope.roles == {account.role}
        assert scope.prefixes == tuple(territories(account, loaded.regions))
    assert [next(territories(account, loaded.regions))[:4] for account in ACCOUNTS] == ["", *["9901"] * 8]
    assert [len(list(territories(account, loaded.regions))) for account in ACCOUNTS] == [1, 1, 1, 1, 2, 1, 1, 1, 1]


def test_loading_twice_is_refused_and_changes_nothing(loaded: DemoRegency) -> None:
    before = (Submission.objects.count(), Observation.objects.count(), Run.objects.count())
    with pytest.raises(Problem) as caught:
        next(load(loaded, password=PASSWORD))
    assert caught.value.code == "demo.already_loaded"
    assert before == (Submission.objects.count(), Observation.objects.count(), Run.objects.count())


def test_a_database_with_real_territories_is_never_touched(small: DemoRegency) -> None:
    rows = [
        RegionEntry(RegionCode(code), name) for code, name in (("64", "Sebuah Provinsi"), ("6402", "Sebuah Kabupaten"))
    ]
    import_regions(actor=SYSTEM, rows=rows)
    with pytest.raises(Problem) as caught:
        next(load(small, password=PASSWORD))
    assert caught.value.code == "demo.real_data"
    assert Region.objects.count() == 2
    assert get_user_model().objects.count() == 0


def test_a_load_that_fails_leaves_nothing(small: DemoRegency) -> None:
    broken = replace(small, figures={"9901992001": next(iter(small.figures.values()))})
    steps = load(broken, password=PASSWORD)
    assert next(steps)
    assert next(steps)
    assert Region.objects.exists()
    with pytest.raises(Problem) as caught:
        next(steps)
    assert caught.value.code == "region.unknown"
    assert not Region.objects.exists()
