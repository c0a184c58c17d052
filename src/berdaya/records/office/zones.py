"""The three time zones of Indonesia, and which of them a province keeps."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class TimeZone(models.TextChoices):
    """Western, central and eastern time, by their names in the database of time zones."""

    WIB = "Asia/Jakarta", _("WIB (UTC+7)")
    WITA = "Asia/Makassar", _("WITA (UTC+8)")
    WIT = "Asia/Jayapura", _("WIT (UTC+9)")


# Keputusan Presiden 41/1987: by the first digit or digits of the province's code (Kemendagri); all others keep WIB.
BY_PROVINCE: Mapping[str, TimeZone] = {
    "5": TimeZone.WITA,
    "63": TimeZone.WITA,
    "64": TimeZone.WITA,
    "65": TimeZone.WITA,
    "7": TimeZone.WITA,
    "8": TimeZone.WIT,
    "91": TimeZone.WIT,
    "92": TimeZone.WIT,
    "93": TimeZone.WIT,
    "94": TimeZone.WIT,
    "95": TimeZone.WIT,
    "96": TimeZone.WIT,
}


def zone_of(code: str) -> TimeZone:
    """The time zone that the province of a territory (plain digits) keeps; the invented province 99 keeps WITA."""
    if code.startswith("99"):
        return TimeZone.WITA
    return BY_PROVINCE.get(code[:2]) or BY_PROVINCE.get(code[:1]) or TimeZone.WIB
