"""A process that writes into the trail beside others: `python -m tests.records.trail_writers [COUNT]`; without a count it
brings the database up to date, and afterwards tells what `verify` finds."""

import json
import os
import sys
from dataclasses import asdict


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "berdaya.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.audit import chain
    from berdaya.records.audit.log import changed
    from berdaya.records.vault import services as vault

    if not count:
        call_command("migrate", interactive=False, verbosity=0)
        print(json.dumps(asdict(chain.verify())))
    for number in range(count):
        with transaction.atomic():
            changed(SYSTEM, "run.publish", subject=f"run:{os.getpid()}", after={"number": number})
            vault.new_person()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 0)
