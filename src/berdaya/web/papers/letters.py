"""Words a letter for paper from what was typed."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext

from berdaya.reports.data import plain
from berdaya.reports.letter import KIND, Letter
from berdaya.reports.press import Sheet, size
from berdaya.web.measure import language


def letter(typed: Mapping[str, str]) -> Sheet:
    """The letter in the language of the page, without number and signature."""
    body = Letter(
        subject=typed["subject"],
        nature=typed["nature"],
        attachment=typed["attachment"],
        addressee=typed["addressee"],
        addressee_place=typed["addressee_place"],
        paragraphs=paragraphs(typed["text"]),
        copies=tuple(line.strip() for line in typed["copies"].splitlines() if line.strip()),
        headings=headings(),
    )
    return Sheet(KIND, typed["subject"], plain(body), language()[:2], "", size())


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs as empty lines divide them; line breaks within one are spaces.

    >>> paragraphs("Dengan hormat,\\r\\n\\r\\nBersama ini\\r\\nkami sampaikan.")
    ('Dengan hormat,', 'Bersama ini kami sampaikan.')
    """
    parts = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part)


def headings() -> dict[str, str]:
    """The words of the reference block and the addressee."""
    return {
        "number": gettext("Nomor"),
        "nature": gettext("Sifat"),
        "attachment": gettext("Lampiran"),
        "subject": gettext("Perihal"),
        "unnumbered": gettext("(belum bernomor)"),
        "to": gettext("Yth."),
        "at": gettext("di"),
        "copies": gettext("Tembusan:"),
    }
