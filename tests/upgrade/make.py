"""Writes the dump of a release's database: a small demo regency, made by that release's own code.

    git archive 0dbfedf | tar -x -C OLD          # the release 0.1.0
    BERDAYA_DATA=NEW_FOLDER PYTHONPATH=OLD/src python tests/upgrade/make.py tests/upgrade/berdaya-0.1.0.sql.gz

A dump is never made anew: it is what that release left behind.
"""

import gzip
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def main(target: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "berdaya.project.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from berdaya.demo import accounts, loading
    from berdaya.demo.regency import build

    call_command("migrate", interactive=False, verbosity=0)
    list(loading.load(build(seed=7, villages=12), password=accounts.PASSWORD))
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as database:
        dump = "\n".join(database.iterdump())
    target.write_bytes(gzip.compress(dump.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
