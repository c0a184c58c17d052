"""The trail: entries that are only added, and the chain that shows when one was changed or taken out."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from berdaya.records.append_only import AppendOnly
from berdaya.records.audit.kinds import EntryKind


class Entry(AppendOnly):
    """Who did what, in which role, to what, where, and the values before and after. Personal values are sealed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    # Nobody: the command line, acting for whoever holds the machine.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    held = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=10, choices=EntryKind)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    territory = models.CharField(max_length=10, blank=True, db_index=True)
    # JSON as it was written, character for character: the chain is made over it.
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.subject}"


class Link(AppendOnly):
    """An entry's place in the chain: a keyed hash over the entry and over the link before it."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
