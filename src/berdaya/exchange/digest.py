"""The week as plain text for a WhatsApp group: short, with numbers as the language writes them, and nobody named."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from berdaya.definitions import catalogue
from berdaya.domain.values import Text
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.kinds import Choice
from berdaya.records.decisions.week import Week, week
from berdaya.records.regions.selectors import regions

MONTHS = (
    Text("Januari", "January"),
    Text("Februari", "February"),
    Text("Maret", "March"),
    Text("April", "April"),
    Text("Mei", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("Agustus", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Desember", "December"),
)
DECIDED = {
    Choice.REPAIR: Text("diperbaiki", "repaired"),
    Choice.ACCEPT: Text("diterima seperti terbit", "accepted as published"),
    Choice.REFER: Text("dirujuk ke sumber", "referred to the source"),
    Choice.VISIT: Text("perlu kunjungan", "to be visited"),
    Choice.REOPEN: Text("dibuka lagi", "opened again"),
    Choice.REMARK: Text("tanggapan", "remarks"),
}


def count(number: int, language: str) -> str:
    """A whole number with its marks.

    >>> count(1574, "id"), count(1574, "en")
    ('1.574', '1,574')
    """
    text = f"{number:,}"
    return text if language.startswith("en") else text.replace(",", ".")


def written_day(day: date, language: str) -> str:
    """A day in words.

    >>> written_day(date(2026, 8, 7), "id")
    '7 Agustus 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1].in_(language)} {day.year}"


def digest(scope: Scope, *, until: datetime) -> tuple[Week, str]:
    """The week before a moment and the name of the territory it is about."""
    return week(scope, until=until), _place(scope)


def _place(scope: Scope) -> str:
    """The name of the one territory the reader works in; nothing where there are several."""
    prefixes = scope.prefixes
    levels = {2: "province", 4: "regency", 6: "district", 10: "village"}
    if len(prefixes) != 1 or len(prefixes[0]) not in levels:
        return ""
    found = [row.name for row in regions(scope, levels[len(prefixes[0])]) if row.code == prefixes[0]]
    return found[0] if found else ""


def text(told: tuple[Week, str], language: str) -> str:
    """The message. Asterisks are WhatsApp's bold."""
    found, place = told
    say = Speaker(language)
    first, last = (written_day(timezone.localtime(day).date(), language) for day in (found.since, found.until))
    head = say("Ringkasan pekan Berdaya", "Berdaya, the week")
    lines = [f"*{head}{f': {place}' if place else ''}*", f"{first} – {last}", ""]
    body = list(_lines(found, say))
    lines += [f"• {line}" for line in body] or [say("Tidak ada yang berubah pekan ini.", "Nothing changed this week.")]
    return "\n".join(lines) + "\n"


class Speaker:
    """Says a sentence in one language, with whole numbers written for it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, indonesian: str, english: str, **details: object) -> str:
        template = Text(indonesian, english).in_(self.language)
        return template.format_map(
            {key: count(value, self.language) if isinstance(value, int) else value for key, value in details.items()}
        )


def _lines(found: Week, say: Speaker) -> Iterator[str]:
    for one in found.published:
        name = f"{catalogue.edition_for(one.family, one.year).short_name} {one.year:d}"
        yield say(
            "{name} terbit untuk {villages} desa: {changed} berubah, {new} baru, {findings} temuan.",
            "{name} published for {villages} villages: {changed} changed, {new} new, {findings} findings.",
            name=name,
            villages=one.villages,
            changed=one.changed,
            new=one.new,
            findings=one.findings,
        )
    if found.answers:
        yield say(
            "{answers} jawaban baru tercatat dari {villages} desa.",
            "{answers} new answers recorded, from {villages} villages.",
            answers=found.answers,
            villages=found.villages_answered,
        )
    decided = {choice: number for choice, number in found.decided.items() if choice != Choice.REMARK}
    if decided:
        parts = ", ".join(
            f"{count(number, say.language)} {DECIDED[Choice(choice)].in_(say.language)}"
            for choice, number in sorted(decided.items())
        )
        yield say("Temuan diputuskan: {parts}.", "Findings decided: {parts}.", parts=parts)
    if found.decided.get(Choice.REMARK):
        yield say(
            "{number} tanggapan atas temuan.", "{number} remarks on findings.", number=found.decided[Choice.REMARK]
        )
    for family, year, number in found.waiting:
        name = f"{catalogue.edition_for(family, year).short_name} {year:d}"
        yield say(
            "{number} temuan {name} menunggu keputusan.",
            "{number} findings of {name} wait for a decision.",
            number=number,
            name=name,
        )
    if found.unread:
        yield say(
            "{number} pesan belum dibaca di kotak masuk.", "{number} messages unread in the inbox.", number=found.unread
        )
    if found.ending:
        yield say(
            "Akses {number} pengguna berakhir dalam 30 hari.",
            "The access of {number} people ends within 30 days.",
            number=found.ending,
        )
    if found.mine_ends:
        yield say(
            "Akses Anda berakhir {day}. Hubungi pengelola.",
            "Your access ends on {day}. Ask the administrator.",
            day=written_day(found.mine_ends, say.language),
        )
