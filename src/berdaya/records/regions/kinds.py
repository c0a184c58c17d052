"""The levels of territories, the kinds of villages, the systems of codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels of a Kemendagri code."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten/Kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Desa/Kelurahan")


class Kind(models.TextChoices):
    """Desa have an index; kelurahan are listed but stay outside it."""

    DESA = "desa", _("Desa")
    KELURAHAN = "kelurahan", _("Kelurahan")


class CodeSystem(models.TextChoices):
    """Who gives the code. 64.02 of Kemendagri is 6403 of BPS."""

    KEMENDAGRI = "kemendagri", "Kemendagri"
    BPS = "bps", "BPS"
