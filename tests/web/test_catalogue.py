"""The English catalogue is complete and compiled."""

import ast
from pathlib import Path

import polib

from berdaya import web

FOLDER = Path(web.__file__).parent / "locale" / "en" / "LC_MESSAGES"
PO = polib.pofile(str(FOLDER / "django.po"))


def test_every_text_is_translated_and_none_is_uncertain() -> None:
    assert [entry.msgid for entry in PO.untranslated_entries()] == []
    assert [entry.msgid for entry in PO.fuzzy_entries()] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(FOLDER / "django.mo"))}
    written = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in PO}
    assert compiled == written


def test_translations_keep_their_variables() -> None:
    for entry in PO:
        names = set(variables(entry.msgid))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not text or set(variables(text)) == names, entry.msgid


def variables(text: str) -> list[str]:
    return [part.split(")", 1)[0] for part in text.split("%(")[1:]]


def test_no_message_is_built_by_an_f_string() -> None:
    for path in Path(web.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith(("gettext", "ngettext")):
                assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), path
