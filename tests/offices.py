"""A small office with its own database, keys and files, for tests that back up, wreck and restore it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from berdaya.domain.values import RegionCode
from berdaya.exchange.backups import schema, sqlite
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from berdaya.records.observations.kinds import DocumentKind
from berdaya.records.observations.services import record_document
from berdaya.records.regions.services import RegionEntry, import_regions
from tests.databases import own_database

PASSWORD = "sungai-biru-tenang"
PLACES = {"99": "Provinsi Contoh", "99.01": "Kabupaten Contoh", "99.01.01": "Hulu", "99.01.01.2001": "Bukit Raya"}


@contextmanager
def migrated(folder: Path) -> Iterator[object]:
    """The name of a database with the newest schema and nothing in it, to copy."""
    with own_database(folder) as own:
        schema.migrate(own)
        if own.vendor == "sqlite":
            sqlite.release(own)
        own.close()
        yield own.settings_dict["NAME"]


@contextmanager
def small_office(data: Path, settings: Any, like: object) -> Iterator[Path]:
    """The office at work; yields its data folder."""
    data.mkdir()
    settings.DATA, settings.MEDIA_ROOT = data, data / "files"
    settings.KEYS_FILE, settings.SECRET_KEY_FILE = data / "keys" / "master.keys", data / "secret_key"
    settings.SECRET_KEY_FILE.write_text("rahasia")
    with own_database(data, like=like):
        import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode.parse(code), name) for code, name in PLACES.items()])
        user = create_user(actor=SYSTEM, username="sri", full_name="Sri Rekaan", password=PASSWORD)
        grant(actor=SYSTEM, user=user, role=Role.ANALYST, territory="9901")
        record_document(content=b"isi", kind=DocumentKind.TABLE, source="uji", fetched_at=timezone.now())
        (settings.MEDIA_ROOT / "lampiran").mkdir(parents=True)
        (settings.MEDIA_ROOT / "lampiran" / "satu.txt").write_text("berkas")
        assert connection.in_atomic_block is False
        yield data
