"""Django for the commands that need records: settings loaded, and the database brought up to date."""

import os


def set_up() -> None:
    """Load the settings and the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
    import django

    django.setup()


def migrate() -> None:
    """Set Django up and bring the database to the present schema."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
