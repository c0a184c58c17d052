"""What documents, submissions and values can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What the bytes are."""

    OFFICIAL_ANSWER = "official_answer", _("Jawaban resmi")
    TABLE = "table", _("Tabel")


class Source(models.TextChoices):
    """Where a submission comes from; `precedence.py` says which one is shown."""

    OFFICIAL = "official", _("Resmi")
    FIELD = "field", _("Lapangan")
    DERIVED = "derived", _("Turunan")
    REPAIR = "repair", _("Perbaikan")


class Kind(models.TextChoices):
    """What a value is: a raw answer, a score, or what was published with them."""

    INPUT = "input", _("Jawaban")
    SCORE = "score", _("Skor")
    DIMENSION = "dimension", _("Dimensi")
    INDEX = "index", _("Indeks")
    STATUS = "status", _("Status")
    CONDITION = "condition", _("Keterangan tercetak")
