"""The states of an import and what becomes of each of its values."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where an import stands. A committed one can be undone and then committed again; nothing is deleted."""

    UPLOADED = "uploaded", _("baru dikirim")
    MAPPED = "mapped", _("kolom dipilih")
    PREVIEWED = "previewed", _("siap disimpan")
    COMMITTED = "committed", _("tersimpan")
    UNDONE = "undone", _("dibatalkan")
    ABANDONED = "abandoned", _("tidak dipakai")


OPEN = (BatchState.UPLOADED, BatchState.MAPPED, BatchState.PREVIEWED)


class Outcome(models.TextChoices):
    """What a value of the file does to what is shown now."""

    NEW = "new", _("baru")
    CHANGED = "changed", _("berubah")
    SAME = "same", _("sama")
    OVERSHADOWED = "overshadowed", _("tidak tampil")


class Job(models.TextChoices):
    """What is being done to an import in the background."""

    PREVIEW = "preview", _("memeriksa isi")
    COMMIT = "commit", _("menyimpan")


# A job that has not ended by then was cut off with its worker, and may be asked for again.
LOST = timedelta(minutes=15)
