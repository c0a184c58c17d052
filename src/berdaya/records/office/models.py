"""The office that uses this installation: one row for what stands on its letters, and who may sign them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.records.office.deeds import Deed
from berdaya.records.office.zones import TimeZone

REGENCY = RegexValidator(r"^\d{4}$", _("Tulis empat angka kode kabupaten, misalnya 64.02."))
NIP = RegexValidator(r"^(\d{18})?$", _("NIP terdiri atas 18 angka. Kosongkan bila tidak ada."))


class Paper(models.TextChoices):
    """The sheet that letters are printed on. F4 (folio, 215 × 330 mm) is what offices have in the drawer."""

    F4 = "F4", _("F4 (215 × 330 mm)")
    A4 = "A4", _("A4 (210 × 297 mm)")


class Office(models.Model):
    """The one office of this installation. `version` grows with each change, so that two editors notice each other."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    regency_code = models.CharField(_("kode kabupaten"), max_length=4, validators=[REGENCY])
    regency_name = models.CharField(_("nama kabupaten"), max_length=120)
    government = models.CharField(_("baris pemerintah"), max_length=120, blank=True)
    agency = models.CharField(_("nama dinas"), max_length=160, blank=True)
    short_name = models.CharField(_("singkatan dinas"), max_length=30, blank=True)
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    contact = models.CharField(_("telepon, surel, laman"), max_length=200, blank=True)
    logo = models.BinaryField(_("logo"), default=bytes, blank=True)
    logo_type = models.CharField(max_length=20, blank=True, editable=False)
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WITA)
    paper = models.CharField(_("kertas"), max_length=2, choices=Paper, default=Paper.F4)
    language = models.CharField(_("bahasa surat"), max_length=2, default="id", editable=False)
    # Steps of the first set-up that somebody finished or left out on purpose.
    steps_done = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("kantor")
        verbose_name_plural = _("kantor")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="there_is_one_office"),)

    def __str__(self) -> str:
        return f"{self.agency}, {self.regency_name}"


class Signatory(models.Model):
    """An official who signs letters, from one day up to and including another. Whoever signed stays on record."""

    name = models.CharField(_("nama dan gelar"), max_length=120)
    rank = models.CharField(_("pangkat, golongan"), max_length=80, blank=True)
    nip = models.CharField(_("NIP"), max_length=18, blank=True, validators=[NIP])
    title = models.CharField(_("jabatan"), max_length=160)
    # "a.n. Bupati Contoh": the office in whose name this person signs.
    acting_for = models.CharField(_("menandatangani atas nama (a.n.)"), max_length=160, blank=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("penanda tangan")
        verbose_name_plural = _("penanda tangan")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="signatory_ends_after_it_begins",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class Operation(models.Model):
    """A backup, a restore or a drill: when, whether it went well, and what it told."""

    deed = models.CharField(max_length=10, choices=Deed)
    at = models.DateTimeField()
    ok = models.BooleanField()
    details = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["deed", "-at"], name="operation_deed_at"),)

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d}"


class Worker(models.Model):
    """A process that runs jobs, and the last time it said that it lives."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
