"""What an entry of the trail can tell of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What happened: something was changed, personal data were read, data left as a file, or somebody came in or left."""

    CHANGE = "change", _("Perubahan")
    READ = "read", _("Pembacaan")
    EXPORT = "export", _("Ekspor")
    ENTRY = "entry", _("Masuk dan keluar")
