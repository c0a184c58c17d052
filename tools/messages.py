"""Bring the English catalogue up to date: extract all texts, say what lacks a translation, compile.

`python tools/messages.py` needs gettext's programs; `--compile` alone does not. Run it after changing any text.
"""

import argparse
import os
import sys
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src"
CATALOGUE = SOURCE / "berdaya" / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Facts that change at every run, and make two people's catalogues differ, are left out.
DROPPED = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")


def extract() -> None:
    """Run Django's makemessages over the whole package into the one catalogue."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    os.chdir(SOURCE / "berdaya")
    call_command("makemessages", locale=["en"], no_obsolete=True, add_location="file", ignore_patterns=["static/*"])


def tidy() -> None:
    """Fixed head, sorted entries: the file changes only where a text changes."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=120)
    catalogue.metadata = {key: value for key, value in catalogue.metadata.items() if key not in DROPPED}
    catalogue.metadata |= {"Project-Id-Version": "Berdaya", "Language": "en"}
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    catalogue.metadata_is_fuzzy = False
    catalogue.header = "The English catalogue of Berdaya; the texts in the code are Indonesian."
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save()


def incomplete() -> list[str]:
    """Texts without an English translation, or with an uncertain one."""
    catalogue = polib.pofile(str(CATALOGUE))
    return [entry.msgid for entry in (*catalogue.untranslated_entries(), *catalogue.fuzzy_entries())]


def compile_catalogue() -> None:
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compile", action="store_true", help="only compile what is translated")
    if not parser.parse_args().compile:
        extract()
        tidy()
    compile_catalogue()
    for text in incomplete():
        print(text)
    return 1 if incomplete() else 0


if __name__ == "__main__":
    sys.exit(main())
