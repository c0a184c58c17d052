"""Territories: one row a village for ever, its codes through the years, its people, its shape."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from berdaya.domain.values import RegionCode
from berdaya.records.regions.kinds import CodeSystem, Kind, Level


class Region(models.Model):
    """A territory. `code` is its present Kemendagri code in plain digits; the series follow the row, not the code."""

    code = models.CharField(_("kode"), max_length=10, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    level = models.CharField(_("tingkat"), max_length=10, choices=Level)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        indexes = (models.Index(fields=["level", "code"], name="region_level_code"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.dotted})"

    @property
    def dotted(self) -> str:
        return RegionCode(self.code).dotted


class RegionCodeEntry(models.Model):
    """A code a territory has or had, with the first and the last year of its use where they are known."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=10, choices=CodeSystem)
    code = models.CharField(max_length=13)
    valid_from = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_until = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["system", "code", "region"], name="one_entry_per_region_code"),)

    def __str__(self) -> str:
        return f"{self.system} {self.code}"


class RegionYear(models.Model):
    """How many people and households a territory had in a year, and who says so."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["region", "year"], name="one_count_per_region_year"),)

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class Boundary(models.Model):
    """The shape of a territory: as given, simplified for the web, and a point that surely lies inside."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    simplified = models.JSONField()
    inside_longitude = models.FloatField()
    inside_latitude = models.FloatField()
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.region}"
