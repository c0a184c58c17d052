"""The villages paged in the database, held against the same rows read at once and sorted in Python."""

from decimal import Decimal

import pytest

from berdaya.records.access.roles import Role
from berdaya.records.access.scope import PUBLIC, SYSTEM, Scope
from berdaya.records.regions.choosing import territories
from berdaya.records.regions.selectors import villages
from berdaya.records.runs.directory import NOT_PUBLISHED, Narrowed, count_villages, villages_paged
from berdaya.records.runs.selectors import published_results
from berdaya.records.runs.services import compute_run, publish_run
from berdaya.records.runs.summaries import published_runs

pytestmark = pytest.mark.django_db


def narrowed(year: int = 2024, **changes) -> Narrowed:
    runs = [run for run in published_runs() if run.family == "idm"]
    of = {when: tuple(run.id for run in runs if run.year == when) for when in (year, year - 1)}
    return Narrowed(runs=of[year], runs_before=of[year - 1], **changes)


def paged(scope, asked, order="", *, size=5, descending=False):
    """All pages, one after the other."""
    starts = range(0, count_villages(scope, asked), size)
    pages = [villages_paged(scope, asked, start, start + size, order, descending=descending) for start in starts]
    return [line for page in pages for line in page]


def test_every_village_has_its_published_result(regency):
    results = {row.region_id: row for row in published_results(PUBLIC, "idm", [2024])}
    before = {row.region_id: row.index for row in published_results(PUBLIC, "idm", [2023])}
    lines = paged(PUBLIC, narrowed())
    assert [line.code for line in lines] == [row.code for row in villages(PUBLIC)]
    for line in lines:
        row = results.get(line.region_id)
        assert (line.low, line.high) == ((row.index_low, row.index_high) if row else (None, None))
        assert line.status == (row.status if row else "")
        assert line.statuses == (row.statuses if row else ())
        assert line.before == before.get(line.region_id)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("index", lambda line: line.index),
        ("change", lambda line: line.change),
        ("code", lambda line: line.code),
    ],
)
def test_pages_are_one_total_order(regency, order, key, descending):
    lines = paged(PUBLIC, narrowed(), order, descending=descending)
    assert len({line.region_id for line in lines}) == count_villages(PUBLIC, narrowed()) == len(lines)
    known = [line for line in lines if key(line) is not None]
    assert lines[: len(known)] == known
    by_code = sorted(known, key=lambda line: line.code)
    assert known == sorted(by_code, key=key, reverse=descending)


def test_names_and_kecamatan_are_sorted_whatever_their_repeats(regency):
    for order in ("name", "district", "regency"):
        lines = paged(PUBLIC, narrowed(), order, size=7)
        assert len({line.region_id for line in lines}) == len(lines) == count_villages(PUBLIC, narrowed())


def test_filters_keep_what_the_rows_say(regency):
    everything = paged(PUBLIC, narrowed())
    first = everything[0]
    status = next(line.status for line in everything if line.status)
    cases = {
        "status": (status, lambda line: line.status == status),
        "territory": (first.code[:6], lambda line: line.code.startswith(first.code[:6])),
        "index_from": (Decimal("0.7"), lambda line: line.index is not None and line.index >= 0.7),
        "index_until": (Decimal("0.7"), lambda line: line.index is not None and line.index <= 0.7),
        "text": (first.name, lambda line: first.name.casefold() in line.name.casefold()),
    }
    for name, (value, holds) in cases.items():
        kept = paged(PUBLIC, narrowed(**{name: value}), "code")
        assert kept == [line for line in everything if holds(line)], name
        assert kept, name
    assert count_villages(PUBLIC, narrowed(status=NOT_PUBLISHED)) == sum(line.low is None for line in everything)


def test_kelurahan_are_listed_where_they_are_asked_for(regency):
    both = paged(PUBLIC, narrowed(kind=""))
    assert {line.kind for line in both} == {"desa", "kelurahan"}
    assert {line.kind for line in paged(PUBLIC, narrowed(kind="kelurahan"))} == {"kelurahan"}


def test_nothing_outside_the_scope_is_counted_or_listed(regency):
    code = regency.desa[0].code[:6]
    camat = Scope(frozenset({(Role.VERIFIER, code)}))
    lines = paged(camat, narrowed())
    assert {line.code[:6] for line in lines} == {code}
    assert count_villages(Scope(frozenset()), narrowed()) == 0


def test_of_overlapping_runs_the_one_published_later_is_shown(regency):
    code = regency.desa[0].code[:6]
    run = compute_run(actor=SYSTEM, edition_code="idm-2023", year=2024, territory=code)
    publish_run(actor=SYSTEM, run_id=run)
    assert len(narrowed().runs) == 2
    results = {row.region_id: row for row in published_results(PUBLIC, "idm", [2024])}
    for line in paged(PUBLIC, narrowed(), "index"):
        if line.region_id in results:
            assert line.low == results[line.region_id].index_low
            assert (results[line.region_id].run_id == run) == line.code.startswith(code)


def test_a_page_asks_the_database_twice(regency, django_assert_num_queries):
    asked = narrowed()
    with django_assert_num_queries(2):
        villages_paged(PUBLIC, asked, 0, 20, "index")


def test_territories_are_chosen_step_by_step(regency, django_assert_max_num_queries):
    regency_code = regency.desa[0].code[:4]
    with django_assert_max_num_queries(2):
        found = territories(PUBLIC)
    assert found.root == regency_code
    assert {code[:4] for code, _ in found.options} == {regency_code}
    assert {len(code) for code, _ in found.options} == {6}
    district = found.options[0][0]
    assert territories(PUBLIC, district).options == found.options
    assert territories(PUBLIC, "1234").options == found.options
    assert territories(Scope(frozenset())).options == ()
