"""The ledger: documents as they arrived, submissions for a village and year, and the values in them."""

from django.conf import settings
from django.db import models

from berdaya.records.append_only import AppendOnly
from berdaya.records.observations.identity import belongs
from berdaya.records.observations.kinds import DocumentKind, Kind, Source
from berdaya.records.observations.values import Scalar, read
from berdaya.records.regions.models import Region
from berdaya.records.vault import services as vault


class Document(AppendOnly):
    """The bytes a value came from, kept compressed and sealed. What they are known by is in `identity.py`."""

    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    source = models.CharField(max_length=500)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source} ({self.digest[:12]})"

    @property
    def content(self) -> bytes:
        return vault.open_bytes(bytes(self.sealed), belongs(self.digest))


class Submission(AppendOnly):
    """What one source said about one village and year at one time."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="submissions")
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=60)
    source = models.CharField(max_length=10, choices=Source)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="submissions")
    repairs = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repaired_by")
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        indexes = (models.Index(fields=["region", "year", "edition"], name="submission_village_year"),)
        constraints = (
            # One document says what it says about a village and year only once.
            models.UniqueConstraint(
                fields=["document", "region", "year", "edition", "source"], name="one_submission_per_document"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region_id}/{self.year} {self.edition} {self.source}"


class Observation(AppendOnly):
    """One value: an indicator's score, a raw answer, or a published figure. `text` is the value as JSON."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="observations", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=60)
    text = models.CharField(max_length=600)

    class Meta(AppendOnly.Meta):
        constraints = (models.UniqueConstraint(fields=["submission", "kind", "code"], name="one_value_per_code"),)

    def __str__(self) -> str:
        return f"{self.code}={self.text}"

    @property
    def value(self) -> Scalar:
        return read(self.text)


class Withdrawal(AppendOnly):
    """A submission stepped back, or came back (`withdrawn` false): the newest word on it holds. Nothing is deleted."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="withdrawals")
    withdrawn = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.submission_id}: {'withdrawn' if self.withdrawn else 'restored'}"
