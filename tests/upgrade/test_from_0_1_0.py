"""An office upgrades from 0.1.0: nothing is lost, published results read the same, everybody can sign in."""

import gzip
import re

from django.contrib.auth import authenticate
from django.db import connection

from berdaya.demo.accounts import PASSWORD
from berdaya.exchange.backups import schema
from berdaya.records.access.models import User
from berdaya.records.access.scope import PUBLIC, SYSTEM, scope_of
from berdaya.records.observations.models import Document
from berdaya.records.runs.selectors import published_results, published_years, runs
from tests.upgrade.conftest import ACCOUNTS_THEN, DUMP

# What 0.1.0 filled itself, and what later versions add to.
GROWS = {"django_migrations", "django_content_type", "auth_permission"}


def test_no_row_is_lost(upgraded):
    now = schema.rows(connection, upgraded)
    assert upgraded["observations_observation"] == 8408
    for table, before in upgraded.items():
        assert now[table] == before or (table in GROWS and now[table] > before), table


def test_nothing_waits(upgraded):
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_published_results_read_the_same(upgraded):
    """Held against the text of the dump itself, not against what today's program would compute."""
    dump = gzip.decompress(DUMP.read_bytes()).decode()
    pattern = r"INSERT INTO \"runs_result\" VALUES\((\d+),([\d.e+-]+),([\d.e+-]+),'([^']*)','([^']*)'"
    said = {(float(low), float(high), exact, status) for _, low, high, exact, status in re.findall(pattern, dump)}
    rows = [
        row for family in ("idm", "indeks_desa") for row in published_results(PUBLIC, family, published_years(family))
    ]
    assert len(rows) == upgraded["runs_result"] == 56
    assert {(row.index_low, row.index_high, row.exact, row.status) for row in rows} == said
    assert [run.state for run in runs(SYSTEM)] == ["published"] * 5


def test_everybody_signs_in_with_the_password_they_had(upgraded):
    for account in ACCOUNTS_THEN:
        user = authenticate(None, username=account.username, password=PASSWORD)
        assert user is not None
        assert User.objects.get(pk=user.pk).full_name == account.full_name
        assert account.role in scope_of(user).roles


def test_documents_still_open(upgraded):
    for document in Document.objects.all():
        assert b"village_code" in document.content


def test_the_dump_is_small_and_synthetic():
    dump = gzip.decompress(DUMP.read_bytes()).decode()
    assert DUMP.stat().st_size < 200_000
    codes = set(re.findall(r"INSERT INTO \"regions_region\" VALUES\(\d+,'(\d+)'", dump))
    assert codes
    assert all(code.startswith("99") for code in codes)
