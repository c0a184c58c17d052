"""Runs: the results computed from the ledger with one edition, for one year and territory."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from berdaya.domain.problems import Problem
from berdaya.records.append_only import AppendOnly, AppendOnlyManager
from berdaya.records.regions.models import Region


class State(models.TextChoices):
    """A run is computed, published once, and later superseded by another; it never goes back."""

    DRAFT = "draft", _("draf")
    PUBLISHED = "published", _("terbit")
    SUPERSEDED = "superseded", _("digantikan")


class Run(models.Model):
    """One computation: what it read (input hash), with which definition and code, and whether it is published."""

    family = models.CharField(max_length=40)
    edition = models.CharField(max_length=60)
    edition_hash = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    territory = models.CharField(max_length=10, blank=True)
    input_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    diff = models.JSONField(default=dict)

    objects = AppendOnlyManager()

    class Meta:
        base_manager_name = "objects"
        indexes = (models.Index(fields=["family", "state", "year"], name="run_family_state_year"),)
        constraints = (
            models.UniqueConstraint(
                fields=["family", "year", "territory"],
                condition=models.Q(state="published"),
                name="one_published_run_per_territory",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition} {self.year} {self.territory or '*'} ({self.state})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert a draft, or take the one step the state allows; nothing else of a saved run can change."""
        if not self._state.adding:
            kwargs["update_fields"] = self._allowed_changes()
        super().save(*args, **kwargs)

    def _allowed_changes(self) -> list[str]:
        before = Run.objects.values_list("state", flat=True).get(pk=self.pk)
        if (before, self.state) == (State.DRAFT, State.PUBLISHED):
            return ["state", "published_at", "published_by", "supersedes", "diff"]
        if (before, self.state) == (State.PUBLISHED, State.SUPERSEDED):
            return ["state"]
        raise Problem("ledger.append_only", record=str(self))

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Problem("ledger.append_only", record=str(self))


class Result(AppendOnly):
    """One village's result: the index as an interval (equal ends when nothing is missing) and how it came about."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="results", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="results")
    index_low = models.FloatField()
    index_high = models.FloatField()
    # The exact fraction, "5023/6300", when nothing is missing.
    exact = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=40, blank=True)
    statuses = models.JSONField()
    dimensions = models.JSONField()
    missing = models.JSONField()
    verdict = models.CharField(max_length=20, blank=True)
    scores = models.JSONField()
    repairs = models.JSONField()
    findings = models.JSONField()

    class Meta(AppendOnly.Meta):
        constraints = (models.UniqueConstraint(fields=["run", "region"], name="one_result_per_village"),)

    def __str__(self) -> str:
        return f"{self.region_id}: {self.status or self.statuses}"
