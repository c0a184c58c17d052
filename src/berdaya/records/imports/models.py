"""Imports: a file that was sent, how its columns were understood, what it would change, and what it wrote."""

from django.conf import settings
from django.db import models

from berdaya.records.imports.kinds import BatchState, Job
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Submission


class ImportBatch(models.Model):
    """One file that was sent. Name, content and preview are sealed, for strangers' files may hold personal data."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sealed_name = models.BinaryField()
    sealed_content = models.BinaryField()
    size = models.PositiveIntegerField()
    content_mark = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    territory = models.CharField(max_length=10, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=10, choices=Source, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    sealed_preview = models.BinaryField(null=True, blank=True)
    preview_mark = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    previewed_at = models.DateTimeField(null=True, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    job = models.CharField(max_length=10, choices=Job, blank=True)
    job_since = models.DateTimeField(null=True, blank=True)
    job_done = models.PositiveIntegerField(default=0)
    job_total = models.PositiveIntegerField(default=0)
    # What the last job could not do, in both languages.
    failure = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (models.Index(fields=["territory", "sent_at"], name="import_territory_sent"),)

    def __str__(self) -> str:
        return f"import {self.pk} ({self.state})"


class BatchSubmission(models.Model):
    """A submission that an import wrote."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="submissions")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="import_batch")

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.submission_id}"


class RememberedMapping(models.Model):
    """How a sender's last file with these headings was mapped. Headings are kept as a mark only."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sender", "signature"], name="one_mapping_per_heading"),)

    def __str__(self) -> str:
        return f"{self.sender_id}: {self.signature[:12]}"
