"""The decisions on findings: what a person wrote, why, and what it put into the ledger. They are only added."""

from django.conf import settings
from django.db import models

from berdaya.records.append_only import AppendOnly
from berdaya.records.decisions.kinds import Choice
from berdaya.records.observations.models import Submission
from berdaya.records.regions.models import Region


class Decision(AppendOnly):
    """One entry about one finding. A finding is named by village, index, year, kind and what it is about.

    `version` counts the entries of a finding from 1: two people cannot write the same one. `fingerprint` is of the
    finding as it was; where it has changed since, it was another finding that was decided.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="decisions")
    family = models.CharField(max_length=40)
    edition = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.CharField(max_length=2000)
    indicator = models.CharField(max_length=60, blank=True)
    score = models.SmallIntegerField(null=True, blank=True)
    # The repair that this entry wrote; none where what is shown stays as it was.
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    # What was decided together has one mark.
    batch = models.CharField(max_length=32, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)

    class Meta(AppendOnly.Meta):
        indexes = (models.Index(fields=["family", "year"], name="decision_family_year"),)
        constraints = (
            models.UniqueConstraint(
                fields=["region", "family", "year", "code", "subject", "version"], name="one_decision_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region_id}/{self.family} {self.year} {self.code} {self.subject}: {self.choice}"
