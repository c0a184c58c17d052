"""Keys that are kept in the database, each wrapped with a master key that is not."""

from django.db import models
from django.utils import timezone


class Wrapped(models.Model):
    """A key, wrapped: useless without the master key whose name stands beside it."""

    # Never changes, and is bound into the wrapping: a wrapped key moved to another row does not open.
    name = models.CharField(max_length=16, unique=True, editable=False)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16, blank=True, db_index=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Person(Wrapped):
    """The key of one person's values. Erasing the person destroys it; what it sealed can never be read again."""

    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(master=""), name="an_erased_person_has_no_key"
            ),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"


class Purpose(models.TextChoices):
    """What a key that belongs to no person is for."""

    BODY = "body"
    FINGERPRINT = "fingerprint"
    TRAIL = "trail"


class DataKey(Wrapped):
    """A key for whole files, for fingerprints, or for the chain of the audit trail."""

    purpose = models.CharField(max_length=12, choices=Purpose)

    class Meta:
        constraints = (
            # Files may have been sealed with many keys; a fingerprint is only comparable under one.
            models.UniqueConstraint(
                fields=["purpose"], condition=~models.Q(purpose="body"), name="one_key_for_comparing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.name}"
