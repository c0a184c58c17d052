"""Django for the commands that need records: settings loaded, and the database brought up to date."""

import os

from berdaya.domain.problems import Problem


def set_up() -> None:
    """Load the settings and the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
    import django

    django.setup()


def migrate() -> None:
    """Set Django up and bring the database to the present schema; Problem `database.unreachable` where there is none."""
    set_up()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise Problem("database.unreachable", reason=str(error).strip().splitlines()[0]) from error
